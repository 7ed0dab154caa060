using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ContainerOS.Proxies;

/// <summary>The variables that the files of a systemd unit set, by systemd's rules: a later line wins, and what an EnvironmentFile says wins over every Environment.</summary>
internal sealed class UnitEnvironment
{
    /// <summary>The source of what systemd gives every unit.</summary>
    public const string OfAll = "systemd (DefaultEnvironment)";

    private readonly Dictionary<string, (string Value, string Source)> lines = new(StringComparer.Ordinal);
    private readonly List<string> environmentFiles = [];

    /// <summary>Takes the files together.</summary>
    /// <param name="unitFiles">The unit's file and its drop-ins, in the order in which systemd reads them.</param>
    /// <param name="files">What files hold, by path; one that is not there sets nothing.</param>
    /// <param name="ofAll">What systemd gives every unit, name=value.</param>
    public UnitEnvironment(IEnumerable<string> unitFiles, IReadOnlyDictionary<string, byte[]> files, IEnumerable<string> ofAll)
    {
        foreach (var path in unitFiles.Where(files.ContainsKey))
            TakeUnit(path, HostText.Decode(files[path]));
        Variables = new Dictionary<string, (string Value, string Source)>(StringComparer.Ordinal);
        foreach (var (name, value) in Assignments(string.Join("\n", ofAll)))
            Variables[name] = (value, OfAll);
        foreach (var line in lines)
            Variables[line.Key] = line.Value;
        foreach (var path in environmentFiles.Where(files.ContainsKey))
        {
            foreach (var (name, value) in Assignments(HostText.Decode(files[path])))
                Variables[name] = (value, path);
        }
    }

    /// <summary>The variables, each with the file that it comes from.</summary>
    public Dictionary<string, (string Value, string Source)> Variables { get; }

    /// <summary>What they say about proxies.</summary>
    public ProxyValues Proxies => ProxyValues.Of(Variables.ToDictionary(variable => variable.Key, variable => variable.Value.Value));

    /// <summary>The files that say something about proxies.</summary>
    public IEnumerable<string> ProxySources => ProxyValues.Names.Where(Variables.ContainsKey).Select(name => Variables[name].Source).Distinct();

    /// <summary>A line that sets a variable. Only % has a meaning of its own there beside quotes and backslashes; $ has none.</summary>
    public static string Line(string assignment) => "Environment=\"" + assignment.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("%", "%%") + "\"\n";

    private void TakeUnit(string path, string text)
    {
        var isService = false;
        foreach (var line in Logical(text))
        {
            if (line.StartsWith("[", StringComparison.Ordinal))
                isService = line == "[Service]";
            var equals = line.IndexOf('=');
            if (!isService || equals < 0)
                continue;
            var (name, value) = (line.Substring(0, equals).Trim(), line.Substring(equals + 1).Trim());
            if (name == "Environment")
                TakeEnvironment(path, value);
            else if (name == "EnvironmentFile" && value.Length == 0)
                environmentFiles.Clear();
            else if (name == "EnvironmentFile")
                environmentFiles.Add(value.TrimStart('-').Replace("%%", "%"));
        }
    }

    private void TakeEnvironment(string path, string value)
    {
        if (value.Length == 0)
            lines.Clear();
        foreach (var word in Words(value).Where(word => word.IndexOf('=') > 0))
            lines[word.Substring(0, word.IndexOf('='))] = (word.Substring(word.IndexOf('=') + 1).Replace("%%", "%"), path);
    }

    // A backslash at its end joins a line with the next.
    private static IEnumerable<string> Logical(string text)
    {
        var whole = "";
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.TrimStart().StartsWith("#", StringComparison.Ordinal) || line.TrimStart().StartsWith(";", StringComparison.Ordinal))
                continue;
            whole += line;
            if (whole.EndsWith("\\", StringComparison.Ordinal))
            {
                whole = whole.Substring(0, whole.Length - 1) + " ";
                continue;
            }

            yield return whole.Trim();
            whole = "";
        }
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var (quote, isWord) = ('\0', false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length)
                word.Append(text[++i]);
            else if (quote != '\0' ? c == quote : c is '"' or '\'')
                (quote, isWord) = (quote == '\0' ? c : '\0', true);
            else if (quote == '\0' && c is ' ' or '\t' && (isWord || word.Length > 0))
                yield return Take();
            else if (quote != '\0' || c is not (' ' or '\t'))
                word.Append(c);
        }

        if (isWord || word.Length > 0)
            yield return Take();

        string Take()
        {
            var taken = word.ToString();
            word.Clear();
            isWord = false;
            return taken;
        }
    }

    private static IEnumerable<(string Name, string Value)> Assignments(string text)
    {
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not ('#' or ';') && line.IndexOf('=') > 0))
        {
            var value = line.Substring(line.IndexOf('=') + 1).Trim();
            yield return (line.Substring(0, line.IndexOf('=')).Trim(), value.Length > 1 && value[0] is '"' or '\'' && value[value.Length - 1] == value[0] ? value.Substring(1, value.Length - 2) : value);
        }
    }
}

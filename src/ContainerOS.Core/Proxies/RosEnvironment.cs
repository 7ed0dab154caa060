using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Changes;

namespace ContainerOS.Proxies;

/// <summary>The variables of docker on RancherOS: <c>rancher.docker.environment</c>, a list of name=value.</summary>
internal static class RosEnvironment
{
    /// <summary>Where ros keeps it.</summary>
    public const string File = "/var/lib/rancher/conf/cloud-config.yml";

    /// <summary>Reads what <c>ros config get</c> prints.</summary>
    /// <returns>Null when a line is not understood.</returns>
    public static IReadOnlyList<string>? Parse(IEnumerable<string> lines)
    {
        var list = new List<string>();
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line is not ("" or "[]" or "null" or "<nil>")))
        {
            if (!line.StartsWith("- ", StringComparison.Ordinal) || Unquote(line.Substring(2).Trim()) is not { } item)
                return null;
            list.Add(item);
        }

        return list;
    }

    /// <summary>What the list says about proxies; of two entries the later one wins.</summary>
    public static ProxyValues Proxies(IEnumerable<string> list) =>
        ProxyValues.Of(list.Where(item => item.IndexOf('=') > 0).GroupBy(item => item.Substring(0, item.IndexOf('='))).ToDictionary(items => items.Key, items => items.Last().Substring(items.Key.Length + 1)));

    /// <summary>The list with other proxies in it; all else stays.</summary>
    public static IReadOnlyList<string> With(IEnumerable<string> list, ProxyValues values) => [.. list.Where(item => !ProxyValues.Names.Any(name => item.StartsWith(name + "=", StringComparison.Ordinal))), .. values.Assignments()];

    /// <summary>The list as ros takes it from standard input.</summary>
    public static string ToYaml(IReadOnlyCollection<string> list) =>
        "rancher:\n  docker:\n    environment:" + (list.Count == 0 ? " []\n" : "\n" + string.Concat(list.Select(item => "    - '" + item.Replace("'", "''") + "'\n")));

    private static string? Unquote(string text)
    {
        var quote = text.Length > 1 && text[0] is '\'' or '"' ? text[0] : '\0';
        if (quote == '\0')
            return text.Length > 0 && text[0] is '\'' or '"' ? null : text;
        if (text[text.Length - 1] != quote || (quote == '"' && text.IndexOf('\\') >= 0))
            return null;
        var inner = text.Substring(1, text.Length - 2);
        return quote == '\'' ? inner.Replace("''", "'") : inner;
    }
}

/// <summary>Gives docker on RancherOS other variables. They go to ros by its standard input; undoing puts its file back as it was.</summary>
/// <param name="list">All of them.</param>
internal sealed class RosEnvironmentStep(IReadOnlyList<string> list) : ChangeStep
{
    public override string Title => "ros config merge (rancher.docker.environment)";

    // Kept under its last name only when it is whole: a crash in between must not let undoing take the file away.
    protected override string Do(int number) => $$"""
        if [ -e {{RosEnvironment.File}} ]; then
          cp -p {{RosEnvironment.File}} "$cos_dir/ros.{{number}}.part" && mv -f "$cos_dir/ros.{{number}}.part" "$cos_dir/ros.{{number}}" || return
        else
          true >"$cos_dir/ros.{{number}}.none"
        fi
        printf '%s' {{Quote(RosEnvironment.ToYaml(list))}} | ros config merge
        """;

    protected override string Undo(int number) => $$"""
        if [ -e "$cos_dir/ros.{{number}}" ]; then
          cp -p "$cos_dir/ros.{{number}}" {{RosEnvironment.File}}.undo && mv -f {{RosEnvironment.File}}.undo {{RosEnvironment.File}}
        elif [ -e "$cos_dir/ros.{{number}}.none" ]; then
          rm -f {{RosEnvironment.File}}
        fi
        """;

    // Other variables may be secret, too.
    protected override string Clean(int number) => $"rm -f \"$cos_dir/ros.{number}\" \"$cos_dir/ros.{number}.none\" \"$cos_dir/ros.{number}.part\" \"$cos_dir/program.sh\"";
}

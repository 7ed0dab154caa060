using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd.Reading;

/// <summary>What a host told about its sshd in one answer.</summary>
internal sealed class SshdSnapshot
{
    private readonly string facts;

    private SshdSnapshot(ScriptResult result, string user, string? from)
    {
        facts = Text(result, "facts") ?? "";
        Version = SshdVersion.Parse(result.Connection.ServerVersion) ?? SshdVersion.Parse(facts);
        var reader = SshdFilesReader.Read(result, Version);
        Files = reader.Files;
        Template = reader.Template;
        IsUserMissing = facts.Split('\n').Contains("nouser");
        var ours = SshdConnectionSpec.ForConnection(user, Fact("connection"));
        Spec = ours with { Address = from ?? ours.Address, Groups = IsUserMissing ? [] : Fact("groups")?.Split([' '], StringSplitOptions.RemoveEmptyEntries) };
        if (Files is { } files && SshdEvaluation.Of(files, "UseDNS", Spec).Value == "no")
            Spec = Spec with { Host = Spec.Address }; // sshd looks no name up
        Os = OsIdentity.Detect(OsRelease.Parse((Text(result, "os") ?? "").Split('\n')), Facts("marker").ToList()).Family;
        var effective = result.Sections.TryGetValue("effective", out var asked) ? asked : null;
        if (effective is { Status: 0 })
            Effective = effective.Lines().Select(line => line.Split([' '], 2)).Where(words => words.Length == 2).ToLookup(words => words[0], words => words[1], StringComparer.OrdinalIgnoreCase);
        Refusal = effective is null || Effective is not null ? null : effective.FirstError.Length > 0 ? effective.FirstError : "sshd did not say why";
        CommandLine = OptionsOf(Fact("running") ?? "");
    }

    /// <summary>sshd's version; null when it is not known.</summary>
    public SshdVersion? Version { get; }

    /// <summary>The files that sshd reads; null when they were not told.</summary>
    public SshdFiles? Files { get; }

    /// <summary>The template of which the main file is made at every start; null when there is none.</summary>
    public SshdFiles? Template { get; }

    /// <summary>The login that it is about.</summary>
    public SshdConnectionSpec Spec { get; }

    /// <summary>Whether the host has no such account.</summary>
    public bool IsUserMissing { get; }

    /// <summary>The host's operating system.</summary>
    public OsFamily Os { get; }

    /// <summary>What sshd itself says, by keyword in any case; null when it was not asked or refuses its files.</summary>
    public ILookup<string, string>? Effective { get; }

    /// <summary>Why sshd refuses its files; null when it does not, or was not asked.</summary>
    public string? Refusal { get; }

    /// <summary>Options that sshd was started with, which beat its files: keyword and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> CommandLine { get; }

    /// <summary>Reads an answer to sshd-config.sh.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="user">The account whose login it is about.</param>
    /// <param name="from">The address that it comes from; null means that of the connection.</param>
    public static SshdSnapshot Read(ScriptResult result, string user, string? from) => new(result, user, from);

    private static string? Text(ScriptResult result, string section) => result.Sections.TryGetValue(section, out var found) && found.IsComplete ? found.OutputText : null;

    // As a process shows itself: "sshd: /usr/sbin/sshd -D -o MaxStartups=200 [listener] 0 of 10-100 startups".
    private static List<KeyValuePair<string, string>> OptionsOf(string commandLine) => Regex.Matches(commandLine, @" -o ?([A-Za-z0-9]+)[= ]([^ \[]+)", RegexOptions.CultureInvariant).Cast<Match>()
        .Select(option => new KeyValuePair<string, string>(option.Groups[1].Value, option.Groups[2].Value)).ToList();

    private string? Fact(string key) => Facts(key).FirstOrDefault();

    private IEnumerable<string> Facts(string key) => facts.Split('\n').Where(line => line.StartsWith(key + "=", StringComparison.Ordinal)).Select(line => line.Substring(key.Length + 1).Trim());
}

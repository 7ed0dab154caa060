using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Scripts;

namespace ContainerOS.Info;

/// <summary>The key=value lines of the probe's section "facts", and what to say about those that are not there.</summary>
internal sealed class HostFacts
{
    private const char Separator = '\x1e'; // module-facts.sh

    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);
    private readonly List<UnknownValue> unknown = [];
    private readonly string? broken;

    public HostFacts(ScriptSection? section)
    {
        broken = CutOff(section);
        if (broken is not null)
            return;
        foreach (var line in section!.Lines().SelectMany(line => line.Split(Separator)).Select(line => line.TrimEnd('\r')))
        {
            var equals = line.IndexOf('=');
            if (equals <= 0)
                continue;
            var key = line.Substring(0, equals);
            if (!values.TryGetValue(key, out var list))
                values[key] = list = [];
            list.Add(line.Substring(equals + 1));
        }

        if (!values.ContainsKey("kernel") && !Absent.Contains("/proc/sys/kernel/osrelease"))
            broken = "awk is missing on the host, or failed" + (section.FirstError.Length > 0 ? ": " + section.FirstError : "");
    }

    /// <summary>What was noted so far.</summary>
    public IReadOnlyList<UnknownValue> Unknown => unknown;

    /// <summary>Files that were not there or not readable.</summary>
    public IReadOnlyList<string> Absent => All("absent");

    public IReadOnlyList<string> All(string key) => values.TryGetValue(key, out var list) ? list : [];

    /// <summary>Why a section does not say something.</summary>
    public static string Reason(ScriptSection? section, string otherwise) =>
        CutOff(section) ?? (section!.FirstError.Length > 0 ? section.FirstError : otherwise);

    /// <summary>A value, or null and a note.</summary>
    public string? Text(string key, string property, string source)
    {
        var all = All(key);
        var text = all.Count > 0 ? HostText.Clean(all[0].Trim()) : "";
        if (text.Length > 0)
            return text;
        Note(property, Reason(source));
        return null;
    }

    /// <summary>Why what should come from a file is not there.</summary>
    public string Reason(string source) => broken
        ?? (Absent.Contains(source) ? source + " is not there or not readable" : source + " does not say");

    /// <summary>Notes why a property is null; the first reason counts.</summary>
    public void Note(string property, string reason)
    {
        if (unknown.All(value => value.Property != property))
            unknown.Add(new UnknownValue(property, reason));
    }

    /// <summary>Notes that a value is there and of no use.</summary>
    public void NoteGarbage(string property, string source, string text) => Note(property, $"{source} reads '{text}'");

    private static string? CutOff(ScriptSection? section) => section switch
    {
        null => "the script on the host ended before it was read",
        { IsComplete: false } => "the answer was cut off",
        _ => null,
    };
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ContainerOS.Changes;

/// <summary>What a host tells of one transaction.</summary>
internal sealed class ChangeReport
{
    private static readonly IReadOnlyDictionary<string, ChangeState> States = new Dictionary<string, ChangeState>(StringComparer.Ordinal)
    {
        ["planned"] = ChangeState.Planned,
        ["applying"] = ChangeState.Applying,
        ["applied"] = ChangeState.Applied,
        ["confirmed"] = ChangeState.Confirmed,
        ["rolling-back"] = ChangeState.RollingBack,
        ["rolled-back"] = ChangeState.RolledBack,
        ["undo-failed"] = ChangeState.UndoFailed,
    };

    private readonly Dictionary<string, string> about = new(StringComparer.Ordinal);
    private readonly List<string> summary = [];
    private readonly List<string> log = [];
    private readonly List<string> output = [];
    private readonly Dictionary<int, string> backups = [];
    private long? now;

    private ChangeReport(string id) => Id = id;

    /// <summary>The transaction's name.</summary>
    public string Id { get; }

    /// <summary>How far it has come.</summary>
    public ChangeState State { get; private set; } = ChangeState.Missing;

    /// <summary>True when another transaction, which this report is about, keeps the host.</summary>
    public bool IsLocked { get; private set; }

    /// <summary>The step that failed, from 1; null when none did.</summary>
    public int? FailedStep { get; private set; }

    /// <summary>Steps that could not be undone.</summary>
    public List<int> UndoFailed { get; } = [];

    /// <summary>What failed after the confirmation, from 1.</summary>
    public List<int> AfterFailed { get; } = [];

    /// <summary>Who undid it: failure, timer, reboot, operator, verification; null when it was not undone.</summary>
    public string? UndoneBy { get; private set; }

    /// <summary>The last lines that its steps printed.</summary>
    public IReadOnlyList<string> Log => log;

    /// <summary>What its steps left for the client.</summary>
    public IReadOnlyList<string> Output => output;

    /// <summary>The plan in words.</summary>
    public IReadOnlyList<string> Summary => summary;

    /// <summary>The files as they were, by the number of the step that changed them.</summary>
    public IReadOnlyDictionary<int, string> Backups => backups;

    /// <summary>What was said about it when it was made: title, owner, client, reason, since ...; null when it was not.</summary>
    public string? About(string name) => about.TryGetValue(name, out var value) ? value : null;

    /// <summary>When it was made, by the host's clock, in seconds since 1970; null when unknown.</summary>
    public long? Since => Seconds(About("since"));

    /// <summary>How long ago that was when it kept somebody out, by the host's clock; null when unknown.</summary>
    public TimeSpan? Age => now is { } asked && Since is { } since && asked >= since && asked - since < int.MaxValue ? TimeSpan.FromSeconds(asked - since) : null;

    /// <summary>The last things that a step printed, for an error; empty when nothing. The very last line alone is often but a summary.</summary>
    public string LastWords => string.Join("; ", log.Select(line => line.Trim()).Where(line => line.Length > 0).Reverse().Take(2).Reverse());

    /// <summary>Reads reports that stand one behind the other.</summary>
    public static List<ChangeReport> Read(IEnumerable<string> lines)
    {
        var reports = new List<ChangeReport>();
        foreach (var line in lines)
        {
            var space = line.IndexOf(' ');
            var name = space < 0 ? line : line.Substring(0, space);
            var value = space < 0 ? "" : line.Substring(space + 1);
            if (name == "id" && ChangeProgram.IsId(value))
                reports.Add(new ChangeReport(value));
            else if (reports.Count > 0)
                reports[reports.Count - 1].Take(name, value);
        }

        return reports;
    }

    private void Take(string name, string value)
    {
        switch (name)
        {
            case "state":
                State = States.TryGetValue(value, out var state) ? state : ChangeState.Missing;
                break;
            case "failed":
                FailedStep = Number(value);
                break;
            case "undo-failed":
                UndoFailed.Add(Number(value) ?? 0);
                break;
            case "after-failed":
                AfterFailed.Add(Number(value) ?? 0);
                break;
            case "undone-by":
                UndoneBy = HostText.Clean(value);
                break;
            case "locked":
                IsLocked = true;
                now = Seconds(value);
                break;
            case "log":
                log.Add(HostText.Clean(value));
                break;
            case "output":
                output.Add(value);
                break;
            case "backup" when value.IndexOf(' ') is > 0 and var space && Number(value.Substring(0, space)) is { } step:
                backups[step] = value.Substring(space + 1);
                break;
            case "about" when value.IndexOf('=') is > 0 and var equals:
                TakeAbout(value.Substring(0, equals), HostText.Clean(value.Substring(equals + 1)));
                break;
        }
    }

    private void TakeAbout(string name, string value)
    {
        if (name == "plan")
            summary.Add(value);
        else
            about[name] = value;
    }

    private static long? Seconds(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

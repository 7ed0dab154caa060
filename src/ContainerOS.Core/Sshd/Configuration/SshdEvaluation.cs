using System;
using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Sshd.Configuration;

/// <summary>What the files make of one keyword for one login.</summary>
internal sealed class SshdEvaluation
{
    private readonly SshdReading reading;
    private readonly SshdCombine combine;
    private readonly HashSet<SshdSetting> decides;

    private SshdEvaluation(SshdReading reading, SshdKeyword keyword)
    {
        this.reading = reading;
        Keyword = keyword;
        combine = keyword.CombineOf(reading.Files.Version);
        var forLogin = Decide(setting => setting.IsMatched, gap => keyword.InMatch && gap.MayBeMatched);
        var forAll = Decide(setting => setting.IsGlobal, gap => gap.MayBeGlobal);
        Global = forAll.Lines;
        IsByMatch = forLogin.Lines.Count > 0;
        Deciding = IsByMatch ? forLogin.Lines : forAll.Lines;
        decides = new HashSet<SshdSetting>(Deciding);
        // Blocks that may or may not be met do no harm when they say the same.
        var matters = combine != SshdCombine.First || forLogin.Maybe.Any(setting => !SshdValue.Same(setting.Values, ValuesOf(Deciding)));
        Unknown = reading.Problems.FirstOrDefault() ?? forLogin.Gap ?? (matters ? forLogin.Maybe.FirstOrDefault()?.MatchUnknown : null) ?? (IsByMatch ? null : forAll.Gap);
        if (Unknown is null)
            Values = ValuesOf(Deciding);
    }

    /// <summary>The keyword.</summary>
    public SshdKeyword Keyword { get; }

    /// <summary>The login.</summary>
    public SshdConnectionSpec Spec => reading.Spec;

    /// <summary>The effective values in one form; null when they are unknown or OpenSSH's default is not known.</summary>
    public IReadOnlyList<string>? Values { get; }

    /// <summary>The effective values as one text; null as <see cref="Values"/>.</summary>
    public string? Value => Values is null ? null : Latin1.ForPeople(SshdValue.Join(Values));

    /// <summary>The lines that decide, as far as can be told: one, or all that add up; none when the files say nothing.</summary>
    public IReadOnlyList<SshdSetting> Deciding { get; }

    /// <summary>The lines that decide for everybody for whom no Match block does.</summary>
    public IReadOnlyList<SshdSetting> Global { get; }

    /// <summary>Whether the files say nothing, so that OpenSSH's default counts.</summary>
    public bool IsDefault => Unknown is null && Deciding.Count == 0;

    /// <summary>Whether lines in Match blocks decide.</summary>
    public bool IsByMatch { get; }

    /// <summary>Why the effective value cannot be told; null when it can.</summary>
    public string? Unknown { get; }

    /// <summary>The other lines of the keyword, each with the reason why it does not count.</summary>
    public IEnumerable<(SshdSetting Setting, string Reason)> Shadowed => Own.Where(setting => !decides.Contains(setting)).Select(setting => (setting, WhyNot(setting)));

    /// <summary>Lines that decide otherwise for other logins: in Match blocks that this login does not meet, or, where one decides that it meets, for everybody else.</summary>
    public IEnumerable<SshdSetting> Otherwise
    {
        get
        {
            var others = Own.Where(setting => !setting.IsGlobal && setting.IsMatched != true).GroupBy(setting => setting.Block).Select(block => block.First());
            return (IsByMatch ? Global.Where(setting => !decides.Contains(setting)).Take(1).Concat(others) : others).Where(setting => !SshdValue.Same(setting.Values, Values));
        }
    }

    private IEnumerable<SshdSetting> Own => reading.Settings.Where(setting => setting.Keyword == Keyword);

    /// <summary>Evaluates a keyword for a login.</summary>
    /// <param name="files">The files.</param>
    /// <param name="keyword">The keyword, in any case.</param>
    /// <param name="spec">The login.</param>
    /// <exception cref="ArgumentException">OpenSSH knows no such keyword.</exception>
    public static SshdEvaluation Of(SshdFiles files, string keyword, SshdConnectionSpec spec) => Of(SshdReading.Of(files, spec), keyword);

    /// <summary>Evaluates a keyword in files that were followed already.</summary>
    public static SshdEvaluation Of(SshdReading reading, string keyword) =>
        new(reading, SshdKeywords.Find(keyword) ?? throw new ArgumentException($"OpenSSH has no keyword '{keyword}'.", nameof(keyword)));

    private Decision Decide(Func<SshdSetting, bool?> counts, Func<SshdGap, bool> mayCount)
    {
        var (lines, maybe, gapReason) = (new List<SshdSetting>(), new List<SshdSetting>(), (string?)null);
        foreach (var step in reading.Steps)
        {
            if (lines.Count > 0 && combine == SshdCombine.First)
                break; // what follows does not count any more
            if (step is SshdGap gap && mayCount(gap) && !(gap.IsAlgorithms && Keyword.Kind != SshdValueKind.Loose))
                gapReason ??= gap.Reason;
            if (step is not SshdSetting setting || setting.Keyword != Keyword)
                continue;
            if (counts(setting) is null)
                maybe.Add(setting);
            if (counts(setting) != true)
                continue;
            if (combine == SshdCombine.Last)
                lines.Clear();
            lines.Add(setting);
        }

        return new Decision(lines, gapReason, maybe);
    }

    private IReadOnlyList<string>? ValuesOf(IReadOnlyList<SshdSetting> settings) =>
        settings.Count > 0 ? settings.SelectMany(setting => setting.Values).ToList()
        : Keyword.DefaultOf(reading.Files.Version) is { } value ? [value]
        : Keyword.Kind == SshdValueKind.List ? [] : null;

    private string WhyNot(SshdSetting setting)
    {
        if (setting.IsMatched is null)
            return $"whether {setting.Block!.Text} is met is not known";
        if (setting.IsMatched == false && !setting.IsGlobal)
            return $"{setting.Block!.Text} is not met";
        if (Deciding.Count == 0)
            return "it is not known what decides";
        return IsByMatch && !(setting.IsMatched == true) ? $"the Match block at {Deciding[0].Block!.File} line {Deciding[0].Block!.Line} decides"
            : combine == SshdCombine.Last ? $"the last line wins: {Deciding[0]}" : $"the first line wins: {Deciding[0]}";
    }

    /// <summary>What one of sshd's two readings finds: the lines that count, the first thing that could not be read before them, and the lines of which it is not known.</summary>
    private sealed record Decision(IReadOnlyList<SshdSetting> Lines, string? Gap, IReadOnlyList<SshdSetting> Maybe);
}

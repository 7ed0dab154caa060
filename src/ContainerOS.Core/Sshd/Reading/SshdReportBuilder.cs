using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Reading;

/// <summary>Puts together what sshd says and what its files say: sshd has the value, the files have the line.</summary>
internal sealed class SshdReportBuilder
{
    private readonly HostTarget target;
    private readonly ScriptResult result;
    private readonly SshdSnapshot snapshot;
    private readonly SshdReading? reading;
    private readonly SshdReading? template;
    private readonly bool elevated;
    private readonly string? notAsked;

    private SshdReportBuilder(HostTarget target, ScriptResult result, SshdSnapshot snapshot, bool elevated)
    {
        this.target = target;
        this.result = result;
        this.snapshot = snapshot;
        this.elevated = elevated;
        reading = snapshot.Files is { } files ? SshdReading.Of(files, snapshot.Spec) : null;
        template = snapshot.Template is { } made ? SshdReading.Of(made, snapshot.Spec) : null;
        if (snapshot.Effective is null)
            notAsked = NotAsked();
    }

    public static SshdReport Build(HostTarget target, ScriptResult result, SshdSnapshot snapshot, bool elevated)
    {
        var builder = new SshdReportBuilder(target, result, snapshot, elevated);
        return new SshdReport(SshdKeywords.Names.Select(name => builder.Option(SshdKeywords.Find(name)!)).ToList(), builder.Problem());
    }

    private string? Problem()
    {
        var gap = reading is null ? "the host did not show sshd's files" : reading.Problems.FirstOrDefault() ?? reading.Steps.OfType<SshdGap>().FirstOrDefault()?.Reason;
        return gap is null ? null : HostText.Clean(string.Join("; ", new[] { gap, notAsked }.OfType<string>()));
    }

    private SshdOption Option(SshdKeyword keyword)
    {
        var option = new SshdOption(target.ComputerName, target.Address, keyword.Name)
        {
            Port = result.Connection.Port ?? target.Port ?? 22,
            UserName = result.Connection.UserName ?? target.UserName,
            User = snapshot.Spec.User,
            FromAddress = snapshot.Spec.Address is { } from ? HostText.Clean(from) : null,
        };
        var unknown = new List<string>();
        var evaluation = reading is null ? null : SshdEvaluation.Of(reading, keyword.Name);
        var printed = snapshot.Effective?[keyword.Name].ToList();
        var agrees = evaluation is not null && ReadFiles(option, evaluation, printed, unknown);
        if (snapshot.CommandLine.Where(started => SshdKeywords.Find(started.Key) == keyword).Select(started => started.Value).FirstOrDefault() is { } given)
            ByCommandLine(option, SshdValue.Normal(keyword, given) ?? given, unknown);
        else if (printed is { Count: > 0 })
            (option.Value, option.Source) = (HostText.Clean(SshdValue.Join(printed.Select(value => SshdValue.Normal(keyword, value) ?? value))), SettingSource.Sshd);
        else if (agrees && evaluation!.Value is { } value)
            (option.Value, option.Source) = (value, evaluation.IsDefault ? SettingSource.Default : SettingSource.File);
        if (option.Value is null)
            unknown.Insert(0, evaluation?.Unknown ?? (evaluation is null ? "the host did not show sshd's files" : "no file says it, and what OpenSSH does then depends on how it was built"));
        if (notAsked is not null && (elevated || option.Value is null || evaluation?.Unknown is not null))
            unknown.Add(notAsked);
        if (snapshot.IsUserMissing)
            unknown.Add($"the host has no account '{snapshot.Spec.User}'");
        option.SurvivesReboot = SurvivesReboot(keyword, option, evaluation);
        option.Unknown = unknown.Distinct().Select(reason => new UnknownValue(nameof(SshdOption.Value), reason)).ToList();
        return option;
    }

    // False when the files are not what sshd says, or it cannot be told what they say.
    private static bool ReadFiles(SshdOption option, SshdEvaluation evaluation, IReadOnlyList<string>? printed, List<string> unknown)
    {
        SshdOptionLine Line(SshdSetting setting, string reason) => new(Latin1.ForPeople(setting.File), setting.Line.Number, setting.Value, setting.Block?.Text, reason);

        option.Shadowed = evaluation.Shadowed.Select(line => Line(line.Setting, line.Reason)).ToList();
        option.Otherwise = evaluation.Otherwise.Select(setting => Line(setting, setting.Block is null ? "for everybody else" : "for others")).ToList();
        if (evaluation.Unknown is not null)
        {
            if (printed is { Count: > 0 })
                unknown.Add("the line that decides: " + evaluation.Unknown);
            return false;
        }

        var comparable = printed is { Count: > 0 } && evaluation.Values is not null && evaluation.Keyword.Kind != SshdValueKind.Loose;
        if (comparable && !evaluation.Values!.SequenceEqual(printed!.Select(value => SshdValue.Normal(evaluation.Keyword, value))) && !evaluation.IsDefault)
        {
            unknown.Add($"the line that decides: by the files the value is '{evaluation.Value}'");
            return false;
        }

        option.IsDefault = evaluation.IsDefault;
        if (evaluation.Deciding.FirstOrDefault() is { } deciding)
            (option.File, option.Line, option.Match) = (Latin1.ForPeople(deciding.File), deciding.Line.Number, evaluation.IsByMatch ? deciding.Block!.Text : null);
        return true;
    }

    private static void ByCommandLine(SshdOption option, string value, List<string> unknown)
    {
        unknown.Clear();
        (option.Value, option.Source, option.IsDefault) = (HostText.Clean(value), SettingSource.CommandLine, false);
        (option.File, option.Line, option.Match) = (null, null, null);
    }

    private bool? SurvivesReboot(SshdKeyword keyword, SshdOption option, SshdEvaluation? evaluation)
    {
        if (option.Value is null || option.Source == SettingSource.CommandLine || snapshot.Os == OsFamily.Unknown)
            return null;
        if (template is not null)
            return SshdEvaluation.Of(template, keyword.Name) is { Unknown: null } then && evaluation is { Unknown: null } ? SshdValue.Same(then.Values, evaluation.Values) : null;
        if (OsProfiles.For(snapshot.Os).EtcPersists)
            return true;
        return option.File is null ? null : !option.File.StartsWith("/etc/", StringComparison.Ordinal);
    }

    private string NotAsked()
    {
        var isRoot = result.IsElevated || result.Connection.UserName == "root";
        if (snapshot.Refusal is not null)
            return "sshd itself refuses to say: " + snapshot.Refusal;
        var words = HostText.FirstLine(result.ErrorNoise);
        return isRoot ? "sshd itself did not say" : elevated ? "sshd itself could not be asked" + (words.Length > 0 ? ": " + words : "") : "sshd itself is asked as root only: -Elevate does that";
    }
}

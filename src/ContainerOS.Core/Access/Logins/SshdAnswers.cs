using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Reading;

namespace ContainerOS.Access.Logins;

/// <summary>What sshd does for the logins of one account, from where we are, and which line decides.</summary>
internal sealed class SshdAnswers
{
    private readonly SshdSnapshot snapshot;
    private readonly SshdReading? reading;
    private readonly bool isAsked;

    /// <param name="snapshot">What the host told.</param>
    /// <param name="account">The account.</param>
    /// <param name="groups">Its groups.</param>
    public SshdAnswers(SshdSnapshot snapshot, string account, IReadOnlyList<string> groups)
    {
        this.snapshot = snapshot;
        Spec = snapshot.Spec with { User = account, Groups = groups };
        reading = snapshot.Files is { } files ? SshdReading.Of(files, Spec) : null;
        isAsked = snapshot.Effective is not null && account == snapshot.Spec.User;
    }

    /// <summary>The login.</summary>
    public SshdConnectionSpec Spec { get; }

    /// <summary>What a keyword is set to, blanks taken apart; null when that is not known.</summary>
    /// <param name="name">The keyword.</param>
    /// <param name="where">The line that decides, or why it is not known.</param>
    public IReadOnlyList<string>? Values(string name, out string where)
    {
        var evaluation = reading is null ? null : SshdEvaluation.Of(reading, name);
        var given = snapshot.CommandLine.Where(option => SshdKeywords.Find(option.Key) == SshdKeywords.Find(name)).Select(option => option.Value).FirstOrDefault();
        var printed = isAsked ? Printed(name) : null;
        var values = given is not null ? [given] : printed ?? evaluation?.Values?.Select(Latin1.ForPeople).ToList();
        where = given is not null ? "sshd's command line" : evaluation is null ? values is null ? "sshd's files could not be read" : "sshd -T"
            : evaluation.Unknown is { } unknown ? values is null ? unknown : "sshd -T"
            : evaluation.Deciding.FirstOrDefault()?.ToString() ?? "by default";
        return values?.SelectMany(value => value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).ToList();
    }

    /// <summary>A keyword with one value; null when that is not known.</summary>
    public string? Value(string name, out string where) => Values(name, out where) is { Count: > 0 } values ? string.Join(" ", values) : null;

    // sshd prints nothing for an empty list.
    private List<string>? Printed(string name)
    {
        var today = snapshot.Effective![name].ToList();
        if (today.Count == 0 && name == "KbdInteractiveAuthentication")
            today = snapshot.Effective["ChallengeResponseAuthentication"].ToList();
        return today.Count > 0 || SshdKeywords.Find(name)!.Kind == SshdValueKind.List ? today.Select(value => HostText.Clean(SshdValue.Normal(SshdKeywords.Find(name)!, value) ?? value)).ToList() : null;
    }
}

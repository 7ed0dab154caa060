using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.Connections.Transports;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>Plans what makes one keyword of sshd say what is wanted.</summary>
internal sealed class SshdOptionPlanner(HostTarget target, SshdChangeReading reading, SshdOptionRequest request, TransportChooser login)
    : SshdPlanner(target, reading, login, SshdKeywords.Find(request.Name)!.Name)
{
    public SshdPlan Plan()
    {
        if (Keyword is "Port" or "ListenAddress" && Reading.Server.Command == ":")
            throw Refuse($"systemd listens for sshd here, so {Keyword} counts for nothing", "Set ListenStream in a drop-in of sshd.socket.");
        var files = new SshdEditSteps(Reading.Files);
        var edit = Edit(Reading.Files, request.Value);
        files.Add(edit);
        var template = new SshdEditSteps(Reading.Snapshot.Template ?? Reading.Files);
        if (Reading.Snapshot.Template is { } source)
            template.Add(Edit(source, request.Value));
        return Build(new SshdPlanParts(files, template, edit)
        {
            Title = $"Set-SshdOption {Keyword} {request.Value ?? "Default"}",
            Before = Normal(Reading.Effective(Keyword)),
            After = SshdEvaluation.Of(edit.Files, Keyword, Spec).Value,
            RollbackAfter = request.RollbackAfter,
        }, Proofs);
    }

    private string? Normal(IReadOnlyList<string> printed)
    {
        var keyword = SshdKeywords.Find(Keyword)!;
        return printed.Count == 0 ? null : HostText.Clean(SshdValue.Join(printed.Select(value => SshdValue.Normal(keyword, value) ?? value)));
    }

    // sshd listens where it is told from then on.
    private IReadOnlyList<ChangeLogin> Proofs()
    {
        int? port = Keyword == "Port" && int.TryParse(request.Value ?? "22", NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return [.. request.Verify is { } verify ? new[] { Logins.Of(verify, port) } : [], Logins.Operator(Reading.Facts.Operator, port)];
    }
}

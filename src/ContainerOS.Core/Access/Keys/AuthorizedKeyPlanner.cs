using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Access.Accounts;
using ContainerOS.Access.Logins;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Changing;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Targets;

namespace ContainerOS.Access.Keys;

/// <summary>Plans which keys an account gets and loses, without taking away the last way in.</summary>
internal sealed class AuthorizedKeyPlanner(HostTarget target, ScriptResult result, AuthorizedKeyRequest request, TransportChooser login)
{
    private readonly AccessReading reading = new(result, request.Account);

    private string? Operator => reading.Accounts.Operator ?? result.Connection.UserName;

    /// <summary>Makes the plan.</summary>
    /// <exception cref="HostConnectionException">It cannot be done, or nobody could get in afterwards.</exception>
    public AuthorizedKeyPlan Plan()
    {
        var account = reading.Accounts.Find(request.Account) ?? throw Refuse($"the host has no account '{request.Account}'", "Name another -Account.");
        try
        {
            var edits = new KeyFileEdits(reading, account);
            edits.Add(request.Add);
            edits.Remove(request.Removes);
            var steps = edits.Steps();
            var survives = edits.SurvivesReboot();
            var logins = edits.Removed.Count > 0 ? Proofs(account, edits) : [];
            return new AuthorizedKeyPlan(target, Change(account, edits, steps, logins), result.Connection)
            {
                Operator = Operator,
                Before = edits.Before.Select(Say).ToList(),
                After = edits.After.Select(Say).ToList(),
                Files = edits.Paths.Select(Latin1.ForPeople).ToList(),
                SurvivesReboot = survives,
                Logins = logins,
                Warnings = edits.Warnings,
            };
        }
        catch (NotSupportedException unfit)
        {
            throw Refuse(unfit.Message, "Get-ContainerOsAuthorizedKey and Get-SshdOption AuthorizedKeysFile show what is there.");
        }
    }

    private ChangePlan Change(HostAccount account, KeyFileEdits edits, IReadOnlyList<ChangeStep> steps, IReadOnlyList<ChangeLogin> logins)
    {
        var summary = new List<string> { steps.Count > 0 ? $"keys of {account.Name}: {edits.Before.Count} -> {edits.After.Count}" : $"the keys of {account.Name} are as wanted" };
        summary.AddRange(edits.Summary);
        if (edits.Removed.Count > 0)
        {
            summary.Add(logins.Count > 0 ? $"proved by a new login as {string.Join(", then ", logins.Select(proof => proof.Name))}; put back without that after {request.RollbackAfter.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s"
                : "not proved by any login (-Force)");
        }

        return new ChangePlan { Title = request.Title, Library = AccountFileStep.Library, Steps = steps, Summary = summary, RollbackAfter = logins.Count > 0 ? request.RollbackAfter : TimeSpan.Zero };
    }

    private IReadOnlyList<ChangeLogin> Proofs(HostAccount account, KeyFileEdits edits)
    {
        var logins = new SshdLogins(target, login);
        var gate = reading.Gate(account);
        var hadWay = gate.Password().Allowed == true || edits.Before.Any(known => IsUsable(gate, account, known));
        var hasWay = gate.Password().Allowed == true || edits.After.Any(known => IsUsable(gate, account, known));
        var isOwn = account.Name == Operator;
        var isProved = request.Verify?.UserName == account.Name;
        if (hadWay && !hasWay && !isProved && !(isOwn && request.Verify is not null) && !request.Force)
        {
            throw LockOut($"nobody would get in to '{account.Name}' any more: no other key and no password lets anybody in",
                "Add another key first (Add-ContainerOsAuthorizedKey), name a login that works with -VerifyCredential, or use -Force.");
        }

        var losesKey = isOwn && login.Settings.KeyFilePath is { } file && PrivateKeyFile.Fingerprint(file) is { } own && edits.Removed.Any(line => line.Fingerprint == own) && edits.After.All(known => known.Line.Fingerprint != own);
        if (losesKey && request.Verify is null && !request.Force)
        {
            throw LockOut("this takes away the key that you log in with",
                "Log in with another one, name another login with -VerifyCredential or -VerifyUserName and -VerifyKeyFilePath, or use -Force.");
        }

        var isLost = isOwn && (losesKey || !hasWay);
        return [.. request.Verify is { } verify ? new[] { logins.Of(verify) } : [], .. isLost ? [] : new[] { logins.Operator(Operator) }];
    }

    private bool IsUsable(LoginGate gate, HostAccount account, (KeyFile File, AuthorizedKeyLine Line) known) => gate.Key(known.Line, reading.Keys.Unsafe(known.File, account)).Allowed != false;

    private static string Say((KeyFile File, AuthorizedKeyLine Line) known) => $"{known.Line.Fingerprint} {Latin1.ForPeople(known.Line.Comment)}".TrimEnd();

    private HostConnectionException Refuse(string problem, string remedy) => new(ConnectionFailure.UnsupportedOperation, target, "nothing was changed: " + problem, remedy);

    private HostConnectionException LockOut(string problem, string remedy) => new(ConnectionFailure.WouldLockOut, target, "nothing was changed: " + problem, remedy);
}

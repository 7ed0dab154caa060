using System.Collections.Generic;
using ContainerOS.Access.Accounts;
using ContainerOS.Access.Keys;
using ContainerOS.Access.Logins;
using ContainerOS.Access.Sudo;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Reading;

namespace ContainerOS.Access;

/// <summary>What a host told in one answer about who gets in.</summary>
internal sealed class AccessReading
{
    private readonly Dictionary<string, SshdAnswers> answers = [];

    /// <param name="result">The answer.</param>
    /// <param name="user">The account that it is about.</param>
    public AccessReading(ScriptResult result, string user)
    {
        Snapshot = SshdSnapshot.Read(result, user, null);
        Accounts = HostAccounts.Read(result);
        Keys = KeyFiles.Read(result);
        Privileges = PrivilegeFacts.Read(result);
    }

    /// <summary>sshd's configuration.</summary>
    public SshdSnapshot Snapshot { get; }

    /// <summary>The accounts and groups.</summary>
    public HostAccounts Accounts { get; }

    /// <summary>The files of public keys.</summary>
    public KeyFiles Keys { get; }

    /// <summary>sudo and docker.</summary>
    public PrivilegeFacts Privileges { get; }

    /// <summary>What sshd does for an account.</summary>
    public SshdAnswers Sshd(HostAccount account) =>
        answers.TryGetValue(account.Name, out var known) ? known : answers[account.Name] = new SshdAnswers(Snapshot, account.Name, Accounts.GroupsOf(account));

    /// <summary>Whether and by what an account gets in.</summary>
    public LoginGate Gate(HostAccount account) => new(Sshd(account), account, Accounts.GroupsOf(account));

    /// <summary>The files from which sshd takes an account's keys; null when that is not known.</summary>
    /// <param name="account">The account.</param>
    /// <param name="where">What says so, or why it is not known.</param>
    public IReadOnlyList<string>? KeyPathsOf(HostAccount account, out string where) => Sshd(account).Values("AuthorizedKeysFile", out where) is { } patterns ? KeyPaths.Of(patterns, account) : null;
}

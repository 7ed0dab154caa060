using ContainerOS.Connections.SshNet;
using ContainerOS.Tests.Connections.Contract;
using ContainerOS.Tests.Connections.Support;

namespace ContainerOS.Tests.Connections.SshNet;

// The contract, passed by a session over SSH.NET.
public sealed class SshNetKeptAnswers() : AnswerContract(SshNetKept.Open);

public sealed class SshNetKeptScriptSizes() : ScriptSizeContract(SshNetKept.Open);

public sealed class SshNetKeptLogins() : LoginContract(SshNetKept.Open);

public sealed class SshNetKeptHostKeys() : HostKeyContract(SshNetKept.Open);

public sealed class SshNetKeptHostKeyAliases() : HostKeyAliasContract(SshNetKept.Open);

public sealed class SshNetKeptCancellation() : CancellationContract(SshNetKept.Open);

public sealed class SshNetKeptElevation() : ElevationContract(SshNetKept.Open);

public sealed class SshNetKeptTimeouts() : TimeoutContract(SshNetKept.Open);

public sealed class SshNetKeptLostConnections() : LostConnectionContract(SshNetKept.Open);

public sealed class SshNetKeptOwnHost(OwnLab lab) : OwnHostContract(SshNetKept.Open, lab);

public sealed class SshNetKeptBadServers() : BadServerContract(SshNetKept.Open);

public sealed class SshNetKeptSudoPasswords() : SudoPasswordContract(SshNetKept.Open);

public sealed class SshNetKeptSecrets() : SecretContract(SshNetKept.Open);

public sealed class SshNetKeptSessions() : SessionContract(SshNetKept.Open);

internal static class SshNetKept
{
    public static readonly ConnectionFactory Open = (target, settings) => new KeptForTest(new SshNetKeptConnection(target, settings));
}

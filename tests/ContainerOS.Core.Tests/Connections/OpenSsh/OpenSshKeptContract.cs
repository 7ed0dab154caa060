using ContainerOS.Connections.OpenSsh;
using ContainerOS.Tests.Connections.Contract;
using ContainerOS.Tests.Connections.Support;

namespace ContainerOS.Tests.Connections.OpenSsh;

// The contract, passed by a session over the system's ssh.
public sealed class OpenSshKeptAnswers() : AnswerContract(OpenSshKept.Open);

public sealed class OpenSshKeptScriptSizes() : ScriptSizeContract(OpenSshKept.Open);

public sealed class OpenSshKeptLogins() : LoginContract(OpenSshKept.Open);

public sealed class OpenSshKeptHostKeys() : HostKeyContract(OpenSshKept.Open);

public sealed class OpenSshKeptHostKeyAliases() : HostKeyAliasContract(OpenSshKept.Open);

public sealed class OpenSshKeptCancellation() : CancellationContract(OpenSshKept.Open);

public sealed class OpenSshKeptElevation() : ElevationContract(OpenSshKept.Open);

public sealed class OpenSshKeptTimeouts() : TimeoutContract(OpenSshKept.Open);

public sealed class OpenSshKeptLostConnections() : LostConnectionContract(OpenSshKept.Open);

public sealed class OpenSshKeptOwnHost(OwnLab lab) : OwnHostContract(OpenSshKept.Open, lab);

public sealed class OpenSshKeptBadServers() : BadServerContract(OpenSshKept.Open);

public sealed class OpenSshKeptSudoPasswords() : SudoPasswordContract(OpenSshKept.Open);

public sealed class OpenSshKeptSecrets() : SecretContract(OpenSshKept.Open);

public sealed class OpenSshKeptSessions() : SessionContract(OpenSshKept.Open);

internal static class OpenSshKept
{
    public static readonly ConnectionFactory Open = (target, settings) => new KeptForTest(new OpenSshKeptConnection(target, settings));
}

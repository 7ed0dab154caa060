using ContainerOS.Connections.SshNet;
using ContainerOS.Tests.Connections.Contract;
using ContainerOS.Tests.Connections.Support;

namespace ContainerOS.Tests.Connections.SshNet;

// The contract, passed by SSH.NET. One class per part, since xunit runs classes in parallel.
public sealed class SshNetAnswers() : AnswerContract(SshNet.Open);

public sealed class SshNetScriptSizes() : ScriptSizeContract(SshNet.Open);

public sealed class SshNetLogins() : LoginContract(SshNet.Open);

public sealed class SshNetHostKeys() : HostKeyContract(SshNet.Open);

public sealed class SshNetCancellation() : CancellationContract(SshNet.Open);

public sealed class SshNetElevation() : ElevationContract(SshNet.Open);

public sealed class SshNetSudoPasswords() : SudoPasswordContract(SshNet.Open);

public sealed class SshNetSecrets() : SecretContract(SshNet.Open);

public sealed class SshNetTimeouts() : TimeoutContract(SshNet.Open);

public sealed class SshNetLostConnections() : LostConnectionContract(SshNet.Open);

public sealed class SshNetOwnHost(OwnLab lab) : OwnHostContract(SshNet.Open, lab);

public sealed class SshNetBadServers() : BadServerContract(SshNet.Open);

internal static class SshNet
{
    public static readonly ConnectionFactory Open = (target, settings) => new SshNetConnection(target, settings);
}

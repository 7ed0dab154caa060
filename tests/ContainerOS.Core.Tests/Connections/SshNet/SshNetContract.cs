using ContainerOS.Connections.SshNet;
using ContainerOS.Tests.Connections.Contract;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.SshNet;

// The contract, passed by SSH.NET. One class per part, since xunit runs classes in parallel.
public sealed class SshNetAnswers() : AnswerContract(SshNet.Open);

public sealed class SshNetScriptSizes() : ScriptSizeContract(SshNet.Open);

public sealed class SshNetLogins() : LoginContract(SshNet.Open);

public sealed class SshNetPasswords() : PasswordContract(SshNet.Open);

public sealed class SshNetKeyFiles() : KeyFileContract(SshNet.Open);

[Collection("alone")] // it reads every process of the machine again and again
public sealed class SshNetSecrecy() : SecrecyContract(SshNet.Open);

public sealed class SshNetHostKeys() : HostKeyContract(SshNet.Open);

public sealed class SshNetHostKeyAliases() : HostKeyAliasContract(SshNet.Open);

public sealed class SshNetCancellation() : CancellationContract(SshNet.Open);

public sealed class SshNetElevation() : ElevationContract(SshNet.Open);

public sealed class SshNetSudoPasswords() : SudoPasswordContract(SshNet.Open);

public sealed class SshNetSecrets() : SecretContract(SshNet.Open);

public sealed class SshNetTimeouts() : TimeoutContract(SshNet.Open);

public sealed class SshNetLostConnections() : LostConnectionContract(SshNet.Open);

public sealed class SshNetOwnHost(OwnLab lab) : OwnHostContract(SshNet.Open, lab);

public sealed class SshNetKeyExchange() : KeyExchangeContract(SshNet.Open);

public sealed class SshNetPatience() : PatienceContract(SshNet.Open);

public sealed class SshNetBadServers() : BadServerContract(SshNet.Open);

internal static class SshNet
{
    public static readonly ConnectionFactory Open = (target, settings) => new SshNetConnection(target, settings);
}

using System;
using System.IO;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Tests.Connections.Contract;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

// The contract, passed by the system's ssh. One class per part, since xunit runs classes in parallel.
public sealed class OpenSshAnswers() : AnswerContract(OpenSsh.Open);

public sealed class OpenSshScriptSizes() : ScriptSizeContract(OpenSsh.Open);

public sealed class OpenSshLogins() : LoginContract(OpenSsh.Open);

public sealed class OpenSshPasswords() : PasswordContract(OpenSsh.Open);

public sealed class OpenSshKeyFiles() : KeyFileContract(OpenSsh.Open);

[Collection("alone")] // it reads every process of the machine again and again
public sealed class OpenSshSecrecy() : SecrecyContract(OpenSsh.Open);

public sealed class OpenSshHostKeys() : HostKeyContract(OpenSsh.Open);

public sealed class OpenSshHostKeyAliases() : HostKeyAliasContract(OpenSsh.Open);

public sealed class OpenSshCancellation() : CancellationContract(OpenSsh.Open);

public sealed class OpenSshElevation() : ElevationContract(OpenSsh.Open);

public sealed class OpenSshSudoPasswords() : SudoPasswordContract(OpenSsh.Open);

public sealed class OpenSshSecrets() : SecretContract(OpenSsh.Open);

public sealed class OpenSshTimeouts() : TimeoutContract(OpenSsh.Open);

public sealed class OpenSshLostConnections() : LostConnectionContract(OpenSsh.Open);

public sealed class OpenSshOwnHost(OwnLab lab) : OwnHostContract(OpenSsh.Open, lab);

public sealed class OpenSshKeyExchange() : KeyExchangeContract(OpenSsh.Open);

public sealed class OpenSshPatience() : PatienceContract(OpenSsh.Open);

public sealed class OpenSshBadServers() : BadServerContract(OpenSsh.Open);

// Secrets as they go on Windows, over a named pipe.
public sealed class OpenSshPipePasswords() : PasswordContract(OpenSsh.OpenPiped);

public sealed class OpenSshPipeKeyFiles() : KeyFileContract(OpenSsh.OpenPiped);

[Collection("alone")]
public sealed class OpenSshPipeSecrecy() : SecrecyContract(OpenSsh.OpenPiped);

internal static class OpenSsh
{
    /// <summary>The program that ssh asks on Windows, as it runs here.</summary>
    public static readonly string AskpassProgram = Path.Combine(AppContext.BaseDirectory, "ContainerOS.Askpass");

    public static readonly ConnectionFactory Open = (target, settings) => new OpenSshConnection(target, settings);

    public static readonly ConnectionFactory OpenPiped = (target, settings) => new OpenSshConnection(target, settings with { AskpassProgram = AskpassProgram });
}

using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.SshNet;
using ContainerOS.Connections.Transports;
using ContainerOS.Tests.Connections.OpenSsh;
using Xunit;

namespace ContainerOS.Tests.Passwords;

public sealed class SshNetPasswordChanges() : PasswordChangeContract((target, settings) => new SshNetPasswordChanger(target, settings));

public sealed class OpenSshPasswordChanges() : PasswordChangeContract((target, settings) => new OpenSshPasswordChanger(target, settings));

// Secrets as they go on Windows, over a named pipe.
public sealed class OpenSshPipePasswordChanges()
    : PasswordChangeContract((target, settings) => new OpenSshPasswordChanger(target, settings with { AskpassProgram = OpenSsh.AskpassProgram }));

[Collection("alone")] // it reads every process of the machine again and again
public sealed class SshNetPasswordSecrecy() : PasswordSecrecyContract(Transport.SshNet);

[Collection("alone")]
public sealed class OpenSshPasswordSecrecy() : PasswordSecrecyContract(Transport.OpenSsh);

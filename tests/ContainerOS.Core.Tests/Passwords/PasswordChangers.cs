using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.SshNet;

namespace ContainerOS.Tests.Passwords;

public sealed class SshNetPasswordChanges() : PasswordChangeContract((target, settings) => new SshNetPasswordChanger(target, settings));

public sealed class OpenSshPasswordChanges() : PasswordChangeContract((target, settings) => new OpenSshPasswordChanger(target, settings));

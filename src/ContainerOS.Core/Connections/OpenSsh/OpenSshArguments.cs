using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Connections.OpenSsh.Askpass;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>The arguments of one ssh call: the user's ssh_config keeps its say in who and how, and loses it where it would break us.</summary>
internal static class OpenSshArguments
{
    private static readonly Version KnowsSessionType = new(8, 7);

    public static IReadOnlyList<string> Build(HostTarget target, ConnectionSettings settings, Version client, string configFile, string logFile, string command, bool terminal = false)
    {
        var arguments = new List<string> { terminal ? "-tt" : "-T", "-E", logFile, "-F", configFile };
        void Option(string name, string value) => arguments.AddRange(["-o", name + "=" + value]);

        // Of the target's own connection only; the rest is in the configuration file.
        Option("LogLevel", "DEBUG1");
        Option("ClearAllForwardings", "yes");
        if (client >= KnowsSessionType)
        {
            Option("SessionType", "default");
            Option("StdinNull", "no");
            Option("ForkAfterAuthentication", "no");
        }

        if (VmKeyName.Of(target, settings.HostKeyAlias) is { } alias)
        {
            Option("HostKeyAlias", alias);
            Option("CheckHostIP", "no"); // clients before 8.5 would also compare the address, which another VM may have had
        }

        if (settings.KeyExchange is not null)
            Option("KexAlgorithms", settings.KeyExchange);
        if (settings.JumpHosts.Count > 0)
            Option("ProxyJump", string.Join(",", settings.JumpHosts.Select(Jump)));
        if (settings.KeyFilePath is not null)
        {
            Option("IdentityFile", FileName(settings.KeyFilePath));
            Option("IdentitiesOnly", "yes"); // hosts allow as few as two attempts: offer one key
        }

        if (AskpassHelper.IsNeeded(settings))
        {
            foreach (var (name, value) in LoginMethods(settings))
                Option(name, value);
        }

        if ((target.Port ?? settings.Port) is int port)
            arguments.AddRange(["-p", port.ToString(CultureInfo.InvariantCulture)]);
        if ((target.UserName ?? settings.UserName) is string user)
            arguments.AddRange(["-l", user]);
        arguments.AddRange(["--", target.Address, command]);
        return arguments;
    }

    /// <summary>What is to be shown and nothing else: in the order of the SSH.NET connection, and each once, so that a wrong password is one failed login.</summary>
    private static IEnumerable<(string Name, string Value)> LoginMethods(ConnectionSettings settings)
    {
        var key = settings.KeyFilePath is not null;
        var password = settings.Password is not null;
        yield return ("BatchMode", "no"); // not so for jump hosts, which have only the configuration file
        yield return ("NumberOfPasswordPrompts", "1");
        yield return ("PreferredAuthentications", (key, password) switch
        {
            (true, true) => "publickey,keyboard-interactive,password",
            (true, false) => "publickey", // a passphrase is no password: nothing that asks for one
            _ => "keyboard-interactive,password",
        });
        yield return ("PubkeyAuthentication", key ? "yes" : "no");
        yield return ("KbdInteractiveAuthentication", password ? "yes" : "no");
        yield return ("PasswordAuthentication", password ? "yes" : "no");
    }

    private static string Jump(HostTarget jump)
    {
        var host = jump.Address.IndexOf(':') >= 0 ? "[" + jump.Address + "]" : jump.Address;
        return (jump.UserName is null ? "" : jump.UserName + "@") + host + (jump.Port is int port ? ":" + port.ToString(CultureInfo.InvariantCulture) : "");
    }

    // ssh splits the value at blanks and expands percent signs.
    public static string FileName(string path) => "\"" + Slashed(path).Replace("%", "%%") + "\"";

    /// <summary>A path as ssh knows it, on Windows as well.</summary>
    public static string Slashed(string path) => path.Replace("\\", "/");
}

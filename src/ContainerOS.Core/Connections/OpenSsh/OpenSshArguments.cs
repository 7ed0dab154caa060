using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>The arguments of one ssh call: the user's ssh_config keeps its say in who and how, and loses it where it would break us.</summary>
internal static class OpenSshArguments
{
    private static readonly Version KnowsSessionType = new(8, 7);

    public static IReadOnlyList<string> Build(HostTarget target, ConnectionSettings settings, Version client, string configFile, string logFile, string command)
    {
        var arguments = new List<string> { "-T", "-E", logFile, "-F", configFile };
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

        if (settings.KeyExchange is not null)
            Option("KexAlgorithms", settings.KeyExchange);
        if (settings.JumpHosts.Count > 0)
            Option("ProxyJump", string.Join(",", settings.JumpHosts.Select(Jump)));
        if (settings.KeyFilePath is not null)
        {
            Option("IdentityFile", FileName(settings.KeyFilePath));
            Option("IdentitiesOnly", "yes"); // hosts allow as few as two attempts: offer one key
        }

        if ((target.Port ?? settings.Port) is int port)
            arguments.AddRange(["-p", port.ToString(CultureInfo.InvariantCulture)]);
        if ((target.UserName ?? settings.UserName) is string user)
            arguments.AddRange(["-l", user]);
        arguments.AddRange(["--", target.Address, command]);
        return arguments;
    }

    private static string Jump(HostTarget jump)
    {
        var host = jump.Address.IndexOf(':') >= 0 ? "[" + jump.Address + "]" : jump.Address;
        return (jump.UserName is null ? "" : jump.UserName + "@") + host + (jump.Port is int port ? ":" + port.ToString(CultureInfo.InvariantCulture) : "");
    }

    // ssh splits the value at blanks and expands percent signs.
    public static string FileName(string path) => "\"" + path.Replace("%", "%%").Replace("\\", "/") + "\"";
}

using System;
using System.Collections.Generic;
using System.Globalization;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>The arguments of one ssh call: the user's ssh_config keeps its say in who and how, and loses it where it would break us.</summary>
internal static class OpenSshArguments
{
    private static readonly Version KnowsSessionType = new(8, 7);

    public static IReadOnlyList<string> Build(HostTarget target, ConnectionSettings settings, Version client, string logFile, string command)
    {
        var arguments = new List<string> { "-T", "-E", logFile };
        void Option(string name, string value) => arguments.AddRange(["-o", name + "=" + value]);

        if (settings.SshConfigFile is not null)
            arguments.AddRange(["-F", settings.SshConfigFile]);

        // What is said here first wins over ssh_config.
        Option("LogLevel", "DEBUG1");
        Option("BatchMode", "yes");
        Option("ControlMaster", "no");
        Option("ControlPath", "none");
        Option("RemoteCommand", "none");
        Option("RequestTTY", "no");
        Option("PermitLocalCommand", "no");
        Option("ClearAllForwardings", "yes");
        Option("ForwardAgent", "no");
        Option("ForwardX11", "no");
        Option("Tunnel", "no");
        Option("UpdateHostKeys", "no");
        Option("AddKeysToAgent", "no");
        Option("EscapeChar", "none");
        if (client >= KnowsSessionType)
        {
            Option("SessionType", "default");
            Option("StdinNull", "no");
            Option("ForkAfterAuthentication", "no");
        }

        Option("StrictHostKeyChecking", settings.HostKeyPolicy == HostKeyPolicy.AcceptNew ? "accept-new" : "yes");
        Option("ConnectTimeout", Math.Max(1, (long)Math.Ceiling(settings.ConnectTimeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        Option("ServerAliveInterval", "10");
        Option("ServerAliveCountMax", "3");
        if (settings.KnownHostsFile is not null)
            Option("UserKnownHostsFile", FileName(settings.KnownHostsFile));
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

    // ssh splits the value at blanks and expands percent signs.
    private static string FileName(string path) => "\"" + path.Replace("%", "%%").Replace("\\", "/") + "\"";
}

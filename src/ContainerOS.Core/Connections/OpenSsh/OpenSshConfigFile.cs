using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>
/// The configuration file of one ssh call: our rules first, then the user's own files. A file and not options, because ssh hands a file
/// on to the ssh that it starts for each jump host: no hop prompts, and each hop's key is checked by the same rules.
/// </summary>
internal static class OpenSshConfigFile
{
    /// <summary>Makes the file's text.</summary>
    /// <exception cref="HostConnectionException">TransportUnavailable: the user's file is not there.</exception>
    public static string Text(HostTarget target, ConnectionSettings settings)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Rules(settings))
            text.Append(name).Append(' ').Append(value).Append('\n');
        if ((settings.JumpKeyFilePath ?? settings.KeyFilePath) is { } key && settings.JumpHosts.Count > 0)
        {
            text.Append("Host ").Append(string.Join(" ", settings.JumpHosts.Select(jump => jump.Address))).Append('\n')
                .Append("IdentityFile ").Append(OpenSshArguments.FileName(key)).Append("\nHost *\n");
        }

        foreach (var file in UserFiles(target, settings))
            text.Append("Include ").Append(OpenSshArguments.FileName(file)).Append('\n');
        return text.ToString();
    }

    // ssh takes the first value that it meets.
    private static IEnumerable<(string Name, string Value)> Rules(ConnectionSettings settings)
    {
        yield return ("BatchMode", "yes");
        yield return ("ControlMaster", "no");
        yield return ("ControlPath", "none");
        yield return ("RemoteCommand", "none");
        yield return ("RequestTTY", "no");
        yield return ("PermitLocalCommand", "no");
        yield return ("ForwardAgent", "no");
        yield return ("ForwardX11", "no");
        yield return ("Tunnel", "no");
        yield return ("UpdateHostKeys", "no");
        yield return ("AddKeysToAgent", "no");
        yield return ("EscapeChar", "none");
        yield return ("StrictHostKeyChecking", settings.HostKeyPolicy == HostKeyPolicy.AcceptNew ? "accept-new" : "yes");
        yield return ("ConnectTimeout", Math.Max(1, (long)Math.Ceiling(settings.ConnectTimeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        yield return ("ServerAliveInterval", Math.Max(1, (long)settings.KeepAliveInterval.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        yield return ("ServerAliveCountMax", "2"); // it ends when the third would be due
        if (settings.KnownHostsFile is not null)
            yield return ("UserKnownHostsFile", OpenSshArguments.FileName(settings.KnownHostsFile));
    }

    private static IEnumerable<string> UserFiles(HostTarget target, ConnectionSettings settings)
    {
        if (settings.SshConfigFile is not null)
        {
            return File.Exists(settings.SshConfigFile)
                ? [settings.SshConfigFile]
                : throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, $"the ssh_config {settings.SshConfigFile} is not there", "Check its path.");
        }

        // What ssh reads by itself when it is given no file.
        var system = Path.DirectorySeparatorChar == '\\' ? Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData) : "/etc";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new[] { Path.Combine(home, ".ssh", "config"), Path.Combine(system, "ssh", "ssh_config") }.Where(File.Exists);
    }
}

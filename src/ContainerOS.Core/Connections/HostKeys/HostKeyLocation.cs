using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Targets;

namespace ContainerOS.Connections.HostKeys;

/// <summary>Where a host is and what known_hosts calls it, by the ssh_config that ssh itself would follow.</summary>
internal sealed class HostKeyLocation
{
    private const int DefaultPort = 22;

    /// <summary>Where to connect to.</summary>
    public string Address { get; private set; } = "";

    public int Port { get; private set; }

    /// <summary>The name in known_hosts: the address, the name made of a VM's Uid, or the HostKeyAlias of ssh_config.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The port in known_hosts: an alias stands there without one.</summary>
    public int NamePort { get; private set; }

    /// <summary>What was asked for about the name.</summary>
    public HostKeyAlias Alias { get; private set; }

    /// <summary>The host or program between, which ssh-keyscan does not know; null when the way is direct.</summary>
    public string? Proxy { get; private set; }

    /// <summary>The file to read first, and to write.</summary>
    public string KnownHostsFile { get; private set; } = "";

    /// <summary>All that ssh reads.</summary>
    public KnownHostsFile ReadKnownHosts() => HostKeys.KnownHostsFile.Read(KnownHostsFile, KnownHostsPaths.Machine);

    /// <summary>Asks <c>ssh -G</c>. Without an ssh client there is no ssh_config to follow, and the target says all.</summary>
    public static async Task<HostKeyLocation> FindAsync(HostTarget target, HostKeyRequest request, CancellationToken cancellationToken)
    {
        var options = OpenSshClient.IsInstalled ? await AskAsync(target, request, cancellationToken).ConfigureAwait(false) : new Dictionary<string, string>();
        string? Option(string name) => options.TryGetValue(name, out var value) && value is not ("none" or "") ? value : null;

        var port = Option("port") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : target.Port ?? request.Port ?? DefaultPort;
        var address = Option("hostname") ?? target.Address;
        var alias = VmKeyName.Of(target, request.Alias) ?? Option("hostkeyalias");
        return new HostKeyLocation
        {
            Address = address,
            Port = port,
            Name = alias ?? address,
            NamePort = alias is null ? port : DefaultPort,
            Alias = request.Alias,
            Proxy = Option("proxyjump") ?? Option("proxycommand"),
            KnownHostsFile = request.KnownHostsFile ?? UserFile(Option("userknownhostsfile")),
        };
    }

    private static async Task<Dictionary<string, string>> AskAsync(HostTarget target, HostKeyRequest request, CancellationToken cancellationToken)
    {
        var client = OpenSshClient.Find(target, null);
        var arguments = new List<string> { "-G", "-T" };
        if (request.SshConfigFile is not null)
            arguments.AddRange(["-F", request.SshConfigFile]);
        if ((target.Port ?? request.Port) is int port)
            arguments.AddRange(["-p", port.ToString(CultureInfo.InvariantCulture)]);
        if (target.UserName is not null)
            arguments.AddRange(["-l", target.UserName]);
        arguments.AddRange(["--", target.Address]);
        var answer = await OpenSshProgram.RunAsync(target, client.Path, arguments, request.ConnectTimeout, cancellationToken).ConfigureAwait(false);
        if (answer.ExitCode is null)
        {
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, "ssh -G did not tell the configuration of this host within " + FailureText.Seconds(request.ConnectTimeout),
                "This machine may be overloaded (lower -ThrottleLimit), or a 'Match exec' of your ssh_config does not end.");
        }

        if (answer.ExitCode != 0)
        {
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, "ssh does not accept its configuration for this host: " + HostText.FirstLine(answer.Error),
                "Mend the ssh_config; 'ssh -G " + target.Address + "' shows the same.");
        }

        return answer.Output.Split('\n').Select(line => line.TrimEnd('\r').Split([' '], 2)).Where(words => words.Length == 2)
            .GroupBy(words => words[0]).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.OrdinalIgnoreCase);
    }

    // ssh -G does not quote: only the first of several files is wanted, and the usual one may have blanks in it.
    private static string UserFile(string? files)
    {
        if (files is null || files.StartsWith(KnownHostsPaths.User, StringComparison.Ordinal))
            return KnownHostsPaths.User;
        var first = files.Split(' ')[0];
        return first.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Path.GetDirectoryName(KnownHostsPaths.UserFolder)!, first.Substring(2)) : first;
    }
}

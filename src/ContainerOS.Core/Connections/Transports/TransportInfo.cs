using System.Collections.Generic;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.OpenSsh.Askpass;
using ContainerOS.Connections.Transports;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>A kind of connection, and whether this installation has it.</summary>
public sealed class TransportInfo
{
    private TransportInfo(Transport transport, string? version, string? path, string? problem, string? passwordProblem = null)
    {
        Transport = transport;
        Version = version;
        Path = path;
        Problem = problem;
        PasswordProblem = passwordProblem;
    }

    /// <summary>The connection, as -Transport takes it.</summary>
    public Transport Transport { get; }

    /// <summary>True when it can be used.</summary>
    public bool IsAvailable => Problem is null;

    /// <summary>The version of what it uses, in its own words; null when it is not available.</summary>
    public string? Version { get; }

    /// <summary>The ssh program, or the folder of the assemblies; null when there is none.</summary>
    public string? Path { get; }

    /// <summary>Why it is not available, and what to do; null when it is.</summary>
    public string? Problem { get; }

    /// <summary>Why it can be used, but takes no password or passphrase; null when it does, and when it cannot be used at all.</summary>
    public string? PasswordProblem { get; }

    /// <summary>Looks at all kinds of connection.</summary>
    /// <param name="moduleFolder">The folder of the module's manifest.</param>
    /// <returns>One for each.</returns>
    public static IReadOnlyList<TransportInfo> All(string moduleFolder) => [SshNet(moduleFolder), OpenSsh()];

    private static TransportInfo SshNet(string moduleFolder)
    {
        var assembly = SshNetAssembly.Find(moduleFolder);
        return new TransportInfo(Transport.SshNet, assembly.Version is { } version ? "SSH.NET " + version.ToString(3) : null, assembly.Folder,
            assembly.Problem is { } problem ? problem + " Install the module again." : null);
    }

    private static TransportInfo OpenSsh()
    {
        try
        {
            var client = OpenSshClient.Find(new HostTarget("ssh", "ssh"), null);
            return new TransportInfo(Transport.OpenSsh, client.Description, client.Path, null, AskpassHelper.Objection(client));
        }
        catch (HostConnectionException error)
        {
            return new TransportInfo(Transport.OpenSsh, null, null, error.Problem + ". " + error.Remedy);
        }
    }
}

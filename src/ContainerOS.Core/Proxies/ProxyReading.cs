using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Proxies;

/// <summary>What the programs of a host say about proxies. It holds passwords where they do.</summary>
internal sealed class ProxyReading
{
    private static readonly Lazy<string> Text = new(() => OsIdentityScript.Text + RemoteScript.Embedded("read-proxies.sh"));
    private readonly ScriptResult result;
    private readonly Dictionary<string, byte[]> files = [];
    private readonly Dictionary<string, string> modes = [];

    private ProxyReading(HostTarget target, ScriptResult result)
    {
        this.result = result;
        Target = target;
        Os = OsProfiles.For(OsIdentityScript.Read(result).Family);
        for (var i = 1; Section("name" + i) is { } name; i++)
        {
            var words = name.OutputText.TrimEnd('\n').Split([' '], 2);
            if (words.Length != 2)
                continue;
            modes[words[1]] = words[0];
            if (Section("file" + i) is { Status: 0 } file)
                files[words[1]] = file.Output;
            else
                Unreadable.Add(words[1]);
        }

        Daemons = new[] { ProxyProgram.Docker, ProxyProgram.Containerd }.Select(Daemon).OfType<ProxyDaemon>().ToDictionary(daemon => daemon.Program);
    }

    /// <summary>The host.</summary>
    public HostTarget Target { get; }

    /// <summary>Its system.</summary>
    public OsProfile Os { get; }

    /// <summary>Whether root asked.</summary>
    public bool IsRoot => Section("root")?.Status == 0;

    /// <summary>The files by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files;

    /// <summary>The modes of the files by path, octal.</summary>
    public IReadOnlyDictionary<string, string> Modes => modes;

    /// <summary>Files that could not be read.</summary>
    public SortedSet<string> Unreadable { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there is tdnf.</summary>
    public bool HasTdnf => Section("tdnf") is not null;

    /// <summary>The daemons that there are.</summary>
    public IReadOnlyDictionary<ProxyProgram, ProxyDaemon> Daemons { get; }

    /// <summary>The programs that there are.</summary>
    public IReadOnlyList<ProxyProgram> Programs => [.. HasTdnf ? new[] { ProxyProgram.Tdnf } : [], .. Daemons.Keys];

    /// <summary>Docker's variables on RancherOS; null on other systems, and where they are not understood.</summary>
    public IReadOnlyList<string>? RosEnvironment => Section("ros") is { Status: 0 } ros ? Proxies.RosEnvironment.Parse(ros.Lines()) : null;

    /// <summary>Whether ros decides what docker runs with.</summary>
    public bool IsRos => Section("ros") is not null;

    /// <summary>What the connection learned.</summary>
    public ConnectionFacts Connection => result.Connection;

    /// <summary>Asks a host: one script, one round trip, nothing changed.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, or does not let us be root where that is required.</exception>
    public static async Task<ProxyReading> RunAsync(IHostConnection connection, Elevation elevation, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var script = new RemoteScript("The look at the proxies", Text.Value) { Elevation = elevation, IsReadOnly = true, MaxOutputBytes = 8 << 20 };
        return new ProxyReading(connection.Target, await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether a program's files can be written.</summary>
    public bool CanWrite(ProxyProgram program) => IsRos || Section(program == ProxyProgram.Tdnf ? "tdnf" : "units") is { Status: 0 };

    /// <summary>What the files of a program say, and which of them.</summary>
    /// <param name="program">A program that is there.</param>
    /// <param name="contents">The files, as they are or as they would be.</param>
    /// <param name="ros">Docker's variables on RancherOS.</param>
    public (ProxyValues Values, IReadOnlyList<string> Sources) Configured(ProxyProgram program, IReadOnlyDictionary<string, byte[]> contents, IReadOnlyList<string>? ros)
    {
        if (program == ProxyProgram.Tdnf)
        {
            var proxy = contents.TryGetValue(TdnfConfiguration.Path, out var content) ? TdnfProxy.Read(TdnfConfiguration.Parse(content)) : null;
            return (new ProxyValues(proxy, proxy, null), proxy is null ? [] : [TdnfConfiguration.Path]);
        }

        if (IsRos)
        {
            var values = Proxies.RosEnvironment.Proxies(ros ?? []);
            return (values, values == ProxyValues.Nothing ? [] : [Proxies.RosEnvironment.File]);
        }

        var unit = Environment(program, contents, path => true);
        return (unit.Proxies, unit.ProxySources.ToList());
    }

    /// <summary>The variables of a daemon's unit, by some of its files.</summary>
    public UnitEnvironment Environment(ProxyProgram program, IReadOnlyDictionary<string, byte[]> contents, Func<string, bool> counts) =>
        new(Daemons[program].UnitFiles(contents.Keys).Where(counts), contents, Section("default")?.Lines() ?? []);

    private ProxyDaemon? Daemon(ProxyProgram program)
    {
        var name = program.ToString().ToLowerInvariant();
        var shown = Section(name)?.Lines() ?? [];
        if (shown.Length == 0 && !(IsRos && program == ProxyProgram.Docker))
            return null;
        string Shown(string property) => shown.Where(line => line.StartsWith(property + "=", StringComparison.Ordinal)).Select(line => line.Substring(property.Length + 1)).FirstOrDefault() ?? "";
        var running = Section(name + "running");
        return new ProxyDaemon(program)
        {
            Fragment = Shown("FragmentPath"),
            DropIns = Shown("DropInPaths").Split([' '], StringSplitOptions.RemoveEmptyEntries),
            IsRunning = running is not null,
            Running = running is { Status: 0 } ? ProxyValues.Of(running.Lines().Where(line => line.IndexOf('=') > 0).GroupBy(line => line.Substring(0, line.IndexOf('='))).ToDictionary(lines => lines.Key, lines => lines.Last().Substring(lines.Key.Length + 1))) : null,
            KeepsContainers = Section(name + "arguments")?.Lines().Any(line => line is "--live-restore" or "--live-restore=true") == true ||
                (files.TryGetValue("/etc/docker/daemon.json", out var json) && Regex.IsMatch(HostText.Decode(json), "\"live-restore\"\\s*:\\s*true")),
        };
    }

    private ScriptSection? Section(string name) => result.Sections.TryGetValue(name, out var section) ? section : null;
}

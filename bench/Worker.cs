using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.SshNet;
using ContainerOS.Connections.Transports;
using ContainerOS.Fleet;
using ContainerOS.Info;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Benchmarks;

/// <summary>This library as a contestant, in a process of its own.</summary>
internal static class Worker
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Asks all hosts for each line on stdin.</summary>
    /// <param name="how">SshNet, OpenSsh, KeptSshNet or KeptOpenSsh: the kept ones find their connections open from the second line on.</param>
    public static async Task<int> RunAsync(string how)
    {
        Console.WriteLine("bare");
        Func<HostTarget, IHostConnection>? open = null;
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is not null)
            Console.WriteLine(Ask(open ??= Opener(how)));
        return 0;
    }

    public static IKeptConnection Keep(HostTarget target, ConnectionSettings settings, bool openSsh) =>
        openSsh ? new OpenSshKeptConnection(target, settings) : new SshNetKeptConnection(target, settings);

    private static Func<HostTarget, IHostConnection> Opener(string how)
    {
        var settings = new ConnectionSettings { KeyFilePath = Variable("KEY"), KnownHostsFile = Variable("KNOWN_HOSTS"), Port = int.Parse(Variable("PORT")) }
            .WithKeyExchange(Variable("KEX") is { Length: > 0 } methods ? methods : null);
        if (how is "SshNet")
            return target => new SshNetConnection(target, settings);
        if (how is "OpenSsh")
            return target => new OpenSshConnection(target, settings);

        var sessions = new ConcurrentDictionary<string, HostSession>();
        return target => new SessionConnection(
            sessions.GetOrAdd(target.Address, _ => new HostSession(Keep(target, settings, how == "KeptOpenSsh"), Transport.Auto, settings.ConnectTimeout)), target, _ => { });
    }

    /// <summary>How many answered, and when the last of them did.</summary>
    private static string Ask(Func<HostTarget, IHostConnection> open)
    {
        var clock = Stopwatch.StartNew();
        using var run = new FleetRun<HostInfo>(async (target, token) =>
        {
            using var connection = open(target);
            return await HostInfoProbe.RunAsync(connection, false, false, Patience, token).ConfigureAwait(false);
        }, int.Parse(Variable("LIMIT")));
        foreach (var host in File.ReadLines(Variable("HOSTS")).Select(line => line.Split('@')))
            run.Add(new HostTarget(host[1], host[1], null, host[0]));
        var (answered, last) = (0, TimeSpan.Zero);
        var troubles = new List<string>();
        while (run.Taken < run.Total)
        {
            if (!run.TryTake(Patience, out var outcome))
                continue;
            if (outcome.Result is not null)
                (answered, last) = (answered + 1, clock.Elapsed);
            else
                troubles.Add(outcome.Error!.Message);
        }

        foreach (var trouble in troubles.Where(text => !text.StartsWith(SshdEndpoints.Dead, StringComparison.Ordinal)))
            Console.Error.WriteLine(trouble);
        return FormattableString.Invariant($"{answered} {last.TotalSeconds:0.000}");
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable("BENCH_" + name) ?? throw new InvalidOperationException($"BENCH_{name} is not set: the bench starts this.");
}

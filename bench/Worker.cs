using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.SshNet;
using ContainerOS.Fleet;
using ContainerOS.Info;
using ContainerOS.Targets;

namespace ContainerOS.Benchmarks;

/// <summary>This library as a contestant, in a process of its own.</summary>
internal static class Worker
{
    /// <summary>Asks all hosts for each line on stdin.</summary>
    /// <param name="how">SshNet or OpenSsh.</param>
    public static async Task<int> RunAsync(string how)
    {
        Console.WriteLine("bare");
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is not null)
            Console.WriteLine(Ask(how));
        return 0;
    }

    private static int Ask(string how)
    {
        var settings = new ConnectionSettings { KeyFilePath = Variable("KEY"), KnownHostsFile = Variable("KNOWN_HOSTS"), Port = int.Parse(Variable("PORT")) }
            .WithKeyExchange(Variable("KEX") is { Length: > 0 } methods ? methods : null);
        using var run = new FleetRun<HostInfo>(async (target, token) =>
        {
            using IHostConnection connection = how == "OpenSsh" ? new OpenSshConnection(target, settings) : new SshNetConnection(target, settings);
            return await HostInfoProbe.RunAsync(connection, false, TimeSpan.FromMinutes(1), token).ConfigureAwait(false);
        }, int.Parse(Variable("LIMIT")));
        foreach (var host in File.ReadLines(Variable("HOSTS")).Select(line => line.Split('@')))
            run.Add(new HostTarget(host[1], host[1], null, host[0]));
        var answered = 0;
        while (run.Taken < run.Total)
        {
            if (!run.TryTake(TimeSpan.FromMinutes(1), out var outcome))
                continue;
            if (outcome.Result is not null)
                answered++;
            else
                Console.Error.WriteLine(outcome.Error!.Message);
        }

        return answered;
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable("BENCH_" + name) ?? throw new InvalidOperationException($"BENCH_{name} is not set: the bench starts this.");
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace ContainerOS.Benchmarks;

/// <summary>All contestants over the same hosts, in turn, so that a machine that changes its pace changes it for all.</summary>
internal static class Race
{
    private const int AnswersToWarm = 600; // .NET compiles what is called often once more, in the background, until about then
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(25);

    public static async Task<Comparison> RunAsync(IReadOnlyList<Contestant> contestants, Endpoints endpoints, int hosts, int limit, int rounds, bool dead = false)
    {
        var asked = endpoints.Hosts.Take(hosts).ToArray();
        if (dead)
            asked = ["root@" + SshdEndpoints.Dead, .. asked];
        var running = new List<ContestantProcess>();
        try
        {
            foreach (var contestant in contestants)
                running.Add(new ContestantProcess(contestant, endpoints, asked, endpoints.Port, limit));
            var times = running.ToDictionary(one => one, _ => new List<Round>());
            var first = 1 - Math.Clamp(AnswersToWarm / hosts, 1, 3);
            for (var round = first; round <= rounds; round++)
            {
                foreach (var one in running.Where(one => Takes(one.Contestant, round)))
                {
                    var measured = await one.AskAsync(watch: round <= 0).ConfigureAwait(false);
                    if (round > 0)
                        times[one].Add(measured);
                }
            }

            return new Comparison(dead ? endpoints.Kind + " and one dead" : endpoints.Kind, hosts, limit, running.Select(one => new Row(one.Contestant.Title, times[one], one.PeakBytes, one.ChildBytes)).ToList());
        }
        finally
        {
            foreach (var one in running)
                one.Dispose();
        }
    }

    /// <summary>One host over a network that is far away: bytes and round trips.</summary>
    public static async Task<Row> MeasureTripsAsync(Row row, Contestant contestant, Endpoints endpoints, int rounds)
    {
        using var proxy = new DelayProxy(endpoints.Port);
        using var one = new ContestantProcess(contestant, endpoints, [endpoints.Hosts[0].Split('@')[0] + "@127.0.0.1"], SshdEndpoints.ProxyPort, 1);
        await one.AskAsync(watch: false).ConfigureAwait(false);
        var (near, far, traffic) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var before = proxy.Bytes;
            near.Add((await one.AskAsync(watch: false).ConfigureAwait(false)).Seconds);
            traffic.Add(proxy.Bytes - before);
            proxy.Delay = OneWay;
            far.Add((await one.AskAsync(watch: false).ConfigureAwait(false)).Seconds);
            proxy.Delay = TimeSpan.Zero;
        }

        return row with { TrafficBytes = (long)Row.Median(traffic), RoundTrips = (Row.Median(far) - Row.Median(near)) / (2 * OneWay.TotalSeconds) };
    }

    // Up to round 0 they warm up, the slow ones once.
    private static bool Takes(Contestant contestant, int round) =>
        round > 0 ? !contestant.IsSlow || round % 2 == 1 : contestant.IsWarm && (!contestant.IsSlow || round == 0);
}

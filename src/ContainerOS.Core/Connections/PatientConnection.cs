using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections;

/// <summary>Knocks again where a server limits its logins (MaxStartups, PerSourcePenalties), within the connect timeout. Nothing had been sent by then, so nothing is done twice.</summary>
internal sealed class PatientConnection(IHostConnection connection, TimeSpan connectTimeout) : IHostConnection
{
    private const int SilentAttempts = 4;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private static readonly Random Jitter = new();

    public HostTarget Target => connection.Target;

    public async Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var silent = 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
                result.Connection.Attempts = attempt;
                return result;
            }
            catch (HostConnectionException refused) when (refused.TurnedAway is { } how)
            {
                if (how == TurnedAway.Silently)
                    silent++;
                var wait = Wait(attempt);
                if (silent == SilentAttempts || clock.Elapsed + wait > connectTimeout)
                    throw attempt == 1 ? refused : GivenUp(refused, attempt, clock.Elapsed);
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => connection.Dispose();

    /// <summary>Twice as long each time, and never the same for all: whoever was refused together must not come back together.</summary>
    private static TimeSpan Wait(int attempt)
    {
        var longest = Math.Min(LongestWait.TotalSeconds, FirstWait.TotalSeconds * Math.Pow(2, Math.Min(attempt, 10)));
        lock (Jitter)
            return TimeSpan.FromSeconds(longest * (0.5 + (0.5 * Jitter.NextDouble())));
    }

    private static HostConnectionException GivenUp(HostConnectionException refused, int attempts, TimeSpan time)
    {
        var facts = refused.Facts ?? new ConnectionFacts();
        facts.Attempts = attempts;
        return new HostConnectionException(refused.Failure, refused.Target, $"{refused.Problem} ({attempts} attempts within {FailureText.Seconds(TimeSpan.FromSeconds(Math.Round(time.TotalSeconds, 1)))})", refused.Remedy, refused)
        {
            NothingSent = true,
            Facts = facts,
        };
    }
}

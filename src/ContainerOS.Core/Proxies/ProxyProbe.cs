using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;

namespace ContainerOS.Proxies;

/// <summary>Asks a host which proxies its programs use. Changes nothing.</summary>
internal static class ProxyProbe
{
    /// <summary>Asks.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us in, was lost, or has none of the programs.</exception>
    public static async Task<ProxySetting[]> RunAsync(IHostConnection connection, bool elevate, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var reading = await ProxyReading.RunAsync(connection, elevate ? Elevation.IfPossible : Elevation.None, timeout, cancellationToken).ConfigureAwait(false);
        if (reading.Programs.Count == 0)
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, connection.Target, $"{reading.Os.DisplayName} has neither tdnf nor docker nor containerd here", "These are the programs whose proxies are known.");
        return reading.Programs.Select(program => Describe(reading, program)).ToArray();
    }

    private static ProxySetting Describe(ProxyReading reading, ProxyProgram program)
    {
        var (values, sources) = reading.Configured(program, reading.Files, reading.RosEnvironment);
        var daemon = reading.Daemons.TryGetValue(program, out var found) ? found : null;
        var hidden = Hidden(reading, program);
        var unknown = hidden.Count > 0 ? "only root can read " + string.Join(", ", hidden) : reading.IsRos && reading.RosEnvironment is null ? "what ros says of rancher.docker.environment is not understood" : null;
        var isUnseen = daemon is { IsRunning: true, Running: null };
        return new ProxySetting(reading.Target, reading.Connection, program)
        {
            Proxy = unknown is null ? Mask(values.Proxy) : null,
            NoProxy = values.None?.Split(',') ?? [],
            Source = sources,
            Effective = daemon is null ? Mask(values.Proxy) : Mask(daemon.Running?.Proxy),
            IsRunning = daemon?.IsRunning,
            RestartRequired = daemon is null || !daemon.IsRunning ? false : isUnseen || unknown is not null ? null : daemon.Running != values,
            Detail = unknown is not null || !isUnseen ? unknown : $"only root can see what {daemon!.Unit} was started with",
        };
    }

    private static IReadOnlyList<string> Hidden(ProxyReading reading, ProxyProgram program) =>
        reading.IsRos && program == ProxyProgram.Docker && !reading.IsRoot ? [RosEnvironment.File]
        : reading.Unreadable.Where(path => program == ProxyProgram.Tdnf ? path == TdnfConfiguration.Path : path.IndexOf($"/{reading.Daemons[program].Unit}", StringComparison.Ordinal) >= 0).Select(HostText.Clean).ToList();

    private static string? Mask(string? proxy) => proxy is null ? null : ProxyAddress.Mask(proxy);
}

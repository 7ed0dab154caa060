namespace ContainerOS.Proxies;

/// <summary>Makes the result for one program.</summary>
internal static class ProxyRow
{
    /// <summary>A program with what its files say now, or would.</summary>
    /// <param name="reading">The host.</param>
    /// <param name="program">The program.</param>
    /// <param name="values">What its files say.</param>
    /// <param name="planned">What becomes of it.</param>
    /// <param name="isDone">Whether that is done, so that the host tells whether the daemon knows.</param>
    public static ProxyChange Make(ProxyReading reading, ProxyProgram program, ProxyValues values, ProxyChange planned, bool isDone)
    {
        var isStale = reading.Daemons.TryGetValue(program, out var daemon) && daemon.IsStale(values) && (isDone || !planned.Restarted);
        return new ProxyChange(reading.Target, program)
        {
            Port = reading.Connection.Port ?? reading.Target.Port ?? 22,
            UserName = reading.Connection.UserName ?? reading.Target.UserName,
            Changed = planned.Changed,
            Before = planned.Before,
            Proxy = values.Proxy is null ? null : ProxyAddress.Mask(values.Proxy),
            NoProxy = values.None?.Split(',') ?? [],
            File = planned.File,
            RestartRequired = isStale ? [Service(reading, program)] : [],
            Restarted = planned.Restarted,
            SurvivesReboot = reading.IsRos || reading.Os.EtcPersists,
        };
    }

    /// <summary>What is restarted for a program; empty for one that is no daemon.</summary>
    public static string Service(ProxyReading reading, ProxyProgram program) => program == ProxyProgram.Tdnf ? "" : reading.IsRos ? "docker" : reading.Daemons[program].Unit;
}

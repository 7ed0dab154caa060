using System.Threading;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>Numbers that no other process on this machine has among its arguments.</summary>
internal static class Marker
{
    private static int last;

    /// <summary>A time for sleep, some hours long, that also tells whose it is.</summary>
    public static string New() => $"{9000 + (Interlocked.Increment(ref last) % 999)}.{System.Environment.ProcessId:D7}{Interlocked.Increment(ref last):D5}";
}

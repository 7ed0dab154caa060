using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ContainerOS.Build;

/// <summary>A loopback network that no other lab on this machine uses, for as long as this object lives.</summary>
internal sealed class LabNetwork : IDisposable
{
    private const int First = 21;
    private const int Last = 60;
    private const int ClaimPort = 47021;
    private readonly TcpListener claim;

    private LabNetwork(string prefix, TcpListener claim)
    {
        Prefix = prefix;
        this.claim = claim;
    }

    /// <summary>The first three numbers of its addresses.</summary>
    public string Prefix { get; }

    public static LabNetwork Claim()
    {
        var used = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        for (var number = First; number <= Last; number++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"127.0.{number}");
            if (!used.Any(end => end.Address.ToString().StartsWith(prefix + ".", StringComparison.Ordinal))
                && TryListen(prefix) is { } claim)
                return new LabNetwork(prefix, claim);
        }
        throw new BuildFailure($"All of 127.0.{First}.* to 127.0.{Last}.* are in use: stop a lab first.");
    }

    public void Dispose() => claim.Dispose();

    // A listener is a lock that the system itself releases when we die.
    private static TcpListener? TryListen(string prefix)
    {
        var listener = new TcpListener(IPAddress.Parse(prefix + ".254"), ClaimPort);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}

using System;
using System.IO;
using System.Net.Sockets;
using Renci.SshNet.Common;

namespace ContainerOS.Connections.SshNet;

/// <summary>Writes to what may end at any moment; its exit status, or that there is none, tells.</summary>
internal static class Sending
{
    public static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or SshException or SocketException)
        {
            // It has ended.
        }
    }
}

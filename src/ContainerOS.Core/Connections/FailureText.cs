using System;
using System.Linq;

namespace ContainerOS.Connections;

/// <summary>Words that all connections use for the same trouble, and what hosts said, cut to size.</summary>
internal static class FailureText
{
    public const string SeeNetwork = "Check that the VM is powered on and its address is right, and that no firewall is between.";
    public const string SeeName = "Check the spelling, the DNS, and the Host blocks of your ssh_config.";
    public const string SeePort = "Check the port, and that sshd is running on the host.";
    public const string NotSsh = "Check the port: what listens there is no SSH server.";
    public const string NoAnswer = "no answer from the network";
    public const string SaysNothing = "the port is open but its server says nothing";
    public const string StoppedAnswering = "the server stopped answering during the login";

    public static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");

    public static string Shorten(string line) => line.Substring(0, Math.Min(line.Length, 300));

    public static string LastLine(string text) =>
        Shorten(text.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? "");

    /// <summary>An OpenSSH server that limits its logins says so in place of its version.</summary>
    public static bool IsTurnedAway(string? greeting) => greeting is "Exceeded MaxStartups" or "Not allowed at this time";

    /// <summary>The last lines that are not blank, in one.</summary>
    public static string LastLines(string text, int most)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return Shorten(string.Join("; ", lines.Skip(Math.Max(0, lines.Count - most))));
    }
}

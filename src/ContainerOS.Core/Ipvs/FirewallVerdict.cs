using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.Scripts;

namespace ContainerOS.Ipvs;

/// <summary>Whether a new TCP connection from elsewhere reaches a port, by what <c>iptables -S INPUT</c> prints.</summary>
internal sealed class FirewallVerdict
{
    // What these match says nothing about who connects to the port for the first time.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "-A", "-p", "--dport", "--dports", "--destination-port", "--destination-ports", "-m", "-j", "--comment", "--reject-with", "--ctstate", "--state" };

    private FirewallVerdict(bool? isOpen, string detail)
    {
        IsOpen = isOpen;
        Detail = detail;
    }

    /// <summary>Null when the rules leave it open to whom, or when they are not known.</summary>
    public bool? IsOpen { get; }

    /// <summary>The rule that decides, or why it is not known.</summary>
    public string Detail { get; }

    public static FirewallVerdict Unknown(string reason) => new(null, reason);

    public static FirewallVerdict Read(ScriptSection section, int port)
    {
        if (!section.IsComplete || section.Status != 0)
            return Unknown(section.IsComplete ? section.FirstError.Length > 0 ? HostText.Clean(section.FirstError) : "iptables failed" : "the answer was cut off");
        var policy = "ACCEPT";
        foreach (var line in section.Lines())
        {
            if (line.StartsWith("-P INPUT ", StringComparison.Ordinal))
                policy = line.Substring("-P INPUT ".Length).Trim();
            else if (line.StartsWith("-A INPUT ", StringComparison.Ordinal) && Match(line, port) is { } verdict)
                return verdict;
        }

        return new FirewallVerdict(policy == "ACCEPT", policy == "ACCEPT" ? "no rule keeps it out" : "no rule lets it in: the policy is " + HostText.Clean(policy));
    }

    // Null: the rule has nothing to say about such a connection.
    private static FirewallVerdict? Match(string line, int port)
    {
        var words = Regex.Matches(line, "\"[^\"]*\"|\\S+", RegexOptions.CultureInvariant).Cast<Match>().Select(match => match.Value).ToList();
        string? After(params string[] options) => words.SkipWhile(word => !options.Contains(word)).Skip(1).FirstOrDefault();

        if (After("-p") is { } protocol && protocol is not ("tcp" or "all" or "6"))
            return null;
        if (After("-i") == "lo" || After("--ctstate", "--state") is { } states && !states.Split(',').Contains("NEW"))
            return null;
        if (After("--dport", "--dports", "--destination-port", "--destination-ports") is { } ports && !ports.Split(',').Any(range => Includes(range, port)))
            return null;
        var shown = HostText.Clean(line.Trim());
        var target = After("-j", "-g");
        if (target is "LOG" or "NFLOG" or "MARK" or "CONNMARK" || target is null)
            return null;
        if (target.StartsWith("KUBE-", StringComparison.Ordinal))
            return null; // kube-proxy's and kubelet's own
        var options = words.Where(word => word[0] == '-' || word == "!").ToList();
        if (target is not ("ACCEPT" or "DROP" or "REJECT"))
            return new FirewallVerdict(null, "the chain of another rule decides: " + shown);
        return options.All(Harmless.Contains) ? new FirewallVerdict(target == "ACCEPT", shown) : new FirewallVerdict(null, "it depends on more than the port: " + shown);
    }

    private static bool Includes(string range, int port)
    {
        var ends = range.Split(':');
        int End(string text, int otherwise) => text.Length == 0 ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return ends.Length == 1 ? End(ends[0], -1) == port : End(ends[0], 0) <= port && port <= End(ends[1], 65535);
    }
}

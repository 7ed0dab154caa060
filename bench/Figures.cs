using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ContainerOS.Benchmarks;

/// <summary>The figures that the project wants to reach, each with what this machine makes of it.</summary>
internal static class Figures
{
    private const string Xargs = "xargs ssh, " + Contestant.Cheap;
    private const string XargsDefault = "xargs ssh, default key exchange";
    private const string SshNet = "library, SshNet, " + Contestant.Cheap;
    private const string OpenSsh = "library, OpenSsh, " + Contestant.Cheap;
    private const string Kept = "library on kept sessions, SshNet, " + Contestant.Cheap;
    private const string Cmdlet = "cmdlet, SshNet, " + Contestant.Cheap;
    private const string Ansible = "Ansible setup, cold, " + Contestant.Cheap;
    private const double Mebibyte = 1 << 20;
    private const int Starts = 9;
    private const double ConnectTimeout = 15; // ConnectionSettings' own

    /// <summary>Measures and prints them all.</summary>
    /// <param name="rounds">How often everything is asked.</param>
    /// <param name="file">What keeps the results; null keeps none.</param>
    public static async Task<int> RunAsync(int rounds, string? file)
    {
        var folder = Directory.CreateTempSubdirectory("containeros-bench-");
        try
        {
            var few = await RaceAsync(Path.Combine(folder.FullName, "200.json"), "--hosts", "200", "--rounds", $"{rounds}", "--dead", "1", "--only", string.Join(';', Xargs, XargsDefault, SshNet, OpenSsh, Kept, Cmdlet, Ansible)).ConfigureAwait(false);
            var many = await RaceAsync(Path.Combine(folder.FullName, "2000.json"), "--hosts", "200,2000", "--rounds", $"{Math.Min(rounds, 3)}", "--only", Cmdlet).ConfigureAwait(false);
            Console.WriteLine("\nfigure | target | measured | reached");
            FromFleet(few.Comparisons[0], few.Comparisons[1]);
            FromMany(many.Comparisons[0], many.Comparisons[1]);
            Say("Import-Module above a bare pwsh, ms", 100, StartTime.OfImport(rounds));
            await ProbeAsync().ConfigureAwait(false);
            if (file is not null)
                (few with { Comparisons = [.. few.Comparisons, .. many.Comparisons] }).Save(file);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Measures and prints what the probe costs a host, and what a call for one host takes in a new pwsh.</summary>
    public static async Task<int> ProbeAsync()
    {
        Say("One host from a new pwsh, import included, a plain sshd: whole process to an empty one", 2.3, SshdEndpoints.IsInstalled ? await StartAsync().ConfigureAwait(false) : null);
        await ProbeCost.MeasureAsync((name, target, measured) => Say(name, target, measured)).ConfigureAwait(false);
        return 0;
    }

    private static void FromFleet(Comparison fleet, Comparison withDead)
    {
        double? Ratio(string one, string other) => fleet.Find(one) is { } mine && fleet.Find(other) is { } its ? mine.RatioTo(its) : null;
        double? Times(string slow, string fast) => fleet.Find(slow)?.Seconds / fleet.Find(fast)?.Seconds;
        double? Milliseconds(string one) => 1000 * fleet.Find(one)?.ClientCpu / fleet.Hosts;

        Say("SSH.NET, cold: wall time to xargs ssh", 0.85, Ratio(SshNet, Xargs));
        Say("SSH.NET, kept sessions: wall time to its own cold run", 0.35, Ratio(Kept, SshNet));
        Say("SSH.NET, cold: client CPU per host, ms", 12, Milliseconds(SshNet));
        Say("SSH.NET, kept sessions: client CPU per host, ms", 3, Milliseconds(Kept));
        Say("SSH.NET, cold: wall time to xargs ssh with its default key exchange", 0.40, Ratio(SshNet, XargsDefault));
        Say("SSH.NET, cold: times faster than Ansible", 18, Times(Ansible, SshNet), atLeast: true);
        Say("SSH.NET, kept sessions: times faster than Ansible", 50, Times(Ansible, Kept), atLeast: true);
        Say("OpenSSH: wall time to xargs ssh", 1.05, Ratio(OpenSsh, Xargs));
        Say("OpenSSH: times faster than Ansible", 12, Times(Ansible, OpenSsh), atLeast: true);
        Say("pwsh, 200 hosts: MiB above a bare one", 110, fleet.Find(Cmdlet)?.PeakBytes / Mebibyte);
        foreach (var name in new[] { SshNet, OpenSsh })
        {
            if (withDead.Find(name)?.Rounds[0] is not { LastAnswer: { } last } round || fleet.Find(name) is not { } alone)
                continue;
            Say($"{name}: the others' last answer beside a dead host, to without", 1.10, last / alone.Rounds.Max(one => one.Seconds));
            Say($"{name}: s beyond the dead host's ConnectTimeout or the others", 1, round.Seconds - Math.Max(ConnectTimeout, last));
        }
    }

    private static void FromMany(Comparison few, Comparison many)
    {
        Say("2,000 hosts: wall time to 200", 11, many.Find(Cmdlet)?.Seconds / few.Find(Cmdlet)?.Seconds);
        Say("2,000 hosts: memory to 200", 1.5, (double?)many.Find(Cmdlet)?.PeakBytes / few.Find(Cmdlet)?.PeakBytes);
    }

    private static void Say(string figure, double target, double? measured, bool atLeast = false) => Console.WriteLine(FormattableString.Invariant(
        $"{figure} | {(atLeast ? "at least" : "at most")} {target} | {measured:0.00} | {(measured is not { } value ? "not measured" : (atLeast ? value >= target : value <= target) ? "yes" : "NO")}"));

    private static async Task<Results> RaceAsync(string file, params string[] arguments)
    {
        using var process = Process.Start(Apart([.. arguments, "--json", file]))!;
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0 ? Results.Load(file) : throw new InvalidOperationException("The race did not come to its end.");
    }

    private static async Task<double?> StartAsync()
    {
        var start = Apart(["start", $"{Starts}"]);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var ratio = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new InvalidOperationException("The call for one host failed. Why is above.");
        return double.TryParse(ratio, CultureInfo.InvariantCulture, out var value) ? value : null; // empty without pwsh
    }

    // Plain sshd's want a network of their own, the lab is in ours: a process for each.
    private static ProcessStartInfo Apart(string[] arguments) => new("unshare", ["--net", "dotnet", "exec", typeof(Figures).Assembly.Location, .. arguments]);
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Build;

/// <summary>A fleet of real hosts on this machine, started for one run (and stopped whatever happens) or borrowed.</summary>
internal sealed class Lab : IAsyncDisposable
{
    public const string StateVariable = "CONTAINEROS_LAB";
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(2);
    private readonly LabNetwork? network;

    private Lab(string state, LabNetwork? network)
    {
        State = state;
        this.network = network;
    }

    public string State { get; }

    public TimeSpan SetupTime { get; private set; }

    public TimeSpan StartTime { get; private set; }

    /// <summary>systemd-nspawn boots the hosts: that takes Linux and root.</summary>
    public static bool CanStart => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>The lab that the user has running already, if any.</summary>
    public static Lab? Existing(Options options)
    {
        var state = options.Lab ?? Environment.GetEnvironmentVariable(StateVariable);
        if (string.IsNullOrEmpty(state))
            return null;
        if (!Directory.Exists(state))
            throw new BuildFailure($"There is no lab in {state}.", BuildFailure.WrongUsage);
        Context.Say($"Lab: the running one in {state}");
        return new Lab(Path.GetFullPath(state), network: null);
    }

    /// <summary>Installs what the lab needs and builds its base, which is kept.</summary>
    public static Task SetUpAsync(Context context)
    {
        Context.Say("Lab: set-up (packages and the hosts' base, 1-2 minutes the first time)");
        return CommandAsync(context.Shell, "Setting up the lab", "setup");
    }

    public static async Task<Lab> StartAsync(Context context, int hosts, string kinds)
    {
        var clock = Stopwatch.StartNew();
        await SetUpAsync(context).ConfigureAwait(false);
        var setup = clock.Elapsed;

        clock.Restart();
        var network = LabNetwork.Claim();
        var lab = new Lab(CreateStateDirectory(), network);
        try
        {
            Context.Say($"Lab: {hosts} hosts on {network.Prefix}.*");
            await CommandAsync(
                context.Shell, "Starting the lab",
                "start", hosts.ToString(CultureInfo.InvariantCulture), "--kinds", kinds, "--state", lab.State, "--net", network.Prefix,
                "--owner", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await lab.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        lab.SetupTime = setup;
        lab.StartTime = clock.Elapsed;
        return lab;
    }

    /// <summary>What tells a suite where the lab is; without a lab, that there is none.</summary>
    public static Dictionary<string, string?> Variables(Lab? lab) => new() { [StateVariable] = lab?.State };

    public async ValueTask DisposeAsync()
    {
        if (network is null)
            return;
        // The user's Ctrl+C ends everything but this.
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await CommandAsync(new Shell(limit.Token), "Stopping the lab", "stop", "--state", State).ConfigureAwait(false);
            if (Directory.Exists(State))
                Directory.Delete(State);
        }
        catch (Exception e) when (e is BuildFailure or OperationCanceledException or IOException)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\nThe lab in {State} was not stopped cleanly; again: tests/lab/lab stop --state {State}").ConfigureAwait(false);
        }
        network.Dispose();
    }

    // In a session of its own, so that Ctrl+C reaches the lab's scripts through us alone, and never its stop.
    private static Task CommandAsync(Shell shell, string purpose, params string[] arguments) =>
        shell.RequireAsync(purpose, "setsid", ["--wait", Repository.Path("tests", "lab", "lab"), .. arguments]);

    private static string CreateStateDirectory()
    {
        var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var state = Path.Combine(parent, $"containeros-lab-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        if (OperatingSystem.IsLinux())
            Directory.CreateDirectory(state, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return state;
    }
}

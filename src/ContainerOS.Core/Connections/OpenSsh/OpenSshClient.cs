using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh.Askpass;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>The ssh program of this machine.</summary>
internal sealed class OpenSshClient
{
    /// <summary>The first version with everything that is asked of it: accept-new, RemoteCommand.</summary>
    public static readonly Version Minimum = new(7, 6);

    private const string HowToGet = "Install the OpenSSH client: 'apt-get install openssh-client' on Debian and Ubuntu, 'dnf install openssh-clients' on Fedora, "
        + "'Add-WindowsCapability -Online -Name OpenSSH.Client~~~~0.0.1.0' on Windows.";

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentDictionary<string, Lazy<(OpenSshClient? Client, string Problem)>> Known = new();

    private OpenSshClient(string path, Version version, string description)
    {
        Path = path;
        Version = version;
        Description = description;
    }

    /// <summary>Whether there is an ssh program at all, whatever its version.</summary>
    public static bool IsInstalled => Search(Environment.GetEnvironmentVariable("PATH") ?? "") is not null;

    public string Path { get; }

    public Version Version { get; }

    /// <summary>What <c>ssh -V</c> prints.</summary>
    public string Description { get; }

    /// <summary>It is Microsoft's, and not one of Git, MSYS2 or Cygwin, which start other programs in a way of their own.</summary>
    public bool IsForWindows => Description.StartsWith("OpenSSH_for_Windows_", StringComparison.Ordinal);

    /// <summary>Finds the client and asks its version, once per program.</summary>
    /// <exception cref="HostConnectionException">TransportUnavailable: there is none, or it is too old.</exception>
    public static OpenSshClient Find(HostTarget target, string? configuredPath) => Find(target, configuredPath, Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>Starts an ssh.</summary>
    /// <param name="target">The host.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="output">What takes its standard output.</param>
    /// <param name="error">What takes its standard error.</param>
    /// <param name="received">Called on a reading thread after each piece of either.</param>
    /// <param name="askpass">What answers its questions; null when it may ask none.</param>
    /// <exception cref="HostConnectionException">TransportUnavailable: it cannot be started.</exception>
    public ChildProcess Start(HostTarget target, IReadOnlyList<string> arguments, OutputBuffer output, OutputBuffer error, Action received, AskpassHelper? askpass)
    {
        try
        {
            var process = ChildProcess.Start(Path, arguments, output, error, received, askpass?.Environment);
            askpass?.Expect(process);
            return process;
        }
        catch (Win32Exception trouble)
        {
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, $"the ssh client {Path} cannot be started: {trouble.Message}",
                "Close other programs or lower -ThrottleLimit if this machine has run out of processes.", trouble);
        }
    }

    internal static OpenSshClient Find(HostTarget target, string? configuredPath, string searchPath)
    {
        var path = configuredPath ?? Search(searchPath);
        if (path is null)
            throw Unavailable(target, "this machine has no ssh client on its PATH", HowToGet);
        var asked = Known.GetOrAdd(path, p => new(() => Ask(p))); // all hosts of a call come at once: one of them asks
        if (asked.Value.Client is not { } client)
        {
            Known.TryRemove(path, out _); // it may be mended meanwhile
            throw Unavailable(target, asked.Value.Problem, HowToGet);
        }

        return client.Version >= Minimum
            ? client
            : throw Unavailable(target, $"the ssh client {path} is too old ({client.Description}); version {Minimum} or newer is needed", HowToGet);
    }

    private static (OpenSshClient? Client, string Problem) Ask(string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, "-V")
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                CreateNoWindow = true,
            })!;
            // On a thread of its own: those of the pool may all be waiting for us.
            var answer = Task.Factory.StartNew(process.StandardError.ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (!answer.Wait(AnswerTime))
            {
                process.Kill();
                return (null, $"the ssh client {path} does not answer to -V");
            }

            var text = answer.Result.Trim();
            return LeadingVersion.OfOpenSsh(text) is { } version
                ? (new OpenSshClient(path, version, text), "")
                : (null, $"the ssh client {path} does not say that it is OpenSSH ('{text}')");
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            return (null, $"the ssh client {path} cannot be started: {error.Message}");
        }
    }

    private static string? Search(string searchPath)
    {
        var windows = System.IO.Path.DirectorySeparatorChar == '\\';
        var directories = new List<string>(searchPath.Split(System.IO.Path.PathSeparator));
        if (windows) // not on the PATH of every service account
            directories.Add(System.IO.Path.Combine(Environment.SystemDirectory, "OpenSSH"));
        foreach (var directory in directories)
        {
            var trimmed = directory.Trim().Trim('"');
            if (trimmed.Length == 0)
                continue;
            var path = System.IO.Path.Combine(trimmed, windows ? "ssh.exe" : "ssh");
            if (File.Exists(path))
                return path;
        }

        return null;
    }

    private static HostConnectionException Unavailable(HostTarget target, string problem, string remedy) =>
        new(ConnectionFailure.TransportUnavailable, target, problem, remedy);
}

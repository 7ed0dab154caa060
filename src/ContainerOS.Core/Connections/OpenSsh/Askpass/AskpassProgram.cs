using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>The program of the module that ssh runs on Windows to ask.</summary>
internal static class AskpassProgram
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';
    private static readonly TimeSpan TryTime = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<string, string> Tried = new();

    /// <summary>Where it is; null on Unix, which needs none.</summary>
    public static string? Installed => IsWindows ? Path.Combine(Path.GetDirectoryName(typeof(AskpassProgram).Assembly.Location)!, "bin", "windows", "ContainerOS.Askpass.exe") : null;

    /// <summary>Why ssh cannot start it; null when nothing is known against it.</summary>
    public static string? Objection(string program)
    {
        if (!File.Exists(program))
            return $"the program that gives ssh a password is missing: {program}";
        return IsAscii(Readable(program)) ? null : $"ssh on Windows starts no program in a folder whose name has other than ASCII letters, as has the one that gives it a password: {program}";
    }

    /// <summary>Finds out once whether it runs: an ssh that cannot start it would send an empty password.</summary>
    /// <returns>Its path in letters that ssh can read.</returns>
    /// <exception cref="HostConnectionException">TransportUnavailable.</exception>
    public static async Task<string> TryAsync(HostTarget target, string program, CancellationToken cancellationToken)
    {
        if (Tried.TryGetValue(program, out var known))
            return known;
        if (Objection(program) is { } problem)
            throw Unavailable(target, problem, "Install the module again, for all users, ");
        var path = Readable(program);
        var answer = await OpenSshProgram.RunAsync(target, path, [], TryTime, cancellationToken).ConfigureAwait(false);
        if (answer.ExitCode != 0)
            throw Unavailable(target, $"the program that gives ssh a password does not run ({program}): {FailureText.LastLine(answer.Error)}", "Let it run where a policy or a virus scanner forbids it, ");
        return Tried[program] = path;
    }

    // ssh reads its environment in the code page of the machine and takes it for UTF-8.
    private static bool IsAscii(string path) => path.All(letter => letter < 128);

    private static string Readable(string path)
    {
        if (!IsWindows || IsAscii(path))
            return path;
        var name = new StringBuilder(path.Length + 1);
        var length = GetShortPathName(path, name, name.Capacity);
        return length > 0 && length < name.Capacity ? name.ToString() : path;
    }

    private static HostConnectionException Unavailable(HostTarget target, string problem, string remedy) => new(ConnectionFailure.TransportUnavailable, target, problem, remedy + AskpassHelper.Otherwise);

    [DllImport("kernel32.dll", EntryPoint = "GetShortPathNameW", CharSet = CharSet.Unicode)]
    private static extern int GetShortPathName(string path, StringBuilder name, int size);
}

using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Build;

/// <summary>A whole PowerShell, where one is to be had: on the PATH, or as the .NET tool of .config/dotnet-tools.json.</summary>
internal sealed class Pwsh
{
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromSeconds(30);
    private readonly string[] command;

    private Pwsh(params string[] command) => this.command = command;

    public string Program => command[0];

    public static bool IsOnPath => Find("pwsh") is not null;

    /// <summary>The full name of a program on the PATH, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
            .FirstOrDefault(File.Exists);

    public static Pwsh? OnPath() => Find("pwsh") is { } program ? new Pwsh(program) : null;

    public static async Task<Pwsh?> FindAsync() => OnPath() ?? (await CanRestoreAsync().ConfigureAwait(false) ? new Pwsh("dotnet", "tool", "run", "pwsh", "--") : null);

    public string[] Arguments(params string[] more) => [.. command.Skip(1), "-NoProfile", "-NonInteractive", .. more];

    public async Task<bool> HasModuleAsync(Context context, string name, string atLeast)
    {
        var query = $"exit [int] (-not (Get-Module -ListAvailable {name} | Where-Object {{ $_.Version -ge [version] '{atLeast}' }}))";
        return (await context.Shell.CaptureAsync(Program, Arguments("-Command", query)).ConfigureAwait(false)).ExitCode == 0;
    }

    // Not every feed has it, and a slow one shall not hold up the tests: then there is simply no pwsh.
    private static async Task<bool> CanRestoreAsync()
    {
        using var limit = new CancellationTokenSource(RestoreLimit);
        try
        {
            return (await new Shell(limit.Token).CaptureAsync("dotnet", ["tool", "restore"]).ConfigureAwait(false)).ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

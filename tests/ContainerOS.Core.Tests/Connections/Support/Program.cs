using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>Other programs that tests use to look at things or to bring them about.</summary>
internal static class Program
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    /// <summary>Its output; the test fails when the program does.</summary>
    public static async Task<string> OutputAsync(string name, params string[] arguments)
    {
        var (code, output) = await RunAsync(name, arguments);
        Assert.True(code == 0, $"{name} {string.Join(' ', arguments)}: {code}: {output}");
        return output.Trim();
    }

    public static async Task<string> NewKeyAsync(TempFolder folder, string name = "key")
    {
        await OutputAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.At(name));
        return folder.At(name);
    }
}

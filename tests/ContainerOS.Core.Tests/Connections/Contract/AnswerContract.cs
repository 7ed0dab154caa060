using System;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>What comes back of a script: its exit code, its output byte for byte, what the connection knows.</summary>
public abstract class AnswerContract(ConnectionFactory open) : IDisposable
{
    private static readonly byte[] EveryByte = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();

    private IHostConnection Connection { get; } = open(LabLogin.Debian("bashuser"), LabLogin.Settings());

    public void Dispose()
    {
        Connection.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(42)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(130)]
    [InlineData(254)]
    [InlineData(255)]
    public async Task Exit_codes_come_through(int code)
    {
        var result = await Connection.RunAsync("section before echo here; exit $1", code.ToString());
        Assert.Equal(code, result.ExitCode);
        Assert.Equal("here\n", result.Sections["before"].OutputText);
    }

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("SEGV", 139)]
    public async Task A_signal_within_the_script_is_an_exit_code(string signal, int code)
    {
        var result = await Connection.RunAsync("section one echo 1; section two sh -c 'kill -'$1' $$'; exec sh -c 'kill -'$1' $$'", signal);
        Assert.Equal(code, result.ExitCode);
        Assert.Equal(code, result.Sections["two"].Status);
        Assert.Equal(0, result.Sections["one"].Status);
    }

    [Fact]
    public async Task A_shell_that_is_killed_from_outside_leaves_an_incomplete_answer()
    {
        // $$ is the bootstrap's shell also in the script, which runs in a subshell of it
        var result = await Connection.RunAsync("section first echo done; section second sh -c 'echo half; kill -KILL '$$'; sleep 30'");
        Assert.Null(result.ExitCode);
        Assert.True(result.Sections["first"].IsComplete);
        Assert.False(result.Sections["second"].IsComplete);
        Assert.Equal("half\n", result.Sections["second"].OutputText);
    }

    [Fact]
    public async Task The_two_streams_and_the_noise_stay_apart()
    {
        var result = await Connection.RunAsync("echo loose; echo lost >&2; both() { echo out; echo err >&2; return 3; }; section both both; section none :; echo late");
        var both = result.Sections["both"];
        Assert.Equal(("out\n", "err\n", 3), (both.OutputText, HostText.Decode(both.Error), both.Status));
        Assert.Empty(result.Sections["none"].Output);
        Assert.Empty(result.Sections["none"].Error);
        Assert.Equal(0, result.Sections["none"].Status);
        Assert.Contains("loose", result.OutputNoise);
        Assert.Contains("late", result.OutputNoise);
        Assert.DoesNotContain("out", result.OutputNoise);
        Assert.Contains("lost", result.ErrorNoise);
    }

    [Fact]
    public async Task Every_byte_comes_through_on_both_streams()
    {
        var octal = string.Concat(EveryByte.Select(value => "\\" + Convert.ToString(value, 8).PadLeft(3, '0')));
        var result = await Connection.RunAsync("bytes() { printf \"$1\"; printf \"$1\" >&2; }; section all bytes \"$1\"; section cut printf 'no newline'", octal);
        Assert.Equal(EveryByte, result.Sections["all"].Output);
        Assert.Equal(EveryByte, result.Sections["all"].Error);
        Assert.Equal("no newline", result.Sections["cut"].OutputText);
    }

    [Fact]
    public async Task Fifty_megabytes_of_random_bytes_come_without_loss()
    {
        var result = await Connection.RunAsync("""
            f=$(mktemp)
            head -c 52428800 /dev/urandom >"$f"
            section sum sha256sum "$f"
            section data cat "$f"
            rm "$f"
            """);
        var data = result.Sections["data"];
        Assert.Equal(50 << 20, data.Output.Length);
        Assert.Equal(result.Sections["sum"].OutputText.Split(' ')[0], Convert.ToHexStringLower(SHA256.HashData(data.Output)));
        Assert.Equal(0, data.Status);
        Assert.True(result.BytesReceived > 50 << 20);
    }

    [Fact]
    public async Task Output_on_both_streams_at_once_does_not_jam()
    {
        var result = await Connection.RunAsync("flood() { head -c 5000000 /dev/zero & head -c 5000000 /dev/zero >&2; wait; }; section flood flood");
        Assert.Equal(5000000, result.Sections["flood"].Output.Length);
        Assert.Equal(5000000, result.Sections["flood"].Error.Length);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("yes >&2")]
    public async Task Too_much_output_ends_the_script(string flood)
    {
        var marker = Marker.New();
        var script = new RemoteScript("flood.sh", $"sleep {marker} & sleep 0.5; {flood}") { MaxOutputBytes = 1 << 20 };
        var running = Connection.FailsAsync(ConnectionFailure.OutputTooLarge, script);
        var tree = await RemoteTree.FindAsync(marker);
        var error = await running;
        Assert.Contains("flood.sh", error.Message);
        Assert.Contains("1048576", error.Message);
        await tree.GoneAsync(2, Connection);
    }

    [Fact]
    public async Task The_connection_tells_whom_it_reached()
    {
        var host = Lab.Host("debian");
        var before = DateTimeOffset.UtcNow;
        var result = await Connection.RunAsync("exit 0");
        var facts = result.Connection;
        Assert.Equal(("bashuser", host.Address, (int?)host.Port), (facts.UserName, facts.IPAddress, facts.Port));
        Assert.StartsWith("OpenSSH_9", facts.ServerVersion);
        Assert.Equal("ssh-ed25519", facts.HostKeyAlgorithm);
        Assert.Equal((await HostKeyLines.FingerprintAsync(host.Address)), facts.HostKeyFingerprint);
        Assert.Empty(facts.Warnings);
        Assert.InRange(result.StartedAt, before, DateTimeOffset.UtcNow);
        Assert.InRange(result.TimeToStart, TimeSpan.FromMilliseconds(1), result.Duration);
        Assert.InRange(result.RoundTrip, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
        Assert.True(result.BytesSent > 500);
        Assert.True(result.BytesReceived > 50);
    }

    [Fact]
    public async Task One_connection_serves_many_calls_at_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Connection.RunAsync("section echo echo \"$1\"; exit \"$1\"", i.ToString())));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => (int?)i), results.Select(result => result.ExitCode));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i + "\n"), results.Select(result => result.Sections["echo"].OutputText));
    }
}

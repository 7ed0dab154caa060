using System;
using System.IO;
using System.IO.Pipes;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.OpenSsh.Askpass;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

/// <summary>Secrets over a named pipe, as on Windows: the very program that ssh runs there, asked by a shell in place of ssh.</summary>
public sealed class PipeChannelTests : IDisposable
{
    private const string Secret = "hop'less s3cret";
    private const string Ask = "\"$SSH_ASKPASS\" \"root@fake's password: \"";
    private static readonly HostTarget Target = new("fake", "fake");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("two words 'and' \"quotes\" $HOME `id` \\n !")]
    [InlineData("üñï→😀")]
    [InlineData(" leading and trailing ")]
    [InlineData("back\\slashes\\\\ %PATH% ^& at the end\\")]
    [InlineData("answer")]
    [InlineData("long")]
    public async Task An_answer_is_the_password_and_a_line_feed(string password)
    {
        if (password == "long")
            password = string.Concat(Enumerable.Repeat("0123456789", 20));
        Assert.Equal((0, password + "\n"), await AskAsync(Ask + " && exit 0", password));
    }

    [Theory]
    [InlineData(Ask + "; " + Ask)]
    [InlineData(Ask + "; SSH_ASKPASS_PROMPT=confirm \"$SSH_ASKPASS\" 'Are you sure you want to continue connecting (yes/no)? '")]
    [InlineData(Ask + "; \"$SSH_ASKPASS\" 'Are you sure you want to continue connecting (yes/no/[fingerprint])? '")]
    public async Task Another_question_ends_who_asks(string script) =>
        Assert.Equal((137, Secret + "\n"), await AskAsync(script + "; echo survived")); // an empty answer would have been sent as a password

    [Theory]
    [InlineData("CONTAINEROS_ASKPASS_TOKEN=0123 sh -c '")]
    [InlineData("CONTAINEROS_ASKPASS_TOKEN= sh -c '")]
    [InlineData("sh -c '")] // not the process that was started, such as a jump host's ssh
    public async Task A_stranger_gets_nothing_and_does_not_stand_in_the_way(string stranger) =>
        Assert.Equal((0, $"137\n{Secret}\n"), await AskAsync($"{stranger}{Ask.Replace("'", "")}; echo survived' 2>/dev/null; echo $?; {Ask}; exit 0"));

    [Fact]
    public async Task A_stranger_who_stays_does_not_stand_in_the_way_either()
    {
        using var helper = await HelperAsync();
        await using var stranger = new NamedPipeClientStream(".", helper.Environment["CONTAINEROS_ASKPASS_PIPE"]);
        await stranger.ConnectAsync(TestContext.Current.CancellationToken);
        await stranger.WriteAsync(Encoding.UTF8.GetBytes("wrong 1 secret Password: \0"), TestContext.Current.CancellationToken);
        Assert.Equal(0, await stranger.ReadAsync(new byte[100], TestContext.Current.CancellationToken));
        Assert.Equal((0, Secret + "\n"), await AskAsync(helper, Ask + " && exit 0"));
    }

    [Fact]
    public async Task A_notice_waits_for_no_answer() =>
        Assert.Equal((0, ""), await AskAsync("SSH_ASKPASS_PROMPT=none \"$SSH_ASKPASS\" 'Confirm user presence for key' && exit 0"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_asks_when_the_call_is_over_is_ended(bool waits)
    {
        var helper = await HelperAsync();
        if (!waits)
            helper.Dispose();
        var output = new OutputBuffer();
        using var process = ChildProcess.Start("/bin/sh", ["-c", $"echo begun; {Ask}; echo survived"], output, output, () => { }, helper.Environment);
        if (waits)
        {
            // It is not known yet who may ask: the question waits on a connection beside the listening socket.
            var socket = SocketOf(helper.Environment["CONTAINEROS_ASKPASS_PIPE"]);
            await Eventually.GetAsync(() => File.ReadLines("/proc/net/unix").Count(line => line.EndsWith(socket, StringComparison.Ordinal)) > 1 ? socket : null, "the question");
            helper.Dispose();
        }

        Assert.Equal(137, await process.Completion);
        Assert.Equal("begun\n", HostText.Decode(output.ToArray()));
    }

    [Fact]
    public async Task Fifty_at_once_leave_no_pipe_and_no_thread()
    {
        var helpers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => HelperAsync(Secret + i)));
        var answers = await Task.WhenAll(helpers.Select(helper => AskAsync(helper, Ask + " && exit 0")));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (0, $"{Secret}{i}\n")), answers);
        Assert.All(helpers, helper => Assert.True(File.Exists(SocketOf(helper.Environment["CONTAINEROS_ASKPASS_PIPE"]))));
        Array.ForEach(helpers, helper => helper.Dispose());
        Assert.All(helpers, helper => Assert.False(File.Exists(SocketOf(helper.Environment["CONTAINEROS_ASKPASS_PIPE"]))));
        await Eventually.NoneAsync(() => OwnProcess.Threads().Where(name => name.Contains("quest")).ToArray(), 5);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_leaves_nothing()
    {
        var client = folder.Script("ssh", $"case $1 in -V) echo OpenSSH_9.9p9 >&2; exit;; esac\nenv >{folder.At("env.tmp")} && mv {folder.At("env.tmp")} {folder.At("env")}\nexec sleep 60");
        using var cancel = new CancellationTokenSource();
        using var connection = OpenSsh.OpenPiped(Target, new ConnectionSettings { SshClientPath = client, Password = new NetworkCredential("", Secret).SecurePassword });
        var running = connection.RunAsync(new RemoteScript("test.sh", ":"), null, cancel.Token);
        var lines = await Eventually.GetAsync(() => File.Exists(folder.At("env")) ? File.ReadAllLines(folder.At("env")) : null, "ssh");
        Assert.Contains("SSH_ASKPASS_REQUIRE=force", lines);
        Assert.DoesNotContain(lines, line => line.Contains(Secret));
        var socket = SocketOf(lines.Single(line => line.StartsWith("CONTAINEROS_ASKPASS_PIPE=", StringComparison.Ordinal)).Split('=')[1]);
        Assert.True(File.Exists(socket));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(File.Exists(socket));
    }

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("echo 'not allowed here' >&2; exit 3", "does not run")]
    public async Task A_program_that_cannot_be_used_is_told_before_ssh_is_started(string? program, string problem)
    {
        var client = folder.Script("ssh", $"case $1 in -V) echo OpenSSH_9.9p9 >&2;; *) touch {folder.At("started")};; esac");
        using var connection = new OpenSshConnection(Target, new ConnectionSettings
        {
            SshClientPath = client,
            AskpassProgram = program is null ? folder.At("none") : folder.Script("program", program),
            Password = new NetworkCredential("", Secret).SecurePassword,
        });
        var error = await connection.FailsAsync(ConnectionFailure.TransportUnavailable);
        Assert.Contains(problem, error.Message);
        Assert.False(File.Exists(folder.At("started")));
    }

    [Theory]
    [InlineData("OpenSSH_for_Windows_9.5p1, LibreSSL 3.8.2", null)]
    [InlineData("OpenSSH_for_Windows_8.1p1, LibreSSL 3.0.2", "version 8.6 or newer")]
    [InlineData("OpenSSH_9.8p1, OpenSSL 3.2.2 4 Jun 2024", "Microsoft's OpenSSH does, and no other")] // Git's
    public void Which_ssh_takes_passwords_on_Windows(string version, string? objection)
    {
        var client = OpenSshClient.Find(Target, folder.Script("ssh", $"echo '{version}' >&2"));
        var found = AskpassHelper.Objection(client, isWindows: true);
        Assert.Equal(objection is null, found is null);
        Assert.Contains(objection ?? "", found ?? "");
    }

    private static string SocketOf(string pipe) => Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + pipe); // what .NET makes of a pipe's name on Unix

    private async Task<AskpassHelper> HelperAsync(string password = Secret)
    {
        var client = OpenSshClient.Find(Target, folder.Script("ssh", "echo OpenSSH_9.9p9 >&2"));
        var settings = new ConnectionSettings { AskpassProgram = OpenSsh.AskpassProgram, Password = new NetworkCredential("", password).SecurePassword };
        return await AskpassHelper.CreateAsync(Target, settings, client, folder.At("unused"), TestContext.Current.CancellationToken);
    }

    private async Task<(int ExitCode, string Output)> AskAsync(string script, string password = Secret)
    {
        using var helper = await HelperAsync(password);
        return await AskAsync(helper, script);
    }

    private static async Task<(int ExitCode, string Output)> AskAsync(AskpassHelper helper, string script)
    {
        var output = new OutputBuffer();
        using var process = ChildProcess.Start("/bin/sh", ["-c", script], output, output, () => { }, helper.Environment);
        helper.Expect(process);
        return (await process.Completion, HostText.Decode(output.ToArray()));
    }
}

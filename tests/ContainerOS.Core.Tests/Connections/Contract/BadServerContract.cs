using System.Buffers.Binary;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>What answers is no SSH server, or a bad one: the right error, soon, and nothing that a terminal acts upon.</summary>
public abstract class BadServerContract(ConnectionFactory open)
{
    private const double ConnectSeconds = 2;

    public static TheoryData<string, ConnectionFailure, byte[]> Greetings => new()
    {
        { "one line of 1 MB", ConnectionFailure.NotSsh, Bytes(new string('x', 1 << 20) + "\r\n") },
        { "1 MB of lines", ConnectionFailure.NotSsh, Bytes(string.Concat(Enumerable.Repeat("welcome to the server\r\n", 45_000))) },
        { "1 MB of zeros", ConnectionFailure.NotSsh, new byte[1 << 20] },
        { "100 kB of terminal escapes", ConnectionFailure.NotSsh, Bytes(string.Concat(Enumerable.Repeat("\u001b[2J\u001b]0;owned\a\r\n", 6_000))) },
        { "SSH version 1", ConnectionFailure.NotSsh, Bytes("SSH-1.5-OldServer_1.2.27\n") },
        { "a telnet login", ConnectionFailure.ConnectTimedOut, Bytes("\u00ff\u00fd\u0018login: ") },
        { "a mail server", ConnectionFailure.NotSsh, Bytes("220 mail.example.com ESMTP Postfix\r\n") },
        { "version, then silence", ConnectionFailure.ConnectTimedOut, Bytes("SSH-2.0-OpenSSH_9.9\r\n") },
        { "version, then garbage", ConnectionFailure.NotSsh, Bytes("SSH-2.0-OpenSSH_9.9\r\nPermission denied (publickey).\r\nREMOTE HOST IDENTIFICATION HAS CHANGED!\r\n") },
        { "our errors as greeting", ConnectionFailure.NotSsh, Bytes("Permission denied (publickey).\r\nHost key verification failed.\r\nAuthenticated to x ([1.2.3.4]:22) using \"none\".\r\n") },
    };

    public static TheoryData<string, ConnectionFailure, string> LastWords => new()
    {
        { "nothing", ConnectionFailure.ConnectionLost, "" },
        { "a line", ConnectionFailure.NotSsh, "go away\r\n" },
        { "OpenSSH's limit of logins", ConnectionFailure.ConnectionLost, "Exceeded MaxStartups\r\n" },
        { "OpenSSH's penalties", ConnectionFailure.ConnectionLost, "Not allowed at this time\r\n" },
        { "our errors", ConnectionFailure.NotSsh, "Permission denied (publickey).\r\nHost key verification failed.\r\n" },
        { "version", ConnectionFailure.ConnectionLost, "SSH-2.0-OpenSSH_9.9\r\n" },
        { "half a version", ConnectionFailure.ConnectionLost, "SSH-2.0-Open" },
    };

    [Theory]
    [MemberData(nameof(Greetings))]
    public async Task Says_and_waits(string what, ConnectionFailure expected, byte[] greeting)
    {
        await using var server = BadServer.Saying(greeting);
        await CheckAsync(server.Target, expected, what);
    }

    [Theory]
    [MemberData(nameof(LastWords))]
    public async Task Says_and_hangs_up(string what, ConnectionFailure expected, string greeting)
    {
        await using var server = BadServer.SayingThenClosing(Bytes(greeting));
        await CheckAsync(server.Target, expected, what);
    }

    [Fact]
    public async Task A_web_server()
    {
        await using var server = new BadServer(async (stream, token) =>
        {
            await stream.ReadAtLeastAsync(new byte[10], 10, cancellationToken: token);
            await stream.WriteAsync(Bytes("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n400 Bad Request"), token);
        });
        await CheckAsync(server.Target, ConnectionFailure.NotSsh, "HTTP");
    }

    [Fact]
    public async Task Silence()
    {
        await using var server = BadServer.Silent();
        var error = await CheckAsync(server.Target, ConnectionFailure.ConnectTimedOut, "silent");
        Assert.Contains("says nothing", error.Message + error.Remedy);
    }

    [Fact]
    public async Task One_byte_at_a_time()
    {
        await using var server = new BadServer(async (stream, token) =>
        {
            foreach (var letter in Bytes("SSH-2.0-OpenSSH_9.9 is what this server is going to say\r\n"))
            {
                await stream.WriteAsync(new[] { letter }, token);
                await Task.Delay(1000, token);
            }
        });
        await CheckAsync(server.Target, ConnectionFailure.ConnectTimedOut, "trickle");
    }

    [Fact]
    public async Task Endless_lines_before_the_version()
    {
        await using var server = new BadServer(async (stream, token) =>
        {
            while (true)
            {
                await stream.WriteAsync(Bytes("one moment please\r\n"), token);
                await Task.Delay(200, token);
            }
        });
        await CheckAsync(server.Target, ConnectionFailure.NotSsh, "lines");
    }

    // SSH lets a server send text before it has shown who it is: more lines in it must not pass for the client's own words.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Forged_messages(byte messageType)
    {
        const string Forged = "hello\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\nOffending ED25519 key in /etc/hostname:1\r\n  ssh-keygen -f x -R y; touch /tmp/owned\r\n"
            + "Authenticated to x ([9.9.9.9]:22) using \"none\".\r\ndebug1: client_input_channel_req: channel 0 rtype exit-status reply 0\r\nHost key verification failed.\r\n\u001b[31m";
        var text = new byte[4 + Forged.Length];
        BinaryPrimitives.WriteInt32BigEndian(text, Forged.Length);
        Bytes(Forged).CopyTo(text, 4);
        byte[] head = messageType == 1 ? [1, 0, 0, 0, 2] : [4, 1];
        await using var server = BadServer.SayingThenClosing([.. Bytes("SSH-2.0-Evil\r\n"), .. Packet([.. head, .. text, 0, 0, 0, 0])]);
        var error = await CheckAsync(server.Target, ConnectionFailure.ConnectionLost, "forged");
        Assert.DoesNotContain("owned", error.Message + error.Remedy);
    }

    [Fact]
    public async Task A_refused_port() =>
        await CheckAsync(new HostTarget("badhost", "127.0.0.1", BadServer.ClosedPort()), ConnectionFailure.ConnectionRefused, "refused");

    [Theory]
    [InlineData("nosuch.invalid")]
    [InlineData("nosuch")]
    [InlineData("a..b")]
    [InlineData("999.1.1.1")]
    [InlineData("ünï.invalid")]
    public async Task A_name_that_does_not_resolve(string name) =>
        await CheckAsync(new HostTarget(name, name), ConnectionFailure.HostUnreachable, name);

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    public async Task The_connect_timeout_is_kept(double seconds)
    {
        await using var server = BadServer.Silent();
        using var connection = open(server.Target, LabLogin.Stranger(seconds));
        await Expect.WithinAsync(seconds + 1.5, () => connection.FailsAsync(ConnectionFailure.ConnectTimedOut));
    }

    private async Task<HostConnectionException> CheckAsync(HostTarget target, ConnectionFailure expected, string what)
    {
        using var connection = open(target, LabLogin.Stranger(ConnectSeconds));
        HostConnectionException? error = null;
        await Expect.WithinAsync(ConnectSeconds + 1.5, async () => error = await connection.FailsAsync(expected));
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {error!.Message}. {error.Remedy}");
        return error!;
    }

    // The SSH binary packet protocol before any encryption: length, padding length, payload, padding up to a multiple of 8.
    private static byte[] Packet(byte[] payload)
    {
        var padding = 16 - ((5 + payload.Length) % 8);
        var packet = new byte[5 + payload.Length + padding];
        BinaryPrimitives.WriteInt32BigEndian(packet, 1 + payload.Length + padding);
        packet[4] = (byte)padding;
        payload.CopyTo(packet, 5);
        return packet;
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}

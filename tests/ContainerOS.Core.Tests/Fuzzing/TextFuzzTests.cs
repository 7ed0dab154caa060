using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Commands;
using ContainerOS.Connections;
using ContainerOS.Connections.Testing;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>What users type, what commands print, and the cleaning of text itself.</summary>
public sealed class TextFuzzTests
{
    [Fact]
    public void Targets_are_hosts_or_mistakes_told() => Fuzz.Text("targets", 10000, ["web1", "core@web1:2222", "[fe80::1%eth0]:22", "ssh://bob@10.0.0.7:22/", "a@b@web1", "2001:db8::1"], ["@", ":", "[", "]", "%", "ssh://", "-", "*", "::"], (text, _) =>
    {
        try
        {
            var target = HostTarget.Parse(text);
            foreach (var shown in new[] { target.ComputerName, target.Address, target.UserName, target.ToString() })
                Fuzz.IsShowable(shown);
            Assert.InRange(target.Address.Length, 1, 255);
            Assert.True(target.Port is null or (>= 1 and <= 65535));
            Assert.False(target.Address.StartsWith('-') || target.UserName?.StartsWith('-') == true);
            Assert.DoesNotContain(target.Address, char.IsWhiteSpace);
            Assert.Contains(target.Address, text, StringComparison.OrdinalIgnoreCase);
        }
        catch (HostTargetException mistake)
        {
            Fuzz.IsShowable(mistake.Message, 1000);
        }
    });

    [Fact]
    public void Cleaned_text_is_safe_and_the_rest_as_it_was() => Fuzz.Text("text", 6000, ["photon-machine", "Fedora CoreOS 40 – “stable” 🦊", "a\tb\nc\r\n", "é\u0301\u200d👩‍🚀"], [], (text, random) =>
    {
        // Also halves of pairs, which no decoder leaves but a cut in the middle does.
        var cut = text[..random.Next(text.Length + 1)];
        var clean = HostText.Clean(cut);
        Fuzz.IsShowable(clean);
        Assert.Equal(clean, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)));
        if (cut.All(c => c is >= ' ' and < '\u007f'))
            Assert.Equal(cut, clean);
        Assert.True(HostText.FirstLine(cut).IndexOf('\n') < 0);
    });

    [Fact]
    public void Commands_give_what_they_printed() => Fuzz.Bytes("command results", 4000, ["two\nlines\n"u8.ToArray(), "dos\r\n"u8.ToArray(), []], [], (bytes, random) =>
    {
        int? status = random.Next(4) == 0 ? null : random.Next(256);
        var command = RemoteCommand.FromCommandLine(HostText.Decode(bytes).Replace("\0", ""), []);
        Fuzz.IsShowable(command.Display);
        command.AsBytes = random.Next(2) == 0;
        var connection = new Canned(new ScriptSection("run", bytes, bytes, status));
        if (status is null)
        {
            Assert.Equal(ConnectionFailure.ConnectionLost, Assert.Throws<HostConnectionException>(() => Run(command, connection)).Failure);
            return;
        }

        var result = Run(command, connection);
        Assert.Equal(status, result.ExitCode);
        if (command.AsBytes)
            Assert.Same(bytes, result.StdOut);
        else
            Assert.Equal(HostText.Decode(bytes), (string)result.StdOut + HostText.Decode(bytes)[((string)result.StdOut).Length..]);
        Fuzz.IsShowable(result.ToString());
    });

    [Fact]
    public void Connection_tests() => Fuzz.Text("connection tests", 5000, ["1795372380.858185767\n", "0\n", "1000\n", "1795372380\n"], ["\u0661", "."], (text, random) =>
    {
        ScriptSection Section(string name) => new(name, Encoding.UTF8.GetBytes(text), [], random.Next(3) == 0 ? null : 0);
        var (clock, user) = (Section("clock"), Section("user"));
        var test = ConnectionProbe.RunAsync(new Canned(clock, user), null, CancellationToken.None).GetAwaiter().GetResult();
        Assert.True(test.Ok);
        Assert.Equal(user.IsComplete ? text.Trim() == "0" : null, test.CanElevate);
        Assert.True(clock.IsComplete || test.ClockSkew is null);
        Fuzz.IsShowable(test.ToString());
    });

    private static CommandResult Run(RemoteCommand command, IHostConnection connection) => command.RunAsync(connection, null, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>A host with one answer.</summary>
    private sealed class Canned(params ScriptSection[] sections) : IHostConnection
    {
        public HostTarget Target { get; } = new("web1", "web1");

        public Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
        {
            var content = new FrameContent { IsStarted = true };
            foreach (var section in sections)
                content.Sections[section.Name] = section;
            return Task.FromResult(new ScriptResult(content, new ConnectionFacts()) { StartedAt = DateTimeOffset.UtcNow });
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Passwords;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>Answers the questions of one ssh call: a folder for this user only, with the helper that ssh runs and two pipes to talk to it.</summary>
/// <remarks>The folder's random name is the token; it is good for one call, and no secret is ever in the folder. The environment holds its path alone.</remarks>
internal sealed class AskpassHelper : IDisposable
{
    /// <summary>The first version that can be made to ask a program although there is a terminal.</summary>
    public static readonly Version Minimum = new(8, 4);

    // The first version that marks the server's own prompts.
    private static readonly Version MinimumForBoth = new(8, 5);

    private const string Setup = "umask 077; mkdir -- \"$1\" && mkfifo -- \"$1/question\" \"$1/answer\" && printf '%s' \"$2\" >\"$1/ask\" && chmod 700 \"$1/ask\" && \"$1/ask\"";
    private const int LongestSecret = 1023; // what ssh reads from a helper
    private const int LongestQuestion = 8192;
    private static readonly TimeSpan SetupTime = TimeSpan.FromSeconds(10);
    private static readonly Lazy<string> Script = new(() => RemoteScript.Embedded("askpass.sh"));
    private readonly string folder;
    private readonly ConnectionSettings settings;
    private readonly TaskCompletionSource<int> client = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FileStream question;
    private readonly FileStream answer;
    private volatile bool isOver;

    private AskpassHelper(string folder, ConnectionSettings settings, ChangeDialogue? change)
    {
        this.folder = folder;
        this.settings = settings;
        Dialogue = new AskpassDialogue(settings, change);
        question = Open("question"); // for reading and writing: neither waits for the other side
        answer = Open("answer");
        new Thread(Serve, 256 * 1024) { IsBackground = true, Name = "ContainerOS ssh questions" }.Start();
    }

    public AskpassDialogue Dialogue { get; }

    /// <summary>What ssh must find in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["SSH_ASKPASS"] = Path.Combine(folder, "ask"),
        ["SSH_ASKPASS_REQUIRE"] = "force",
    };

    /// <summary>Whether these settings hold a secret that ssh will ask for.</summary>
    public static bool IsNeeded(ConnectionSettings settings) => settings.Password is not null || (settings.KeyPassphrase is not null && settings.KeyFilePath is not null);

    /// <summary>Makes the folder.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    /// <param name="client">The ssh client.</param>
    /// <param name="folder">Where; nothing may be there yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="change">What answers when the password is to be changed within the login; null to log in only.</param>
    /// <exception cref="HostConnectionException">TransportUnavailable: this ssh, or this machine, cannot do it.</exception>
    public static async Task<AskpassHelper> CreateAsync(HostTarget target, ConnectionSettings settings, OpenSshClient client, string folder, CancellationToken cancellationToken, ChangeDialogue? change = null)
    {
        Check(target, settings, client);
        var made = await OpenSshProgram.RunAsync(target, "/bin/sh", ["-c", Setup, "sh", folder, Script.Value], SetupTime, cancellationToken).ConfigureAwait(false);
        try
        {
            if (made.ExitCode == 0)
                return new AskpassHelper(folder, settings, change);
            throw new IOException(FailureText.LastLine(made.Error));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Delete(folder);
            throw Unavailable(target, "the helper that gives ssh its password could not be made: " + error.Message,
                "Check that the folder for temporary files (TMPDIR) exists, has room and lets programs run: it may be mounted with 'noexec'.");
        }
    }

    /// <summary>Tells which process may ask.</summary>
    public void Expect(ChildProcess process) => client.TrySetResult(process.Id);

    public void Dispose()
    {
        isOver = true;
        client.TrySetCanceled();
        question.WriteByte(0); // wakes the reader, which closes the pipes
        Delete(folder);
    }

    private static void Check(HostTarget target, ConnectionSettings settings, OpenSshClient client)
    {
        const string Otherwise = "or use -Transport SshNet with the host's own address, or log in with a key of your agent.";
        var minimum = settings.Password is not null && settings.KeyPassphrase is not null ? MinimumForBoth : Minimum;
        if (client.Version < minimum)
            throw Unavailable(target, $"the ssh client {client.Path} takes no password or passphrase from a program ({client.Description}); version {minimum} or newer is needed", "Update the OpenSSH client, " + Otherwise);
        if (Path.DirectorySeparatorChar == '\\')
            throw Unavailable(target, "on Windows the OpenSSH connection takes no password or passphrase yet", "Start an agent for the key, " + Otherwise);
        if (IsTooLong(settings.Password) || IsTooLong(settings.KeyPassphrase))
            throw Unavailable(target, $"ssh takes no password or passphrase of more than {LongestSecret} bytes", "Use -Transport SshNet with the host's own address.");
    }

    private static bool IsTooLong(SecureString? secret)
    {
        if (secret is null)
            return false;
        var bytes = SecretBytes.Of(secret);
        Array.Clear(bytes, 0, bytes.Length);
        return bytes.Length > LongestSecret;
    }

    private static HostConnectionException Unavailable(HostTarget target, string problem, string remedy) => new(ConnectionFailure.TransportUnavailable, target, problem, remedy);

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private FileStream Open(string name) => new(Path.Combine(folder, name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);

    private void Serve()
    {
        using var first = question;
        using var second = answer; // at its end the helper ends ssh
        try
        {
            for (var text = Read(); !isOver; text = Read())
                Reply(AskpassQuestion.Parse(text) is { } asked && Client() is int id ? Dialogue.Decide(asked, id) : AskpassVerdict.Refuse);
        }
        catch (IOException)
        {
            // The pipes broke; ssh's log says what became of the login.
        }
    }

    private int? Client()
    {
        try
        {
            return client.Task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return null; // the call ended before ssh was started
        }
    }

    private string Read()
    {
        var text = new MemoryStream();
        int letter;
        while ((letter = question.ReadByte()) > 0)
        {
            if (text.Length < LongestQuestion)
                text.WriteByte((byte)letter);
        }

        return HostText.Decode(text.ToArray());
    }

    private void Reply(AskpassVerdict verdict)
    {
        SecureString? secret = verdict switch
        {
            AskpassVerdict.Password => settings.Password,
            AskpassVerdict.Passphrase => settings.KeyPassphrase,
            AskpassVerdict.Change => Dialogue.ChangeAnswer,
            _ => null,
        };
        if (secret is null)
        {
            Write(verdict == AskpassVerdict.Skip ? "skip\n" : "refuse\n");
            return;
        }

        var bytes = SecretBytes.Of(secret);
        Write("answer\n");
        answer.Write(bytes, 0, bytes.Length);
        Array.Clear(bytes, 0, bytes.Length);
        Write("\n");
    }

    private void Write(string text)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        answer.Write(bytes, 0, bytes.Length);
    }
}

using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Passwords;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>Answers the questions of one ssh call.</summary>
internal sealed class AskpassHelper : IDisposable
{
    /// <summary>What else to do, behind a first proposal and a comma.</summary>
    public const string Otherwise = "or use -Transport SshNet with the host's own address, or log in with a key of your agent.";

    private const int LongestSecret = 1023; // what ssh reads from a helper

    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';
    private static readonly Version Minimum = new(8, 4); // the first that can be made to ask a program although there is a terminal
    private static readonly Version MinimumForBoth = new(8, 5); // the first that marks the server's own prompts
    private static readonly Version MinimumForWindows = new(8, 6); // Microsoft's first with either
    private readonly ConnectionSettings settings;
    private readonly IAskpassChannel channel;
    private readonly TaskCompletionSource<int> client = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AskpassHelper(IAskpassChannel channel, ConnectionSettings settings, ChangeDialogue? change)
    {
        this.channel = channel;
        this.settings = settings;
        Dialogue = new AskpassDialogue(settings, change);
        new Thread(Serve, 256 * 1024) { IsBackground = true, Name = "ContainerOS ssh questions" }.Start();
    }

    public AskpassDialogue Dialogue { get; }

    /// <summary>What ssh must find in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => channel.Environment;

    /// <summary>Whether these settings hold a secret that ssh will ask for.</summary>
    public static bool IsNeeded(ConnectionSettings settings) => settings.Password is not null || (settings.KeyPassphrase is not null && settings.KeyFilePath is not null);

    /// <summary>Opens the way for the questions.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    /// <param name="client">The ssh client.</param>
    /// <param name="folder">Where a folder may be made; nothing may be there yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="change">What answers when the password is to be changed within the login; null to log in only.</param>
    /// <exception cref="HostConnectionException">TransportUnavailable: this ssh, or this machine, cannot do it.</exception>
    public static async Task<AskpassHelper> CreateAsync(HostTarget target, ConnectionSettings settings, OpenSshClient client, string folder, CancellationToken cancellationToken, ChangeDialogue? change = null)
    {
        Check(target, settings, client);
        var program = settings.AskpassProgram ?? AskpassProgram.Installed;
        IAskpassChannel channel = program is null
            ? await FolderChannel.CreateAsync(target, folder, cancellationToken).ConfigureAwait(false)
            : await PipeChannel.CreateAsync(target, program, cancellationToken).ConfigureAwait(false);
        return new AskpassHelper(channel, settings, change);
    }

    /// <summary>Why this ssh takes no password or passphrase from a program; null when it does.</summary>
    /// <param name="client">The ssh client.</param>
    /// <param name="isWindows">Whether this is Windows.</param>
    /// <param name="isBoth">Whether it is to take both in one call.</param>
    public static string? Objection(OpenSshClient client, bool isWindows, bool isBoth = false)
    {
        var problem = $"the ssh client {client.Path} takes no password or passphrase from a program ({client.Description}); ";
        if (isWindows && !client.IsForWindows)
            return problem + "on Windows Microsoft's OpenSSH does, and no other";
        var minimum = isWindows ? MinimumForWindows : isBoth ? MinimumForBoth : Minimum;
        return client.Version < minimum ? problem + $"version {minimum} or newer is needed" : null;
    }

    /// <summary>Why this machine gives ssh no password or passphrase; null when it does.</summary>
    /// <param name="client">The ssh client.</param>
    public static string? Objection(OpenSshClient client) =>
        Objection(client, IsWindows) ?? (AskpassProgram.Installed is { } program ? AskpassProgram.Objection(program) : null);

    /// <summary>Tells which process may ask.</summary>
    public void Expect(ChildProcess process) => client.TrySetResult(process.Id);

    public void Dispose()
    {
        client.TrySetCanceled();
        channel.Close();
    }

    private static void Check(HostTarget target, ConnectionSettings settings, OpenSshClient client)
    {
        var isBoth = settings.Password is not null && settings.KeyPassphrase is not null;
        if (Objection(client, IsWindows, isBoth) is { } problem)
            throw Unavailable(target, problem, (IsWindows ? @"Update Windows' OpenSSH client, and put %SystemRoot%\System32\OpenSSH before others on the PATH, " : "Update the OpenSSH client, ") + Otherwise);
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

    private void Serve()
    {
        try
        {
            channel.Serve((text, to) => Reply(AskpassQuestion.Parse(text) is { } asked && Client() is int id ? Dialogue.Decide(asked, id) : AskpassVerdict.Refuse, to));
        }
        catch (Exception error) when (error is IOException or Win32Exception)
        {
            // The channel broke; ssh's log says what became of the login.
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

    private void Reply(AskpassVerdict verdict, Stream to)
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
            Write(to, verdict == AskpassVerdict.Skip ? "skip\n" : "refuse\n");
            return;
        }

        var bytes = SecretBytes.Of(secret);
        try
        {
            Write(to, "answer\n");
            to.Write(bytes, 0, bytes.Length);
            Write(to, "\n");
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }
    }

    private static void Write(Stream to, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        to.Write(bytes, 0, bytes.Length);
    }
}

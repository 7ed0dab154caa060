using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>On Unix: a folder for this user only, with the helper that ssh runs and two pipes to talk to it.</summary>
/// <remarks>The folder's random name is the token; it is good for one call, and no secret is ever in the folder. The environment holds its path alone.</remarks>
internal sealed class FolderChannel : IAskpassChannel
{
    private const string Setup = "umask 077; mkdir -- \"$1\" && mkfifo -- \"$1/question\" \"$1/answer\" && printf '%s' \"$2\" >\"$1/ask\" && chmod 700 \"$1/ask\" && \"$1/ask\"";
    private static readonly TimeSpan SetupTime = TimeSpan.FromSeconds(10);
    private static readonly Lazy<string> Script = new(() => RemoteScript.Embedded("askpass.sh"));
    private readonly string folder;
    private readonly FileStream question;
    private readonly FileStream answer;
    private volatile bool isOver;

    private FolderChannel(string folder)
    {
        this.folder = folder;
        question = Open("question"); // for reading and writing: neither waits for the other side
        answer = Open("answer");
    }

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["SSH_ASKPASS"] = Path.Combine(folder, "ask"),
        ["SSH_ASKPASS_REQUIRE"] = "force",
    };

    /// <summary>Makes the folder.</summary>
    /// <param name="target">The host.</param>
    /// <param name="folder">Where; nothing may be there yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HostConnectionException">TransportUnavailable: this machine cannot do it.</exception>
    public static async Task<FolderChannel> CreateAsync(HostTarget target, string folder, CancellationToken cancellationToken)
    {
        var made = await OpenSshProgram.RunAsync(target, "/bin/sh", ["-c", Setup, "sh", folder, Script.Value], SetupTime, cancellationToken).ConfigureAwait(false);
        try
        {
            if (made.ExitCode == 0)
                return new FolderChannel(folder);
            throw new IOException(FailureText.LastLine(made.Error));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Delete(folder);
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, "the helper that gives ssh its password could not be made: " + error.Message,
                "Check that the folder for temporary files (TMPDIR) exists, has room and lets programs run: it may be mounted with 'noexec'.");
        }
    }

    public void Serve(Action<string, Stream> reply)
    {
        using var first = question;
        using var second = answer; // at its end the helper ends ssh
        for (var text = Read(); !isOver; text = Read())
            reply(text, answer);
    }

    public void Close()
    {
        isOver = true;
        question.WriteByte(0); // wakes the reader, which closes the pipes
        Delete(folder);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private string Read()
    {
        var text = new MemoryStream();
        int letter;
        while ((letter = question.ReadByte()) > 0)
        {
            if (text.Length < AskpassQuestion.Longest)
                text.WriteByte((byte)letter);
        }

        return HostText.Decode(text.ToArray());
    }

    private FileStream Open(string name) => new(Path.Combine(folder, name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
}

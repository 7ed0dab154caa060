using System;
using System.IO;
using System.IO.Pipes;
using System.Linq;
using System.Security.Principal;
using System.Text;

namespace ContainerOS.Asking;

/// <summary>What ssh runs to ask a question (SSH_ASKPASS): hands it to ContainerOS over a named pipe and prints the answer.</summary>
/// <remarks>The environment names the pipe and has the token of this one call; the secret comes through the pipe and leaves by stdout alone.</remarks>
internal static class Program
{
    private const int Refused = 1;
    private const int ConnectMilliseconds = 5000; // the pipe may be made anew, after another question
    private const int LongestReply = 2048; // ssh reads 1023 bytes
    private const string Answer = "answer\n";

    private static int Main(string[] arguments)
    {
        var pipe = Environment.GetEnvironmentVariable("CONTAINEROS_ASKPASS_PIPE");
        var hint = Environment.GetEnvironmentVariable("SSH_ASKPASS_PROMPT") ?? "secret";
        if (pipe is null || hint == "none")
            return 0; // a try whether the program runs, or a notice that waits for no answer
        using var asker = new Asker();
        var token = Environment.GetEnvironmentVariable("CONTAINEROS_ASKPASS_TOKEN");
        var reply = new byte[LongestReply];
        try
        {
            // An ssh that finds no blank in a prompt hands it over without quotes.
            var length = Ask(pipe, $"{token} {asker.Id} {hint} {string.Join(" ", arguments)}", reply);
            switch (Encoding.ASCII.GetString(reply, 0, Array.IndexOf(reply, (byte)'\n') + 1))
            {
                case Answer:
                    StandardOutput.Write(reply, Answer.Length, length - Answer.Length);
                    return 0;
                case "skip\n":
                    return Refused;
            }
        }
        catch (Exception error) when (error is IOException or TimeoutException or UnauthorizedAccessException)
        {
            // ContainerOS has gone.
        }
        finally
        {
            Array.Clear(reply, 0, reply.Length);
        }

        asker.End();
        return Refused;
    }

    /// <summary>Sends the question and reads the reply: a line, and one more with the answer.</summary>
    private static int Ask(string name, string question, byte[] reply)
    {
        using var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.None, TokenImpersonationLevel.Anonymous);
        pipe.Connect(ConnectMilliseconds);
        var bytes = Encoding.UTF8.GetBytes(question + "\0");
        pipe.Write(bytes, 0, bytes.Length);
        var length = 0;
        while (!IsComplete(reply, length))
        {
            var read = pipe.Read(reply, length, reply.Length - length);
            if (read == 0)
                throw new EndOfStreamException();
            length += read;
        }

        return length;
    }

    private static bool IsComplete(byte[] reply, int length) => reply.Take(length).Count(letter => letter == '\n') == (reply[0] == Answer[0] ? 2 : 1);
}

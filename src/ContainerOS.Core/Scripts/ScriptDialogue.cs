using System.Security;
using System.Text;
using ContainerOS.Connections;

namespace ContainerOS.Scripts;

/// <summary>The host asks, the client answers: sudo for its password, then the shell for the program, then the program for its secrets.</summary>
/// <remarks>
/// Each ask carries a random mark of this call, comes in this order only, and is answered once. So a password goes to nobody but sudo, and sudo gets
/// nothing but a password. Once the last answer is given nothing that the host prints is an ask any more.
/// </remarks>
/// <param name="call">The call.</param>
/// <param name="sudoPassword">The password for sudo; null where the call was made without one.</param>
/// <param name="input">What takes the answers.</param>
internal sealed class ScriptDialogue(ScriptCall call, SecureString? sudoPassword, ScriptInput input)
{
    private readonly object gate = new();
    private bool programSent = call.Program is null;
    private int secretsSent;
    private int outputRead;
    private int errorRead;
    private volatile bool isOver;

    /// <summary>sudo asked for the password, and has got it.</summary>
    public bool IsPasswordSent { get; private set; }

    /// <summary>sudo asked again: the password was wrong, or is not what it wants.</summary>
    public bool IsPasswordRefused { get; private set; }

    /// <summary>The shell that is to run the program has not asked for it.</summary>
    public bool IsElevating => !programSent;

    /// <summary>Looks for asks and answers them. To be called after each piece of output, on any thread.</summary>
    public void Look(OutputBuffer output, OutputBuffer error)
    {
        if (isOver)
            return;
        lock (gate)
        {
            while (!isOver && (AnswerSudo(error) || AnswerShell(output)))
            {
                // There may be more.
            }
        }
    }

    /// <summary>The caller has given up: nothing is answered any more, whatever the end of stdin makes the host ask.</summary>
    public void End() => isOver = true;

    private bool AnswerSudo(OutputBuffer error)
    {
        if (programSent || sudoPassword is null || !Find(error, call.SudoPrompt, ref errorRead))
            return false;
        if (!IsPasswordSent)
        {
            IsPasswordSent = true;
            input.Write(() => SecretText.EncodedLine(sudoPassword));
            return true;
        }

        IsPasswordRefused = isOver = true;
        input.Close(); // sudo is ended at once, and no further attempt counts
        return true;
    }

    private bool AnswerShell(OutputBuffer output)
    {
        var secrets = call.Script.Secrets;
        if (!programSent)
        {
            if (!Find(output, call.ProgramAsk, ref outputRead))
                return false;
            programSent = true;
            input.Write(() => Encoding.ASCII.GetBytes(call.Program + "\n"));
        }
        else if (secretsSent < secrets.Count)
        {
            if (!Find(output, call.SecretAsk(secretsSent + 1), ref outputRead))
                return false;
            var secret = secrets[secretsSent++];
            call.Script.SecretSent?.Invoke();
            input.Write(() => SecretText.EncodedLine(secret));
        }

        isOver = programSent && secretsSent == secrets.Count;
        return !isOver;
    }

    /// <summary>Searches on where the last search ended.</summary>
    internal static bool Find(OutputBuffer buffer, string ask, ref int from)
    {
        var needle = Encoding.ASCII.GetBytes(ask);
        var start = from;
        var end = -1;
        var length = 0;
        buffer.Any((bytes, count) =>
        {
            var at = FrameParser.IndexOf(bytes, count, needle, start);
            end = at < 0 ? -1 : at + needle.Length;
            length = count;
            return at >= 0;
        });
        from = end >= 0 ? end : System.Math.Max(start, length - needle.Length + 1);
        return end >= 0;
    }
}

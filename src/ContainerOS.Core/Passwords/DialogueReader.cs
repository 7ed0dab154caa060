using System;
using System.Globalization;
using System.Text;

namespace ContainerOS.Passwords;

/// <summary>Cuts the text stream of a program into lines, which the dialogue hears, and the last line without an end, which may be a prompt.</summary>
internal sealed class DialogueReader(ChangeDialogue dialogue, string? mark)
{
    private readonly Decoder decoder = new UTF8Encoding(false, throwOnInvalidBytes: false).GetDecoder();
    private readonly StringBuilder tail = new();

    /// <summary>The program itself has begun; without a mark all belongs to it.</summary>
    public bool IsStarted { get; private set; } = mark is null;

    /// <summary>The program's exit code; null when it has not ended, or without a mark.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>What stands at the end without a line end.</summary>
    public string Tail => IsStarted ? tail.ToString() : "";

    public void Read(byte[] bytes)
    {
        var letters = new char[decoder.GetCharCount(bytes, 0, bytes.Length)];
        decoder.GetChars(bytes, 0, bytes.Length, letters, 0);
        foreach (var letter in letters)
        {
            if (letter != '\n')
            {
                tail.Append(letter);
                continue;
            }

            ReadLine(tail.ToString().TrimEnd('\r'));
            tail.Clear();
        }
    }

    /// <summary>The prompt has been answered: what follows is a line of its own, whether or not an end of line is echoed.</summary>
    public void Answered() => tail.Clear();

    private void ReadLine(string line)
    {
        if (mark is not null && line.StartsWith(mark, StringComparison.Ordinal))
        {
            var words = line.Split(' ');
            IsStarted = true;
            if (words.Length == 3 && words[1] == "exit" && int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                ExitCode = code;
        }
        else if (IsStarted && ExitCode is null)
        {
            dialogue.Hear(line);
        }
    }
}

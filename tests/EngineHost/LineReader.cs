using System;
using System.Management.Automation;
using System.Text;

namespace ContainerOS.EngineHosting;

/// <summary>Reads one line from the terminal, key by key, so that Ctrl+C ends it at once.</summary>
internal static class LineReader
{
    /// <summary>The line; null at the end of input (Ctrl+D).</summary>
    /// <param name="mask">What to show for every character typed, for secrets.</param>
    /// <exception cref="PipelineStoppedException">Ctrl+C was pressed.</exception>
    public static string? Read(char? mask = null)
    {
        var line = new StringBuilder();
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                switch (key.Key)
                {
                    case ConsoleKey.Enter:
                        return line.ToString();
                    case ConsoleKey.C when control:
                        throw new PipelineStoppedException();
                    case ConsoleKey.D when control && line.Length == 0:
                        return null;
                    case ConsoleKey.U when control:
                        Erase(line, line.Length);
                        break;
                    case ConsoleKey.Backspace when line.Length > 0:
                        Erase(line, 1);
                        break;
                    default:
                        if (char.IsControl(key.KeyChar))
                            break;
                        line.Append(key.KeyChar);
                        Console.Write(mask ?? key.KeyChar);
                        break;
                }
            }
        }
        finally
        {
            Console.WriteLine();
            Console.TreatControlCAsInput = false;
        }
    }

    private static void Erase(StringBuilder line, int count)
    {
        line.Length -= count;
        for (; count > 0; count--)
            Console.Write("\b \b");
    }
}

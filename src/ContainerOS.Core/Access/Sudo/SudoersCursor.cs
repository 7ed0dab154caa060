using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerOS.Access.Sudo;

/// <summary>Reads a line of sudo's rules from left to right.</summary>
internal sealed class SudoersCursor(string line)
{
    private int at;

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd
    {
        get
        {
            SkipBlanks();
            return at == line.Length;
        }
    }

    /// <summary>Whether a character comes next.</summary>
    public bool IsNext(char wanted)
    {
        SkipBlanks();
        return at < line.Length && line[at] == wanted;
    }

    /// <summary>Takes one character, if it comes next.</summary>
    public bool Take(char wanted)
    {
        if (!IsNext(wanted))
            return false;
        at++;
        return true;
    }

    /// <summary>Takes what a pattern finds next; null when it finds nothing.</summary>
    public Match? Take(Regex pattern)
    {
        SkipBlanks();
        var match = pattern.Match(line, at);
        if (!match.Success || match.Index != at)
            return null;
        at += match.Length;
        return match;
    }

    /// <summary>Takes exclamation marks.</summary>
    /// <returns>Whether their number is odd.</returns>
    public bool TakeNegation()
    {
        var negated = false;
        while (Take('!'))
            negated = !negated;
        return negated;
    }

    /// <summary>Takes a list with commas: accounts, groups, hosts or aliases.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public IReadOnlyList<SudoItem> TakeList()
    {
        var items = new List<SudoItem>();
        do
        {
            var negated = TakeNegation();
            items.Add(new SudoItem(TakeWord(), negated));
        }
        while (Take(','));
        return items;
    }

    /// <summary>Takes a word.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public string TakeWord()
    {
        SkipBlanks();
        var (word, begin) = (new StringBuilder(), at);
        for (; at < line.Length && line[at] is not (' ' or '\t' or ',' or '=' or '(' or ')' or '!' or '>'); at++)
        {
            // %:name is a group from elsewhere.
            if (line[at] == ':' && !(at == begin + 1 && line[begin] == '%'))
                break;
            if (line[at] == '"')
            {
                var end = line.IndexOf('"', at + 1);
                if (end < 0)
                    throw new FormatException("a quote is not closed");
                word.Append(line, at + 1, end - at - 1);
                at = end;
            }
            else
            {
                if (line[at] == '\\' && at + 1 < line.Length)
                    at++;
                word.Append(line[at]);
            }
        }

        return word.Length > 0 ? word.ToString() : throw new FormatException(at == line.Length ? "it ends too early" : $"'{line[at]}' stands where a name is wanted");
    }

    /// <summary>Takes a command with its arguments.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public string TakeCommand()
    {
        SkipBlanks();
        var begin = at;
        if (at < line.Length && line[at] == '^')
        {
            var end = line.IndexOf('$', at);
            at = end < 0 ? throw new FormatException("a regular expression does not end") : end + 1;
        }

        for (; at < line.Length && line[at] is not (',' or ':' or '='); at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length)
                at++;
        }

        var command = line.Substring(begin, at - begin).Trim();
        if (command.Length > 0 && (command[0] is '/' or '^' || Regex.IsMatch(command, @"^(sudoedit|list)\b|^[A-Z][A-Z0-9_]*$", RegexOptions.CultureInvariant)))
            return command;
        throw new FormatException(command.Length == 0 ? "there is no command" : "what stands for the command is none");
    }

    private void SkipBlanks()
    {
        while (at < line.Length && line[at] is ' ' or '\t')
            at++;
    }
}

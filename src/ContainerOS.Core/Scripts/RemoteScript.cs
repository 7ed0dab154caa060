using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;

namespace ContainerOS.Scripts;

/// <summary>A POSIX sh script with its arguments: what a host is asked to do, in one round trip.</summary>
/// <remarks>
/// The script marks its sections with <c>section NAME COMMAND ARGS...</c>; what it prints outside of a section is noise.
/// It runs with stdin empty, LC_ALL=C and the administrator's directories on the PATH.
/// <c>secret N</c> puts the N-th secret, from 1 on, into the variable <c>cos_secret</c>, for example for <c>printf '%s\n' "$cos_secret" | chpasswd</c>.
/// </remarks>
public sealed class RemoteScript
{
    private readonly IReadOnlyList<SecureString> secrets = [];

    /// <summary>Creates a script.</summary>
    /// <param name="name">What error messages call it.</param>
    /// <param name="text">The script; CR LF line ends become LF.</param>
    /// <param name="arguments">Its positional parameters.</param>
    /// <exception cref="ArgumentException">The text or an argument holds a NUL character, which no shell can carry.</exception>
    public RemoteScript(string name, string text, params string[] arguments)
    {
        if (text.IndexOf('\0') >= 0 || arguments.Any(a => a.IndexOf('\0') >= 0))
            throw new ArgumentException("A script and its arguments cannot hold NUL characters.", nameof(text));
        Name = name;
        Text = text.Replace("\r\n", "\n");
        Arguments = arguments;
    }

    /// <summary>What error messages call the script.</summary>
    public string Name { get; }

    /// <summary>The script's text, lines ending in LF.</summary>
    public string Text { get; }

    /// <summary>The positional parameters.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Whether the script runs as root.</summary>
    public Elevation Elevation { get; init; }

    /// <summary>
    /// Whether the script changes nothing, so that it may be sent again when a kept connection turns out to be dead. A script that does not say
    /// so is never sent twice.
    /// </summary>
    public bool IsReadOnly { get; init; }

    /// <summary>
    /// Whether the script ends with its last line and in no other way: no <c>exit</c> or <c>exec</c> but in a subshell, no trap. Then it needs no subshell of
    /// its own, which costs a host half a millisecond.
    /// </summary>
    internal bool NeverExits { get; init; }

    /// <summary>Called, on any thread, just before a host is sent a secret; null where nobody asks.</summary>
    internal Action? SecretSent { get; init; }

    /// <summary>
    /// What the script needs and nobody on the host may see. It travels on stdin when the script asks for it, and is in no argument, environment or
    /// file there. A host never gets a secret of a script that does not run.
    /// </summary>
    /// <exception cref="ArgumentException">A secret holds a line break or a NUL character.</exception>
    public IReadOnlyList<SecureString> Secrets
    {
        get => secrets;
        init => secrets = value.All(SecretText.IsOneLine) ? value : throw new ArgumentException("A secret cannot hold line breaks or NUL characters.", nameof(value));
    }

    /// <summary>Above this many bytes of output the call fails instead of filling the memory.</summary>
    public long MaxOutputBytes { get; init; } = 256L << 20;

    /// <summary>Loads a script that is embedded in this assembly.</summary>
    /// <param name="fileName">The file name, for example <c>host-info.sh</c>.</param>
    /// <returns>Its text.</returns>
    internal static string Embedded(string fileName)
    {
        using var stream = typeof(RemoteScript).Assembly.GetManifestResourceStream(fileName)
            ?? throw new FileNotFoundException("No script of this name is embedded.", fileName);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // The host's shell decodes and reads every byte: comments and indentation, a third of all, stay here.
        var text = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            line = line.TrimStart(' ', '\t');
            if (!line.StartsWith("#", StringComparison.Ordinal))
                text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}

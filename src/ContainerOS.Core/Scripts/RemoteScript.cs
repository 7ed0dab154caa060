using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace ContainerOS.Scripts;

/// <summary>A POSIX sh script with its arguments: what a host is asked to do, in one round trip.</summary>
/// <remarks>
/// The script marks its sections with <c>section NAME COMMAND ARGS...</c>; what it prints outside of a section is noise.
/// It runs with stdin empty, LC_ALL=C and the administrator's directories on the PATH.
/// </remarks>
public sealed class RemoteScript
{
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
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}

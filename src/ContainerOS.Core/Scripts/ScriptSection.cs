using System;

namespace ContainerOS.Scripts;

/// <summary>What one section of a script printed.</summary>
public sealed class ScriptSection
{
    internal ScriptSection(string name, byte[] output, byte[] error, int? status)
    {
        Name = name;
        Output = output;
        Error = error;
        Status = status;
    }

    /// <summary>The section's name.</summary>
    public string Name { get; }

    /// <summary>Its standard output, byte for byte.</summary>
    public byte[] Output { get; }

    /// <summary>Its standard error, byte for byte.</summary>
    public byte[] Error { get; }

    /// <summary>The exit status of its command; null when the end mark never came: then the output is cut off.</summary>
    public int? Status { get; }

    /// <summary>False when the output is cut off.</summary>
    public bool IsComplete => Status is not null;

    /// <summary>The output as text.</summary>
    public string OutputText => HostText.Decode(Output);

    /// <summary>The first line of the error output that is not blank; empty when there is none.</summary>
    public string FirstError => HostText.FirstLine(HostText.Decode(Error));

    /// <summary>The output's lines, without CR.</summary>
    /// <returns>The lines; an incomplete last line of a cut-off section is left out.</returns>
    public string[] Lines()
    {
        var text = OutputText;
        var lines = text.Split('\n');
        var count = text.Length == 0 ? 0 : lines.Length - (text.EndsWith("\n", StringComparison.Ordinal) || !IsComplete ? 1 : 0);
        Array.Resize(ref lines, count);
        for (var i = 0; i < lines.Length; i++)
            lines[i] = lines[i].TrimEnd('\r');
        return lines;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace ContainerOS.Changes;

/// <summary>Who changed what, when and why: a file of JSON lines on the client. Several processes may write to one.</summary>
internal sealed class AuditLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly object gate = new();
    private readonly string path;

    /// <summary>Opens the log, and makes it where there is none, so that an unwritable one shows before anything is changed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public AuditLog(string path)
    {
        this.path = path;
        Append([]);
    }

    /// <summary>Writes one line; it is on the disk when this returns.</summary>
    /// <param name="fields">Texts, numbers, booleans, null, or lists of texts.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(params (string Name, object? Value)[] fields)
    {
        var all = fields.Select(field => Quote(field.Name) + ":" + Json(field.Value)).Prepend("\"time\":" + Quote(DateTime.UtcNow.ToString("o", CultureInfo.InvariantCulture)));
        lock (gate)
            Append(new UTF8Encoding(false).GetBytes("{" + string.Join(",", all) + "}\n"));
    }

    internal static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c < 0x20 || c == 0x7f || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
                quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static string Json(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        IEnumerable<string> list => "[" + string.Join(",", list.Select(Quote)) + "]",
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => Quote(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    // Nobody else may have it open meanwhile: lines of two processes would get into each other.
    private void Append(byte[] line)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None);
                file.Write(line, 0, line.Length);
                file.Flush(flushToDisk: line.Length > 0);
                return;
            }
            catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && IsInUse(error) && DateTime.UtcNow < until)
            {
                Thread.Sleep(20);
            }
        }
    }

    // ERROR_SHARING_VIOLATION; on Unix .NET says EWOULDBLOCK of flock, 11 on Linux and 35 on macOS.
    private static bool IsInUse(IOException error) => (error.HResult & 0xffff) is 32 or 33 or 11 or 35;
}

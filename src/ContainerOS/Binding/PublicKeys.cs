using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Passwords;

namespace ContainerOS.Binding;

/// <summary>Reads public keys from key lines and from the files that hold them.</summary>
internal static class PublicKeys
{
    private const int MostBytes = 1 << 20;

    /// <summary>The keys, each once; a bad one ends the call.</summary>
    public static IReadOnlyList<AuthorizedKey> Read(PSCmdlet cmdlet, IEnumerable<string> given, string parameter = "AuthorizedKey")
    {
        var keys = new List<AuthorizedKey>();
        foreach (var entry in given)
        {
            var isLine = entry.Trim().IndexOfAny([' ', '\t']) > 0 && entry.IndexOf("AAAA", StringComparison.Ordinal) >= 0;
            var lines = isLine ? [entry] : Lines(cmdlet, entry, parameter);
            try
            {
                var read = lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(AuthorizedKey.Parse).ToList();
                if (read.Count == 0)
                    throw new FormatException("there is no key in it");
                keys.AddRange(read);
            }
            catch (FormatException error)
            {
                cmdlet.ThrowTerminatingError(new ErrorRecord(
                    new ArgumentException($"-{parameter}: {(isLine ? "a key line" : entry)}: {error.Message}."), "InvalidAuthorizedKey", ErrorCategory.InvalidArgument, isLine ? null : entry));
            }
        }

        return keys.GroupBy(key => key.Base64).Select(same => same.First()).ToList();
    }

    private static string[] Lines(PSCmdlet cmdlet, string path, string parameter)
    {
        var full = FilePath.Resolve(cmdlet, parameter, path, mustExist: true);
        try
        {
            if (new FileInfo(full).Length > MostBytes)
                throw new IOException("it is too large for a file of public keys");
            return File.ReadAllLines(full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            cmdlet.ThrowTerminatingError(new ErrorRecord(error, "FileNotReadable", ErrorCategory.ReadError, full));
            throw;
        }
    }
}

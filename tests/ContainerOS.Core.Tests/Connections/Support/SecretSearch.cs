using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh;
using Xunit;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>Looks for secrets wherever they might be left, here and on the lab's Debian host.</summary>
/// <param name="folder">The test's own files: those are looked through as well.</param>
/// <param name="secrets">The secrets: long enough to be found nowhere else.</param>
internal sealed class SecretSearch(TempFolder folder, params string[] secrets)
{
    private readonly byte[][] wanted = secrets.Select(Encoding.UTF8.GetBytes).ToArray();

    public static string NewSecret() => "S3cret" + Guid.NewGuid().ToString("N");

    /// <summary>Looks into arguments, environments and the files of our calls for as long as something runs, and into the host's logs and files afterwards.</summary>
    public async Task NowhereWhileAsync(Task running)
    {
        var looks = 0;
        do
        {
            Assert.DoesNotContain(Places(), Holds);
            looks++;
        }
        while (!running.IsCompleted);
        Assert.True(looks > 1, "the call was over before anybody looked");
        await running;
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.At("")), Holds);
        using var root = new OpenSshConnection(LabLogin.Debian("root"), LabLogin.Settings());
        foreach (var secret in secrets)
        {
            // In halves, since the search itself has arguments.
            var found = await root.RunAsync("section found sh -c 'journalctl --sync; { journalctl -q -o export; cat /var/log/* /tmp/* /run/extra-sshd.*/* /root/.*history /home/*/.*history 2>/dev/null; } | grep -ac \"$1$2\"' sh \"$1\" \"$2\"; exit 0", secret[..9], secret[9..]);
            Assert.Equal("0\n", found.Sections["found"].OutputText);
        }
    }

    // The hosts of the lab are containers of this machine: their processes are among ours.
    private IEnumerable<string> Places() => Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _))
        .SelectMany(path => new[] { path + "/cmdline", path + "/environ" })
        .Concat(Directory.EnumerateFileSystemEntries(Path.GetTempPath(), "containeros-ssh-*").SelectMany(path => Directory.Exists(path) ? [Path.Combine(path, "ask")] : new[] { path }))
        .Concat(Directory.EnumerateFiles(folder.At("")));

    private bool Holds(string place)
    {
        try
        {
            var bytes = File.ReadAllBytes(place);
            return wanted.Any(secret => bytes.AsSpan().IndexOf(secret) >= 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // it went while we looked
        }
    }
}

using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Tests.Connections.Support;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>The host keys of the lab, as known_hosts has them.</summary>
internal static class HostKeyLines
{
    /// <summary>Type and base64.</summary>
    public static string KeyOf(string address) => File.ReadLines(Lab.KnownHosts).Select(line => line.Split(' ', 2)).First(words => words[0] == address)[1];

    /// <summary>By ssh-keygen, not by our own code.</summary>
    public static async Task<string> FingerprintAsync(string address) => await FingerprintOfAsync(KeyOf(address));

    public static async Task<string> FingerprintOfAsync(string key)
    {
        using var folder = new TempFolder();
        var told = await Program.OutputAsync("ssh-keygen", "-l", "-f", folder.Write("key.pub", key + "\n"));
        return told.Split(' ')[1];
    }
}

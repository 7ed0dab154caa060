using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Does what the cmdlet would do that an error names as its remedy.</summary>
internal static class RemedyCommand
{
    public static async Task RemoveAsync(string remedy)
    {
        var command = Regex.Match(remedy, @"Remove-ContainerOsHostKey (\S+)(?: -Port (\d+))?(?: -KnownHostsFile '([^']+)')?$");
        Assert.True(command.Success, remedy);
        var request = new HostKeyRequest
        {
            Port = command.Groups[2].Success ? int.Parse(command.Groups[2].Value, CultureInfo.InvariantCulture) : null,
            KnownHostsFile = command.Groups[3].Value,
        };
        var report = await HostKeyInquiry.RunAsync(HostTarget.Parse(command.Groups[1].Value), request, TestContext.Current.CancellationToken);
        HostKeyStore.Remove(report, HostKeyStore.Removable(report), TestContext.Current.CancellationToken);
    }
}

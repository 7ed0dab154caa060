using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.EngineHosting.Session;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Hosts whose every text is full of terminal escapes: none of them reaches the terminal.</summary>
public sealed class HostileHostTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private const string Evil = "\u001b]0;owned\u0007\u001b[2J\u009b5m\roverwritten\b\u202e\u200b";

    private static string Hostile => "hostile@" + Lab.Host("debian").Address;

    [Theory]
    [InlineData("Get-ContainerOsInfo")]
    [InlineData("Get-ContainerOsInfo -Elevate")]
    [InlineData("Test-ContainerOsConnection")]
    [InlineData("Invoke-ContainerOsCommand 'echo out; echo err >&2; sleep 1'")]
    public void Answers(string command)
    {
        foreach (var transport in new[] { "OpenSsh", "SshNet" })
        {
            var result = module.Run($"$VerbosePreference = $DebugPreference = 'Continue'; {command} -ComputerName {Hostile} -Transport {transport} {ModuleSession.Login}");
            Assert.Single(result.Output);
            IsSafe(result);
        }
    }

    [Fact]
    public void What_it_said_is_shown_with_its_escapes_visible()
    {
        var result = module.Run($"Get-ContainerOsInfo -Verbose {Hostile} {ModuleSession.Login}");
        var info = (HostInfo)result.Output.Single().BaseObject;
        Assert.Contains("\\u001b]0;owned\\u0007", info.HostName, StringComparison.Ordinal);
        Assert.All(new[] { info.HostName, info.KernelRelease, info.MachineId }, text => Assert.DoesNotContain('\u001b', text!));
    }

    [Theory]
    [InlineData("Invoke-ContainerOsCommand 'echo why >&2; exit 9' -FailOnNonZeroExit", "NonZeroExit")]
    [InlineData("Invoke-ContainerOsCommand id -Elevate", "ElevationFailed")]
    [InlineData("Invoke-ContainerOsCommand 'kill -9 $PPID; sleep 5'", null)]
    public void Errors(string command, string? id)
    {
        var result = module.Engine.Run($"{command} -ComputerName {Hostile} {ModuleSession.Login}");
        if (id is not null)
            Assert.StartsWith(id + ",", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        IsSafe(result);
    }

    [Theory]
    [InlineData("SSH-2.0-Evil" + Evil + "\r\n")]
    [InlineData("220 mail" + Evil + "\r\n")]
    [InlineData(Evil + "\r\n" + Evil)]
    public async Task Servers(string greeting)
    {
        await using var server = BadServer.SayingThenClosing(Encoding.UTF8.GetBytes(greeting));
        foreach (var call in new[] { "Get-ContainerOsInfo -Transport OpenSsh", "Get-ContainerOsInfo -Transport SshNet", "Test-ContainerOsConnection -Transport OpenSsh", "Test-ContainerOsConnection -Transport SshNet", "Get-ContainerOsHostKey -Offered" })
        {
            var login = call.Contains("HostKey", StringComparison.Ordinal) ? "" : $"-Credential ([pscredential]::new('core', [Net.NetworkCredential]::new('', 'x').SecurePassword))";
            if (call.EndsWith("OpenSsh", StringComparison.Ordinal))
                login = "";
            var result = module.Engine.Run(FormattableString.Invariant($"$VerbosePreference = 'Continue'; {call} 127.0.0.1:{server.Port} -ConnectTimeout 3 {login}"));
            Assert.True(result.Errors.Count + result.Output.Count > 0, call);
            IsSafe(result);
        }
    }

    private static void IsSafe(EngineResult result)
    {
        var errors = result.Errors.SelectMany(error => new[] { error.ToString(), error.Exception.ToString(), error.ErrorDetails?.Message, error.CategoryInfo.ToString(), error.TargetObject?.ToString() });
        var progress = result.Progress.SelectMany(record => new[] { record.Activity, record.StatusDescription, record.CurrentOperation });
        IEnumerable<string?> texts = [result.HostText, result.Rendered, result.Terminating?.ToString(), .. result.Warnings, .. result.Verbose, .. result.Debug, .. errors, .. progress, .. result.Output.Select(output => output.ToString())];
        foreach (var text in texts.OfType<string>())
            Assert.DoesNotContain(text, c => (char.IsControl(c) && c is not ('\n' or '\t')) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
    }
}

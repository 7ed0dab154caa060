using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Get-ContainerOsRunSummary on made-up results and on real ones.</summary>
public sealed class RunSummaryTests(VmSession module) : IClassFixture<VmSession>
{
    private const string Row = "function Row($name, $more) { $row = @{ ComputerName = $name; Address = $name; Port = 22 }; if ($more) { $more.Keys | ForEach-Object { $row[$_] = $more[$_] } }; [pscustomobject]$row }; ";

    [Theory]
    [InlineData("Get-ContainerOsRunSummary", 0, 0, 0, 0, 0)]
    [InlineData("Get-ContainerOsRunSummary $null -ErrorRecord $null", 0, 0, 0, 0, 0)]
    [InlineData("Get-ContainerOsRunSummary @() -ErrorRecord @() -ComputerName @()", 0, 0, 0, 0, 0)]
    [InlineData("(Row a), (Row b @{ Changed = $true }), (Row c @{ Changed = 'False' }) | Get-ContainerOsRunSummary", 3, 3, 1, 0, 0)]
    [InlineData("(Row a @{ ExitCode = 0 }), (Row b @{ ExitCode = 1 }), (Row c @{ ExitCode = '3' }) | Get-ContainerOsRunSummary", 3, 1, 0, 2, 2)]
    [InlineData("(Row a @{ Ok = $false }), (Row b @{ Ok = $true }) | Get-ContainerOsRunSummary", 2, 1, 0, 1, 2)]
    [InlineData("(Row a @{ Ok = $false }) | Get-ContainerOsRunSummary", 1, 0, 0, 1, 3)]
    [InlineData("(Row a @{ Ok = $false; LoggedIn = $true }) | Get-ContainerOsRunSummary", 1, 0, 0, 1, 2)]
    [InlineData("(Row a), (Row a), (Row A @{ Changed = $true }), (Row a @{ Port = 23 }) | Get-ContainerOsRunSummary", 2, 2, 1, 0, 0)] // each host once
    [InlineData("(Row a @{ VmUid = '/1' }), (Row a @{ VmUid = '/2' }), (Row b @{ VmUid = '/2' }) | Get-ContainerOsRunSummary", 2, 2, 0, 0, 0)]
    public void Results_count(string script, int total, int ok, int changed, int failed, int exitCode)
    {
        var summary = Summary(Row + script);
        Assert.Equal((total, ok, changed, failed, exitCode), (summary.Total, summary.Ok, summary.Changed, summary.Failed, summary.ExitCode));
        Assert.Equal((0, 0), (summary.Unknown, summary.Skipped));
    }

    [Fact]
    public void Errors_count_with_the_results_however_they_come()
    {
        foreach (var script in new[]
        {
            $"$r = '127.0.0.1:1', 'nosuch.invalid', 'root@{Lab.Host("photon5").Address}' | Get-ContainerOsInfo {ModuleSession.Login} -ErrorVariable e -ErrorAction SilentlyContinue; Get-ContainerOsRunSummary $r -ErrorRecord $e",
            $"'127.0.0.1:1', 'nosuch.invalid', 'root@{Lab.Host("photon5").Address}' | Get-ContainerOsInfo {ModuleSession.Login} 2>&1 | Get-ContainerOsRunSummary",
            $"'127.0.0.1:1', 'nosuch.invalid', 'root@{Lab.Host("photon5").Address}' | Test-ContainerOsConnection {ModuleSession.Login} | Get-ContainerOsRunSummary",
        })
        {
            var summary = Summary(script);
            Assert.Equal((3, 1, 1, 2, 2), (summary.Total, summary.Reached, summary.Ok, summary.Failed, summary.ExitCode));
        }
    }

    [Theory]
    [InlineData("'127.0.0.1:1', 'nosuch.invalid' | Get-ContainerOsInfo 2>&1", 2, 3)]
    [InlineData("Get-VM odd-off, odd-disconnected | Get-ContainerOsInfo 2>&1", 2, 3)]
    [InlineData("& { try { Get-ContainerOsInfo 127.0.0.1:1 -ErrorAction Stop } catch { $_ } }", 1, 3)]
    [InlineData("& { try { Get-ContainerOsInfo x -KeyFilePath /no/such/key } catch { $_ } }", 1, 3)] // names no host
    public void Where_no_host_let_the_run_in_the_exit_code_is_3(string run, int failed, int exitCode)
    {
        var summary = Summary(run + " | Get-ContainerOsRunSummary");
        Assert.Equal((failed, 0, failed, exitCode), (summary.Total, summary.Reached, summary.Failed, summary.ExitCode));
    }

    [Fact]
    public void Exceptions_that_ErrorVariable_collected_count_once_with_their_errors()
    {
        var summary = Summary("try { Get-ContainerOsInfo 127.0.0.1:1 -ErrorAction Stop -ErrorVariable e } catch { }; Get-ContainerOsRunSummary -ErrorRecord $e");
        Assert.Equal((1, 1), (summary.Total, summary.Failed));
    }

    [Fact]
    public void A_host_with_a_result_and_an_error_has_failed()
    {
        var host = Lab.Host("photon5");
        var summary = Summary($"'root@{host.Address}' | Get-ContainerOsInfo {ModuleSession.Login} -OutVariable r | Invoke-ContainerOsCommand 'exit 7' {ModuleSession.Login} -FailOnNonZeroExit -ErrorVariable e -ErrorAction SilentlyContinue; Get-ContainerOsRunSummary $r -ErrorRecord $e");
        Assert.Equal((1, 1, 0, 1, 2), (summary.Total, summary.Reached, summary.Ok, summary.Failed, summary.ExitCode));
    }

    [Fact]
    public void A_command_that_was_cut_off_is_unknown_and_a_read_is_not()
    {
        var host = $"root@{Lab.Host("photon5").Address} {ModuleSession.Login} -CommandTimeout 0.3";
        var summary = Summary($"Invoke-ContainerOsCommand 'sleep 5' {host} 2>&1 | Get-ContainerOsRunSummary");
        Assert.Equal((1, 1, 0, 1, 2), (summary.Total, summary.Reached, summary.Failed, summary.Unknown, summary.ExitCode));
    }

    [Theory]
    [InlineData("ChangeUnknown,Any", 1, 0, 1)]
    [InlineData("RolledBack,Any", 1, 1, 0)]
    [InlineData("HostUnreachable,Any", 0, 1, 0)]
    [InlineData("ConnectionLost,ContainerOS.Commands.GetContainerOsInfoCommand", 1, 1, 0)]
    [InlineData("ConnectionLost,ContainerOS.Commands.InvokeContainerOsCommandCommand", 1, 0, 1)]
    public void The_id_of_an_error_says_what_it_means_for_the_host(string id, int reached, int failed, int unknown)
    {
        var summary = Summary(Row + $"Get-ContainerOsRunSummary -ErrorRecord ([Management.Automation.ErrorRecord]::new([Exception]::new('x'), '{id}', 'NotSpecified', (Row a)))");
        Assert.Equal((1, reached, failed, unknown), (summary.Total, summary.Reached, summary.Failed, summary.Unknown));
    }

    [Fact]
    public void What_went_in_and_did_not_come_out_was_skipped()
    {
        var photon = Lab.Host("photon5");
        var summary = Summary($"$vms = Get-VM {photon.Name}, odd-off, odd-onestring; $r = $vms[0, 1] | Get-ContainerOsInfo {VmSession.Reach} -UserName root -ErrorVariable e -ErrorAction SilentlyContinue; Get-ContainerOsRunSummary $r -ErrorRecord $e -ComputerName $vms, other.example");
        Assert.Equal((4, 1, 1, 2, 2), (summary.Total, summary.Ok, summary.Failed, summary.Skipped, summary.ExitCode));
        Assert.Equal("4 hosts: 1 ok, 0 changed, 1 failed, 0 unknown, 2 skipped", summary.ToString());
    }

    [Theory]
    [InlineData("'web1' | Get-ContainerOsRunSummary")]
    [InlineData("7 | Get-ContainerOsRunSummary")]
    [InlineData("Get-ContainerOsRunSummary -ErrorRecord 'text'")]
    public void What_is_neither_a_result_nor_an_error_ends_the_call(string script) =>
        Assert.StartsWith("InvalidRunRecord,", module.Engine.Run(script).Terminating?.ErrorRecord.FullyQualifiedErrorId ?? module.Engine.Run(script).Errors.Single().FullyQualifiedErrorId);

    private RunSummary Summary(string script)
    {
        var result = module.Engine.Run(script);
        Assert.Null(result.Terminating);
        return Assert.IsType<RunSummary>(Assert.Single(result.Output).BaseObject);
    }
}

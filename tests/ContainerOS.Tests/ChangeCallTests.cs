using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.EngineHosting.Session;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Calls that change hosts, as users make them: two at once, unfinished ones, without rights, with an audit file that breaks.</summary>
public sealed class ChangeCallTests(ModuleSession module, ChangeCallLab lab) : IClassFixture<ModuleSession>, IClassFixture<ChangeCallLab>
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB kim@home";

    private LabHost Debian => lab.Host("debian");

    private string Own => $"debian@{Debian.Address} {lab.Login}";

    [Theory]
    [InlineData("Undo", ChangeState.RolledBack)]
    [InlineData("Complete", ChangeState.Confirmed)]
    public async Task An_unfinished_change_keeps_others_out_until_it_is_settled(string verb, ChangeState end)
    {
        await lab.StartAsync();
        var before = Debian.SshdFiles();
        Debian.StopBefore("systemctl reload *");
        using (var first = new EngineSession(ModuleSession.Manifest))
        {
            var running = Task.Run(() => first.Run($"Set-RootSshLogin Yes {Own} -Confirm:$false -ChangeReason T7"), TestContext.Current.CancellationToken);
            try
            {
                await Eventually.TrueAsync(() => Debian.IsStopped(), () => "the change in its middle");
                var locked = Assert.Single(module.Engine.Run($"Set-RootSshLogin No {Own} -Confirm:$false").Errors);
                Assert.StartsWith("ChangeLocked,", locked.FullyQualifiedErrorId);
                Assert.Matches($"because {Environment.UserName}@{Environment.MachineName} is changing this host, for \\d+ s by now \\(transaction 2.*Set-RootSshLogin Yes", locked.Exception.Message);
                var early = Assert.Single(module.Engine.Run($"Get-ContainerOsTransaction {Own} | Where-Object State -eq Applying | {verb}-ContainerOsTransaction {lab.Login}").Errors);
                Assert.StartsWith("ChangeLocked,", early.FullyQualifiedErrorId);
                Assert.Contains("is still being applied", early.Exception.Message);
            }
            finally
            {
                first.Stop();
                Debian.LetGo();
            }

            Assert.True((await running).Stopped);
        }

        HostTransaction unfinished = null!;
        await Eventually.TrueAsync(() => (unfinished = Transaction("Get-ContainerOsTransaction")).State == ChangeState.Applied, () => "the change waiting for its confirmation");
        Assert.Equal(("T7", false), (unfinished.Reason, unfinished.IsOver));
        Assert.Empty(module.Run($"Get-ContainerOsTransaction {Own} -Id {unfinished.Id} | {verb}-ContainerOsTransaction {lab.Login} -WhatIf").Output);
        Assert.Equal(end, Transaction($"Get-ContainerOsTransaction {Own} -Id {unfinished.Id} | {verb}-ContainerOsTransaction -PassThru").State);
        Assert.Equal(end == ChangeState.Confirmed, before != Debian.SshdFiles());
        Assert.Equal(end == ChangeState.Confirmed, Change("Set-RootSshLogin Default"));
        Assert.Equal((before, ""), (Debian.SshdFiles(), Debian.ChangeLeftovers()));

        HostTransaction Transaction(string call) => (HostTransaction)module.Run(call.Contains('|') ? $"{call} {lab.Login}" : $"{call} {Own}").Output.Last().BaseObject;
    }

    [Fact]
    public async Task Two_operators_with_opposite_values()
    {
        await lab.StartAsync();
        var before = Debian.SshdFiles();
        using var other = new EngineSession(ModuleSession.Manifest);
        for (var round = 0; round < 2; round++)
        {
            var results = await Task.WhenAll(
                Task.Run(() => module.Engine.Run($"Set-RootSshLogin Yes {Own} -Confirm:$false -PassThru"), TestContext.Current.CancellationToken),
                Task.Run(() => other.Run($"Set-RootSshLogin No {Own} -Confirm:$false -PassThru"), TestContext.Current.CancellationToken));
            // Both one after the other, or one alone; who comes too late changes nothing.
            Assert.Contains(results, result => result.Output.Count == 1);
            Assert.All(results.SelectMany(result => result.Errors), error => Assert.Matches("^ChangeLocked,|^ChangeFailed,.*", error.FullyQualifiedErrorId));
            Assert.All(results.SelectMany(result => result.Errors), error => Assert.Matches("is changing this host|is not what it was when the change was planned", error.Exception.Message));
            var said = results.SelectMany(result => result.Output).Select(output => ((RootSshLogin)output.BaseObject).After).ToList();
            Assert.Contains(Debian.PermitRootLogin(), said.Select(value => "permitrootlogin " + value.ToString()!.ToLowerInvariant()));
            Assert.Equal("", Debian.ChangeLeftovers());
            Change("Set-RootSshLogin Default");
            Assert.Equal(before, Debian.SshdFiles());
        }
    }

    [Fact]
    public async Task Root_takes_its_own_login_away_with_Force_only()
    {
        await lab.StartAsync();
        var before = Debian.SshdFiles();
        var root = $"root@{Debian.Address} {lab.Login}";
        Assert.StartsWith("WouldLockOut,", Assert.Single(module.Engine.Run($"Set-RootSshLogin No {root} -Confirm:$false").Errors).FullyQualifiedErrorId);
        Assert.Equal(before, Debian.SshdFiles());

        var forced = (RootSshLogin)Assert.Single(module.Run($"Set-RootSshLogin No {root} -Confirm:$false -Force -PassThru").Output).BaseObject;
        Assert.Equal((true, false, PermitRootLogin.No), (forced.Changed, forced.Verified, forced.After));
        Assert.StartsWith("AuthenticationFailed,", Assert.Single(module.Engine.Run($"Get-ContainerOsInfo {root}").Errors).FullyQualifiedErrorId);
        Assert.True(Change("Set-RootSshLogin Default"));
        Assert.Equal(before, Debian.SshdFiles());
    }

    [Fact]
    public async Task A_key_for_root_comes_with_the_value()
    {
        await lab.StartAsync();
        var file = Path.Combine(Debian.Root, "root/.ssh/authorized_keys");
        var before = File.ReadAllText(file);
        Assert.True(Change($"Set-RootSshLogin Yes -AuthorizedKey '{Key}'"));
        Assert.Equal(before + Key + "\n", File.ReadAllText(file));
        Assert.False(Change($"Set-RootSshLogin Yes -AuthorizedKey '{Key}'"));
        Change("Set-RootSshLogin Default");
        module.Run($"Remove-ContainerOsAuthorizedKey {Own} -Account root -Comment kim@home -Confirm:$false");
        Assert.Equal(before, File.ReadAllText(file));
    }

    [Theory]
    [InlineData("nosudo", "Set-RootSshLogin Yes {0} -Confirm:$false")]
    [InlineData("nosudo", "Set-SshdOption MaxAuthTries 5 {0} -Confirm:$false")]
    [InlineData("nosudo", "Add-ContainerOsAuthorizedKey {0} -Account root -Key '" + Key + "' -Confirm:$false")]
    [InlineData("sudopw", "Set-RootSshLogin Yes {0} -Confirm:$false")] // may, with a password that nobody gave
    public async Task Who_may_not_become_root_changes_nothing(string user, string call)
    {
        await lab.StartAsync();
        var before = Etc();
        var error = Assert.Single(module.Engine.Run(string.Format(null, call, $"{user}@{Debian.Address} {lab.Login}")).Errors);
        Assert.StartsWith("ElevationFailed,", error.FullyQualifiedErrorId);
        Assert.Equal(before, Etc());

        string Etc() => Debian.Inside("{ ls -laR --time-style=full-iso /etc /root; find /etc /root -type f -exec sha256sum {} +; ls -d /var/lib/containeros/2*; } 2>/dev/null | sha256sum");
    }

    [Fact]
    public async Task An_audit_file_that_breaks_in_the_middle_is_told_and_stops_what_has_not_begun()
    {
        await lab.StartAsync();
        var (audit, both) = (Path.GetTempFileName(), string.Join(",", lab.All.Select(host => $"{host.User}@{host.Address}")));
        var before = lab.All.ToDictionary(host => host.Address, host => host.SshdFiles());
        foreach (var host in lab.All)
            host.StopBefore("systemctl reload *");
        try
        {
            var running = Task.Run(() => module.Engine.Run($"Set-SshdOption MaxAuthTries 5 {both} {lab.Login} -ThrottleLimit 1 -Confirm:$false -PassThru -AuditPath '{audit}'"), TestContext.Current.CancellationToken);
            await Eventually.TrueAsync(() => lab.All.Any(HostStop.IsStopped) || running.IsCompleted, () => "a change in its middle");
            var begun = File.ReadAllText(audit);
            var isImmutable = Chattr("+i", audit);
            foreach (var host in lab.All)
                host.LetGo();
            var result = await running;
            Assert.SkipUnless(isImmutable, "the file system of the temporary folder has no immutable files");

            var changed = (SshdOptionChange)Assert.Single(result.Output).BaseObject;
            Assert.True(changed.Changed);
            Assert.Contains(result.Warnings, warning => warning.Contains(": the outcome could not be written to the audit file", StringComparison.Ordinal) && warning.Contains(changed.Address, StringComparison.Ordinal));
            var error = Assert.Single(result.Errors);
            Assert.StartsWith("AuditFailed,", error.FullyQualifiedErrorId);
            Assert.Contains("nothing was changed, because the audit file could not be written", error.Exception.Message);
            Assert.All(lab.All, host => Assert.Equal(host.Address != changed.Address, before[host.Address] == host.SshdFiles()));
            Assert.Equal(begun, File.ReadAllText(audit)); // whole, with what was begun
            Assert.Contains("\"event\":\"begin\"", Assert.Single(begun.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        }
        finally
        {
            Chattr("-i", audit);
            File.Delete(audit);
            Change("Set-SshdOption MaxAuthTries Default");
        }
    }

    private bool Change(string call) => (bool)Assert.Single(module.Run($"({call} -ComputerName {Own} -Confirm:$false -PassThru).Changed").Output).BaseObject;

    private static bool Chattr(string flag, string file)
    {
        using var chattr = System.Diagnostics.Process.Start("chattr", [flag, file]);
        chattr.WaitForExit();
        return chattr.ExitCode == 0;
    }
}

/// <summary>A host with odd accounts, and another.</summary>
public sealed class ChangeCallLab() : OwnLab("debian", "photon5")
{
    /// <summary>Parameters that let a call in, as a script's text.</summary>
    public string Login => $"-KeyFilePath '{KeyFile}' -KnownHostsFile '{KnownHosts}'";
}

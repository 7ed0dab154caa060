using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Connections.HostKeys;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Get-, Add- and Remove-ContainerOsHostKey with real hosts and files of the test's own.</summary>
public sealed class HostKeyTests(ModuleSession module) : IClassFixture<ModuleSession>, IDisposable
{
    private const string OtherKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("containeros-tests-");

    private static LabHost Host => Lab.Host("photon5");

    private string File => Path.Combine(folder.FullName, "it's known_hosts");

    private string InFile => $"-KnownHostsFile '{File.Replace("'", "''")}'";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Unknown_keys_are_shown_asked_for_and_added_and_then_hosts_can_be_read()
    {
        Assert.Equal(HostKeyState.Unknown, Keys($"Get-ContainerOsHostKey {Host.Address} -Offered {InFile}").Single().State);
        module.Engine.Host.Answer("n", "y");
        Assert.Empty(module.Run($"Add-ContainerOsHostKey {Host.Address} {InFile}").Output);
        Assert.False(System.IO.File.Exists(File));
        var asked = module.Run($"Add-ContainerOsHostKey {Host.Address} {InFile}");
        Assert.Empty(asked.Output);
        Assert.Contains(LabKey(Host).Fingerprint, asked.HostText);
        Assert.Contains(File, asked.HostText);
        Assert.Equal(LabLine(Host), System.IO.File.ReadAllText(File));

        Assert.Single(module.Run($"Get-ContainerOsInfo {Host.User}@{Host.Address} -KeyFilePath '{Lab.KeyFile}' {InFile}").Output);
        var known = Assert.Single(Keys($"Add-ContainerOsHostKey {Host.Address} {InFile} -PassThru"));
        Assert.Equal((HostKeyState.Known, File, 1), (known.State, known.File, known.Line));
    }

    [Fact]
    public void A_matching_fingerprint_asks_nothing_and_adds_many_hosts_from_the_pipeline()
    {
        var rows = Lab.Hosts.Select(host => $"[pscustomobject]@{{ ComputerName = '{host.Name}'; Address = '{host.Address}'; Fingerprint = '{LabKey(host).Fingerprint}' }}").ToList();
        var keys = Keys($"{string.Join(",", rows)} | Add-ContainerOsHostKey {InFile} -PassThru");
        Assert.Equal(Lab.Hosts.Select(host => host.Name).Order(), keys.Select(key => key.ComputerName).Order());
        Assert.All(keys, key => Assert.Equal(HostKeyState.Known, key.State));
        Assert.Equal(Lab.Hosts.Select(LabLine).Order(), System.IO.File.ReadLines(File).Select(line => line + "\n").Order());
    }

    [Fact]
    public void Another_fingerprint_adds_nothing()
    {
        var error = Assert.Single(module.Engine.Run($"Add-ContainerOsHostKey {Host.Address} {InFile} -Fingerprint {LabKey(Lab.Host("cos")).Fingerprint}").Errors);
        Assert.Equal("HostKeyMismatch,ContainerOS.Commands.AddContainerOsHostKeyCommand", error.FullyQualifiedErrorId);
        Assert.Contains(LabKey(Host).Fingerprint, error.ToString());
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_host_that_comes_with_several_fingerprints_is_asked_once_and_each_counts()
    {
        var (right, wrong) = (LabKey(Host).Fingerprint, LabKey(Lab.Host("cos")).Fingerprint);
        var result = module.Engine.Run($"Add-ContainerOsHostKey {Host.Address},{Host.Address} {InFile} -Fingerprint {wrong},{right}= -PassThru");
        Assert.Single(result.Errors);
        Assert.Single(result.Output);
        Assert.Equal(LabLine(Host), System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_changed_key_is_refused_everywhere_and_the_named_command_mends_it()
    {
        System.IO.File.WriteAllText(File, $"# mine\n{Host.Address} {OtherKey}\nother {OtherKey}\n");
        foreach (var call in new[] { "Add-ContainerOsHostKey", $"Get-ContainerOsInfo -KeyFilePath '{Lab.KeyFile}'" })
        {
            var error = Assert.Single(module.Engine.Run($"{call} {Host.Address} {InFile}").Errors);
            Assert.StartsWith("HostKeyMismatch,", error.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
            Assert.Contains(LabKey(Host).Fingerprint, error.ToString());
            Assert.Contains(Key(OtherKey).Fingerprint, error.ToString());
            Assert.EndsWith($"Remove-ContainerOsHostKey {Host.Address} {InFile}", error.ToString());
        }

        var changed = Assert.Single(Keys($"Get-ContainerOsHostKey {Host.Address} -Offered {InFile}"));
        Assert.Equal((HostKeyState.Changed, "ssh-ed25519", Key(OtherKey).Fingerprint, 2), (changed.State, changed.KnownKeyType, changed.KnownFingerprint, changed.Line));

        Assert.Empty(module.Run($"Remove-ContainerOsHostKey {Host.Address} {InFile}").Output);
        Assert.Equal($"# mine\nother {OtherKey}\n", System.IO.File.ReadAllText(File));
        var unknown = Assert.Single(module.Engine.Run($"Get-ContainerOsInfo {Host.User}@{Host.Address} -KeyFilePath '{Lab.KeyFile}' {InFile}").Errors);
        var remedy = unknown.ToString()[unknown.ToString().IndexOf("Add-ContainerOsHostKey", StringComparison.Ordinal)..];
        module.Run(remedy + " -Confirm:$false");
        Assert.Single(module.Run($"Get-ContainerOsInfo {Host.User}@{Host.Address} -KeyFilePath '{Lab.KeyFile}' {InFile}").Output);
    }

    [Fact]
    public void A_revoked_key_is_refused()
    {
        System.IO.File.WriteAllText(File, "@revoked * " + LabLine(Host).Split(' ', 2)[1]);
        var error = Assert.Single(module.Engine.Run($"Add-ContainerOsHostKey {Host.Address} {InFile} -Fingerprint {LabKey(Host).Fingerprint}").Errors);
        Assert.StartsWith("HostKeyMismatch,", error.FullyQualifiedErrorId);
        Assert.Contains("revoked", error.ToString());
        Assert.Equal(HostKeyState.Revoked, Keys($"Get-ContainerOsHostKey {Host.Address} -Offered {InFile}").Single().State);
    }

    [Fact]
    public void Another_type_of_key_may_be_added_to_those_that_are_known()
    {
        System.IO.File.WriteAllText(File, $"{Host.Address} ecdsa-sha2-nistp256 {Convert.ToBase64String([0, 0, 0, 19, .. "ecdsa-sha2-nistp256"u8, 0, 0, 0, 8, .. "nistp256"u8, 0, 0, 0, 1, 4])}\n");
        Assert.Equal(HostKeyState.Changed, Keys($"Get-ContainerOsHostKey {Host.Address} -Offered {InFile}").Single().State);
        Assert.Equal(HostKeyState.Known, Keys($"Add-ContainerOsHostKey {Host.Address} {InFile} -Confirm:$false -PassThru").Single().State);
    }

    [Theory]
    [InlineData("Add-ContainerOsHostKey", "-WhatIf")]
    [InlineData("Add-ContainerOsHostKey", "-Fingerprint $f -WhatIf")]
    [InlineData("$WhatIfPreference = $true; Add-ContainerOsHostKey", "-Fingerprint $f")]
    [InlineData("Remove-ContainerOsHostKey", "-WhatIf")]
    public void WhatIf_names_the_keys_and_changes_nothing(string command, string parameters)
    {
        var removes = command.StartsWith("Remove", StringComparison.Ordinal);
        if (removes)
            System.IO.File.WriteAllText(File, LabLine(Host));
        var result = module.Run($"& {{ $f = '{LabKey(Host).Fingerprint}'; {command} {Host.Address} {InFile} {parameters} -PassThru }}");
        Assert.Contains("What if: ", result.HostText);
        Assert.Contains(LabKey(Host).Fingerprint, result.HostText);
        Assert.Single(result.Output);
        Assert.Equal(removes, System.IO.File.Exists(File));
    }

    [Fact]
    public void Confirm_asks_also_where_a_fingerprint_was_given()
    {
        module.Engine.Host.Answer("n");
        module.Run($"Add-ContainerOsHostKey {Host.Address} {InFile} -Fingerprint {LabKey(Host).Fingerprint} -Confirm");
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void Every_line_of_a_host_is_shown_and_a_host_without_one_is_an_error()
    {
        System.IO.File.WriteAllText(File, $"@cert-authority *.example {OtherKey}\nweb1.example,web1 {OtherKey}\n[web1.example]:2222 {OtherKey}\n");
        var result = module.Engine.Run($"Get-ContainerOsHostKey web1.example,web1.example:2222,nobody {InFile}");
        var keys = result.Output.Select(output => (HostKey)output.BaseObject).ToList();
        Assert.Equal([(22, 1), (22, 2), (2222, 3)], keys.Select(key => (key.Port, key.Line!.Value)).Order());
        Assert.Equal("HostKeyUnknown,ContainerOS.Commands.GetContainerOsHostKeyCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Contains("@cert-authority it's known_hosts:1", module.Engine.Render(result.Output));
    }

    [Fact]
    public void Lines_for_other_hosts_as_well_stay_and_are_named()
    {
        System.IO.File.WriteAllText(File, $"web1,web2 {OtherKey}\nweb* {OtherKey}\n");
        var removed = module.Run($"Remove-ContainerOsHostKey web1 {InFile}");
        Assert.Contains("line 2 stays", Assert.Single(removed.Warnings));
        Assert.Equal($"web2 {OtherKey}\nweb* {OtherKey}\n", System.IO.File.ReadAllText(File));
        var error = Assert.Single(module.Engine.Run($"Remove-ContainerOsHostKey web1 {InFile}").Errors);
        Assert.StartsWith("KnownHostsUnusable,", error.FullyQualifiedErrorId);
        Assert.Contains("line 2 (web*)", error.ToString());
    }

    [Fact]
    public void A_file_that_cannot_be_used_is_an_error_for_each_host()
    {
        var result = module.Engine.Run($"Add-ContainerOsHostKey {Host.Address},{Lab.Host("cos").Address} -KnownHostsFile '{folder.FullName}' -Confirm:$false");
        Assert.Equal(["KnownHostsUnusable", "KnownHostsUnusable"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.All(result.Errors, error => Assert.StartsWith($"{error.TargetObject}: {folder.FullName}: ", error.ToString()));
    }

    [Fact]
    public void Dead_hosts_cost_only_themselves()
    {
        var result = module.Engine.Run($"'127.0.0.1:1', '{Host.Address}', 'nosuch.invalid' | Get-ContainerOsHostKey -Offered {InFile}");
        Assert.Single(result.Output);
        Assert.Equal(["ConnectionRefused", "HostUnreachable"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order());
    }

    [Theory]
    [InlineData("-Fingerprint MD5:aa")]
    [InlineData("-Fingerprint ''")]
    [InlineData("-KnownHostsFile Env:HOME")]
    public void A_bad_parameter_ends_the_call(string parameter)
    {
        var result = module.Engine.Run($"try {{ Add-ContainerOsHostKey {Host.Address} {parameter}; 'went on' }} catch {{ 'refused' }}");
        Assert.Equal("refused", Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Two_processes_at_once_lose_nothing()
    {
        var script = $@"
            $add = [ContainerOS.HostKey].Assembly.GetType('ContainerOS.Connections.HostKeys.KnownHostsFile').GetMethod('Add')
            $key = [Convert]::FromBase64String('{OtherKey.Split(' ')[1]}')
            1..50 | ForEach-Object {{ $null = $add.Invoke($null, @('{File.Replace("'", "''")}', ""host$PID-$_"", 22, 'ssh-ed25519', $key, [Threading.CancellationToken]::None)) }}";
        var host = Path.Combine(AppContext.BaseDirectory, "EngineHost.dll");
        var processes = Enumerable.Range(0, 2).Select(_ => Process.Start("dotnet", [host, "-Module", ModuleSession.Manifest, "-Command", script])).ToList();
        Assert.All(processes, process =>
        {
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
            Assert.Equal(0, process.ExitCode);
        });
        Assert.Equal(100, System.IO.File.ReadLines(File).Distinct().Count());
        Assert.Single(folder.GetFiles());
    }

    private List<HostKey> Keys(string script) => [.. module.Run(script).Output.Select(output => Assert.IsType<HostKey>(output.BaseObject))];

    private HostKey LabKey(LabHost host) => Keys($"Get-ContainerOsHostKey {host.Address} -KnownHostsFile '{Lab.KnownHosts}'").Single();

    private HostKey Key(string line)
    {
        var path = Path.Combine(folder.FullName, "one");
        System.IO.File.WriteAllText(path, "one " + line + "\n");
        return Keys($"Get-ContainerOsHostKey one -KnownHostsFile '{path}'").Single();
    }

    private static string LabLine(LabHost host) => System.IO.File.ReadLines(Lab.KnownHosts).First(line => line.StartsWith(host.Address + " ", StringComparison.Ordinal)) + "\n";
}

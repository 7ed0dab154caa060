using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.EngineHosting.Session;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Who logs in where: -UserName as a script block, and rules.</summary>
public sealed class LoginRuleTests : IDisposable
{
    private const string Port1 = "-Port 1 -Network 127.0.0.0/8"; // refuses, so that the error tells the account that was chosen
    private readonly VmSession module = new(); // rules belong to the runspace

    private static string Key => $"-KeyFilePath '{Lab.KeyFile}'";

    private static string Reach => $"-KnownHostsFile '{Lab.KnownHosts}' -Network 127.0.0.0/8";

    public void Dispose() => module.Dispose();

    [Theory]
    [InlineData("-UserName { 'kim' }", "kim")]
    [InlineData("-UserName { $_.Name.Substring(0, 3) }", "odd")] // the VM
    [InlineData("-UserName { \" core \" }", "core")]
    [InlineData("-UserName { }", null)]
    [InlineData("-UserName kim", "kim")]
    public void A_script_block_names_the_account_of_a_VM(string parameter, string? expected) =>
        Assert.Equal(expected, Account($"Get-VM odd-onestring | Get-ContainerOsInfo {Port1} {parameter}"));

    [Fact]
    public void A_script_block_names_the_account_of_a_host_and_never_changes_one_that_it_comes_with()
    {
        var result = module.Engine.Run("'127.0.0.1:1', 'root@127.0.0.1:1' | Get-ContainerOsInfo -UserName { 'u' + $_.Port }");
        Assert.Equal(["root", "u1"], result.Errors.Select(error => ((HostTarget)error.TargetObject).UserName).Order());
    }

    [Theory]
    [InlineData("{ throw 'no idea' }", "no idea")]
    [InlineData("{ 'a', 'b' }", "2 values")]
    [InlineData("{ 'a b' }", "a b")]
    public void A_script_block_that_fails_is_the_host_s_error_and_the_others_go_on(string script, string pattern)
    {
        var result = module.Engine.Run($"'127.0.0.1:1', 'root@127.0.0.1:1' | Get-ContainerOsInfo -UserName {script}");
        Assert.Null(result.Terminating);
        Assert.Equal(["ConnectionRefused", "LoginRuleFailed"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order());
        Assert.Contains(result.Errors, error => error.ToString().Contains(pattern, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_rule_that_matches_is_taken_and_explained()
    {
        Run("Register-ContainerOsLogin { $false } nobody; Register-ContainerOsLogin { $_.Name -like 'odd*' } core; Register-ContainerOsLogin { $true } root");
        Assert.Equal("core", Account($"Get-VM odd-onestring | Get-ContainerOsInfo {Port1}"));
        Assert.Equal("root", Account($"Get-ContainerOsInfo 127.0.0.1 {Port1}"));
        var choice = Run("Get-ContainerOsLogin -Explain (Get-VM odd-onestring)").Output.Single();
        Assert.Equal([2, "core", "odd-onestring"], new[] { "RuleId", "UserName", "ComputerName" }.Select(name => choice.Properties[name].Value));
        var reasons = (IReadOnlyList<string>)choice.Properties["Reasons"].Value;
        Assert.Equal(2, reasons.Count);
        Assert.Contains("does not match", reasons[0]);
        Assert.Contains("applies", reasons[1]);
    }

    [Fact]
    public void An_account_that_a_host_comes_with_is_kept()
    {
        Run("Register-ContainerOsLogin { $true } core");
        Assert.Equal("root", Account("Get-ContainerOsInfo root@127.0.0.1:1"));
        Assert.Equal("kim", Account($"Get-ContainerOsInfo 127.0.0.1 {Port1} -UserName {{ 'kim' }}"));
        Assert.Contains("it is for 'core'", Run("(Get-ContainerOsLogin -Explain root@127.0.0.1).Reasons").Output.Single().ToString());
    }

    [Fact]
    public void Rules_are_listed_and_taken_away()
    {
        Run("Register-ContainerOsLogin { 1 } a; Register-ContainerOsLogin { 2 } b; Register-ContainerOsLogin { 3 } c; Unregister-ContainerOsLogin 2 -WhatIf; Get-ContainerOsLogin 1 | Unregister-ContainerOsLogin");
        Assert.Equal([2, "b", 3, "c"], Run("Get-ContainerOsLogin | ForEach-Object { $_.Id; $_.UserName }").Output.Select(value => value.BaseObject));
        Assert.StartsWith("LoginRuleNotFound", Assert.Single(module.Engine.Run("Unregister-ContainerOsLogin 1").Errors).FullyQualifiedErrorId);
        using var other = new VmSession();
        Assert.Empty(other.Engine.Run("Get-ContainerOsLogin").Output);
    }

    [Theory]
    [InlineData("Register-ContainerOsLogin { $true }", "LoginNeeded")]
    [InlineData("Register-ContainerOsLogin { $true } 'a b'", "InvalidUserName")]
    [InlineData("Register-ContainerOsLogin { $true } -KeyFilePath /nope", "InvalidPath")]
    [InlineData("Register-ContainerOsLogin { $true } -UserName x -JumpHost (Get-VM odd-off)", "VmPoweredOff")]
    public void A_rule_that_makes_no_sense_is_refused(string call, string id)
    {
        Assert.StartsWith(id, Assert.Single(module.Engine.Run(call).Errors).FullyQualifiedErrorId);
        Assert.Empty(Run("Get-ContainerOsLogin").Output);
    }

    [Fact]
    public void A_mixed_fleet_logs_in_by_rules_and_again_by_its_outputs()
    {
        var hosts = new[] { Lab.Host("photon5"), Lab.Host("flatcar"), Lab.Host("rancheros"), Lab.Host("cos") };
        foreach (var host in hosts)
            Run($"Register-ContainerOsLogin {{ $_.Guest.OSFullName -eq '{host.Kind}' }} {host.User} {Key}");
        var names = string.Join(", ", hosts.Select(host => host.Name));
        var results = Run($"Get-VM {names} | Get-ContainerOsInfo {Reach} | Invoke-ContainerOsCommand 'id -un' {Reach}").Output.Select(output => (CommandResult)output.BaseObject);
        Assert.Equal(hosts.Select(host => (host.Name, host.User)).Order(), results.Select(result => (result.ComputerName, (string)result.StdOut)).Order());
    }

    [Fact]
    public void A_typed_key_wins_over_rules_and_one_of_the_defaults_does_not()
    {
        var photon = Lab.Host("photon5");
        Run($"Register-ContainerOsLogin {{ $true }} nobody {Key}");
        Assert.Equal("root", Run($"Get-ContainerOsInfo {photon.Address} -KnownHostsFile '{Lab.KnownHosts}' {Key} -UserName root").Output.Select(output => ((HostInfo)output.BaseObject).UserName).Single());
        Run($"Get-ContainerOsLogin | Unregister-ContainerOsLogin; Register-ContainerOsLogin {{ $true }} root {Key}; $PSDefaultParameterValues = @{{ '*-ContainerOs*:KeyFilePath' = '/etc/hostname' }}");
        Assert.Single(Run($"$PSDefaultParameterValues = @{{ '*-ContainerOs*:KeyFilePath' = '/etc/hostname' }}; Get-ContainerOsInfo {photon.Address} -KnownHostsFile '{Lab.KnownHosts}'").Output);
    }

    [Fact]
    public void SshNet_takes_the_key_or_the_password_of_a_rule()
    {
        var (photon, debian) = (Lab.Host("photon5"), Lab.Host("debian"));
        Run($"Register-ContainerOsLogin {{ $_.Address -eq '{photon.Address}' }} root {Key}");
        Run($"Register-ContainerOsLogin {{ $_.Address -eq '{debian.Address}' }} -Credential ([pscredential]::new('pwonly', ([Net.NetworkCredential]::new('', 'userpw').SecurePassword)))");
        Run("Register-ContainerOsLogin { $_.Address -eq '127.0.0.1' } kim");
        var result = module.Engine.Run($"'{photon.Address}', '127.0.0.1', '{debian.Address}', 'other' | Get-ContainerOsInfo -KnownHostsFile '{Lab.KnownHosts}' -Transport SshNet");
        Assert.Null(result.Terminating);
        Assert.Equal(["pwonly", "root"], result.Output.Select(output => ((HostInfo)output.BaseObject).UserName).Order());
        Assert.All(result.Errors, error => Assert.StartsWith("LoginNeeded,", error.FullyQualifiedErrorId)); // of these hosts only
        Assert.Equal(["127.0.0.1", "other"], result.Errors.Select(error => ((HostTarget)error.TargetObject).Address).Order());
        var session = Run($"$s = New-ContainerOsSession {debian.Address} -KnownHostsFile '{Lab.KnownHosts}' -Transport SshNet; $PSDefaultParameterValues = @{{ '*-ContainerOs*:Transport' = 'SshNet' }}; $s | Get-ContainerOsInfo; $s | Remove-ContainerOsSession");
        Assert.Equal("pwonly", ((HostInfo)session.Output.Single().BaseObject).UserName);
    }

    [Fact]
    public void A_session_is_logged_in_by_a_rule()
    {
        var flatcar = Lab.Host("flatcar");
        var output = Run($"Register-ContainerOsLogin {{ $true }} core {Key}; $s = Get-VM {flatcar.Name} | New-ContainerOsSession {Reach}; $s | Get-ContainerOsInfo; $s | Stop-VMGuest; $s | Remove-ContainerOsSession").Output;
        Assert.Equal("core", ((HostInfo)output[0].BaseObject).UserName);
        Assert.Equal(flatcar.Name, output[1].Properties["Name"].Value);
    }

    [Fact]
    public void Secrets_come_from_SecretManagement_and_are_never_shown()
    {
        var debian = Lab.Host("debian");
        var module = this.module.Engine;
        Run("""
            New-Module -Name Microsoft.PowerShell.SecretManagement {
                function Get-Secret {
                    param([string] $Name)
                    $secret = [securestring]::new()
                    'userpw'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
                    $global:asked += 1
                    switch ($Name) {
                        'login' { [pscredential]::new('pwonly', $secret) }
                        'password' { $secret }
                        'plain' { 'userpw' }
                        default { throw "there is no secret $Name" }
                    }
                }
            } | Import-Module
            """);
        foreach (var rule in new[] { "-SecretName login", "pwonly -SecretName password" })
        {
            Run($"Get-ContainerOsLogin | Unregister-ContainerOsLogin; $global:asked = 0; Register-ContainerOsLogin {{ $true }} {rule}");
            var result = Run($"$VerbosePreference = 'Continue'; '{debian.Address}', '{debian.Address}' | Invoke-ContainerOsCommand 'id -un' -KnownHostsFile '{Lab.KnownHosts}'; $VerbosePreference = 'SilentlyContinue'; Get-ContainerOsLogin; $asked");
            Assert.Equal("pwonly", ((CommandResult)result.Output[0].BaseObject).StdOut);
            Assert.Equal(1, result.Output[^1].BaseObject);
            Assert.DoesNotContain("userpw", result.Rendered + string.Concat(result.Verbose));
        }

        foreach (var (rule, id) in new[] { ("-SecretName plain", "SecretUnavailable"), ("-SecretName none", "SecretUnavailable") })
        {
            Run($"Get-ContainerOsLogin | Unregister-ContainerOsLogin; Register-ContainerOsLogin {{ $true }} {rule}");
            var error = Assert.Single(module.Run("Get-ContainerOsInfo 127.0.0.1:1").Errors, error => error.FullyQualifiedErrorId.StartsWith(id, StringComparison.Ordinal));
            Assert.DoesNotContain("userpw", error.ToString());
        }

        Run("Get-ContainerOsLogin | Unregister-ContainerOsLogin; Register-ContainerOsLogin { $true } -SecretName login");
        Assert.StartsWith("SecretForAnotherUser", Assert.Single(module.Run("Get-ContainerOsInfo root@127.0.0.1:1").Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void Without_SecretManagement_its_secrets_are_an_error_of_the_host()
    {
        Run("Register-ContainerOsLogin { $true } root -SecretName x");
        var error = Assert.Single(module.Engine.Run("Get-ContainerOsInfo 127.0.0.1:1").Errors);
        Assert.StartsWith("SecretUnavailable", error.FullyQualifiedErrorId);
        Assert.Contains("Install-Module", error.ToString());
    }

    private EngineResult Run(string script)
    {
        var result = module.Engine.Run(script);
        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        return result;
    }

    private string? Account(string call) => ((HostTarget)Assert.Single(module.Engine.Run(call).Errors).TargetObject).UserName;
}

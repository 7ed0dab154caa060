using System;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>What users give as hosts. Port 1 of loopback refuses, so each error tells what a target became without needing a host.</summary>
public sealed class BindingTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    [Theory]
    [InlineData("'core@127.0.0.1:1'", "127.0.0.1", "127.0.0.1", 1, "core")]
    [InlineData("'[::1]:1'", "::1", "::1", 1, null)]
    [InlineData("([pscustomobject]@{ ComputerName = 'web1'; Address = '127.0.0.1'; Port = '1'; UserName = 'core' })", "web1", "127.0.0.1", 1, "core")]
    [InlineData("([pscustomobject]@{ ComputerName = 'core@127.0.0.1:1'; Port = ''; UserName = '' })", "127.0.0.1", "127.0.0.1", 1, "core")]
    [InlineData("([pscustomobject]@{ Cn = '127.0.0.1'; Port = 1 })", "127.0.0.1", "127.0.0.1", 1, null)]
    [InlineData("([pscustomobject]@{ HostName = 'web1'; IPAddress = [ipaddress]'127.0.0.1'; Port = 1 })", "web1", "127.0.0.1", 1, null)]
    [InlineData("@{ ComputerName = '127.0.0.1'; Port = 1 }", "127.0.0.1", "127.0.0.1", 1, null)]
    public void Strings_and_records_become_targets_by_pipeline_and_by_argument(string input, string label, string address, int port, string? user)
    {
        foreach (var script in new[] { $"{input} | Get-ContainerOsInfo", $"Get-ContainerOsInfo -ComputerName {input}", $"Get-ContainerOsInfo -Cn @({input})" })
        {
            var error = Assert.Single(module.Engine.Run(script).Errors);
            var target = Assert.IsType<HostTarget>(error.TargetObject);
            Assert.Equal((label, address, port, user), (target.ComputerName, target.Address, target.Port, target.UserName));
            Assert.Equal("ConnectionRefused,ContainerOS.Commands.GetContainerOsInfoCommand", error.FullyQualifiedErrorId);
        }
    }

    [Fact]
    public void An_ip_address_object_is_its_address()
    {
        var error = Assert.Single(module.Engine.Run("[ipaddress]'127.0.0.1' | Get-ContainerOsInfo -Port 1").Errors);
        Assert.Equal("127.0.0.1", ((HostTarget)error.TargetObject).Address);
    }

    [Theory]
    [InlineData("'web*'", "web\\*")]
    [InlineData("''", "empty")]
    [InlineData("'a b'", "a b")]
    [InlineData("$null", "null|empty")]
    [InlineData("'127.0.0.1:70000'", "70000")]
    [InlineData("'127.0.0.1:0'", "'0'")]
    [InlineData("'-oProxyCommand=x'", "hyphen")]
    [InlineData("([datetime]::Now)", "System.DateTime")]
    [InlineData("([pscustomobject]@{ Name = 'x' })", "record")]
    [InlineData("([pscustomobject]@{ IPAddress = @('1.1.1.1', '2.2.2.2') })", "IPAddress.*list")]
    [InlineData("([pscustomobject]@{ ComputerName = 'x'; Port = 'ssh' })", "ssh")]
    public void What_names_no_host_ends_the_call_and_is_named(string input, string pattern)
    {
        Assert.Matches(pattern, Refusal($"Get-ContainerOsInfo -ComputerName {input}"));
    }

    [Fact]
    public void A_bad_row_of_the_pipeline_costs_only_itself()
    {
        var result = module.Engine.Run("'web*', '127.0.0.1:1' | Get-ContainerOsInfo");
        Assert.Null(result.Terminating);
        Assert.Equal(["ConnectionRefused", "ParameterArgumentTransformationError"],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order());
    }

    [Theory]
    [InlineData("-ConnectTimeout 0", "more than zero")]
    [InlineData("-CommandTimeout -5", "more than zero")]
    [InlineData("-ConnectTimeout abc", "not a duration")]
    [InlineData("-Port 0", "1")]
    [InlineData("-Port 70000", "65535")]
    [InlineData("-ThrottleLimit 0", "1")]
    [InlineData("-KeyFilePath /nope/key", "/nope/key")]
    [InlineData("-KeyFilePath Env:HOME", "file system")]
    [InlineData("-UserName 'a b'", "a b")]
    [InlineData("-HostKeyPolicy Never", "AcceptNew")]
    public void A_bad_parameter_ends_the_call(string parameter, string pattern)
    {
        Assert.Matches(pattern, Refusal($"Get-ContainerOsInfo 127.0.0.1:1 {parameter}"));
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("0.5", 0.5)]
    [InlineData("'1.5'", 1.5)]
    [InlineData("'00:00:02'", 2)]
    [InlineData("([timespan]::FromSeconds(3))", 3)]
    public void Durations_are_seconds_or_time_spans(string value, double seconds)
    {
        var cmdlet = module.Run("Get-Command Get-ContainerOsInfo").Output.Single().BaseObject as CmdletInfo;
        var attribute = cmdlet!.ImplementingType.GetProperty("ConnectTimeout")!.GetCustomAttributes(true).OfType<ArgumentTransformationAttribute>().Single();
        var input = module.Run(value).Output.Single();
        Assert.Equal(TimeSpan.FromSeconds(seconds), attribute.Transform(null!, input));
    }

    /// <summary>What a terminating error says; fails when the call went on.</summary>
    private string Refusal(string call)
    {
        var result = module.Run($"try {{ {call}; 'went on' }} catch {{ $_ }}");
        return Assert.IsType<ErrorRecord>(Assert.Single(result.Output).BaseObject).ToString();
    }
}

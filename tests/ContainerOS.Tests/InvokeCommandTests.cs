using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Invoke-ContainerOsCommand in the engine.</summary>
public sealed class InvokeCommandTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private static string All => string.Join(",", Lab.Hosts.Select(host => $"'{host.User}@{host.Address}'"));

    private static string Debian => "debian@" + Lab.Host("debian").Address;

    [Fact]
    public void One_result_per_host()
    {
        var results = module.Run($"{All} | Invoke-ContainerOsCommand 'cat /proc/sys/kernel/hostname; exit 4' {ModuleSession.Login}").Output.Select(output => (CommandResult)output.BaseObject).ToList();
        Assert.Equal(Lab.Hosts.Select(host => host.Name).Order(), results.Select(result => (string)result.StdOut).Order());
        Assert.All(results, result => Assert.Equal(4, result.ExitCode));
    }

    [Fact]
    public void What_if_names_command_and_host_and_runs_nothing()
    {
        var marker = "/tmp/what-if-" + Guid.NewGuid().ToString("N");
        var result = module.Run($"Invoke-ContainerOsCommand 'touch {marker}' {Debian} -Elevate -WhatIf {ModuleSession.Login}");
        Assert.Empty(result.Output);
        Assert.Contains($"run 'touch {marker}' as root", result.HostText);
        Assert.Contains(Lab.Host("debian").Address, result.HostText);
        Assert.False(File.Exists(Lab.Host("debian").Root + marker));
    }

    [Fact]
    public void A_non_zero_exit_code_is_an_error_only_when_asked()
    {
        var line = $"Invoke-ContainerOsCommand 'echo why >&2; exit 9' {Debian} {ModuleSession.Login}";
        Assert.Equal(9, ((CommandResult)module.Run(line).Output.Single().BaseObject).ExitCode);

        var failed = module.Engine.Run(line + " -FailOnNonZeroExit");
        Assert.Empty(failed.Output);
        var error = Assert.Single(failed.Errors);
        Assert.StartsWith("NonZeroExit,", error.FullyQualifiedErrorId);
        Assert.Contains("exit code 9: why", error.ToString());
    }

    [Fact]
    public void Without_sudo_nothing_runs_and_the_error_says_why()
    {
        var error = Assert.Single(module.Engine.Run($"Invoke-ContainerOsCommand id nosudo@{Lab.Host("debian").Address} -Elevate {ModuleSession.Login}").Errors);
        Assert.StartsWith("ElevationFailed,", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_file_goes_with_its_arguments_and_views_show_no_raw_escapes()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "#!/bin/bash\nprintf '\\033]0;%s\\a%s\\n' \"$@\"");
            var result = module.Run($"Invoke-ContainerOsCommand -FilePath '{file}' -ComputerName {Debian} -ArgumentList 'two words', x {ModuleSession.Login}");
            Assert.Equal("\u001b]0;two words\ax", ((CommandResult)result.Output.Single().BaseObject).StdOut);
            Assert.DoesNotContain('\u001b', result.Rendered);
            Assert.Contains("\\u001b]0;two words", result.Rendered);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("-FilePath /nope/x.sh", "/nope/x.sh")]
    [InlineData("''", "empty")]
    public void A_bad_call_ends_before_any_host(string what, string pattern)
    {
        var result = module.Run($"try {{ Invoke-ContainerOsCommand {what} -ComputerName 127.0.0.1:1; 'went on' }} catch {{ $_ }}");
        Assert.Matches(pattern, Assert.IsType<ErrorRecord>(Assert.Single(result.Output).BaseObject).ToString());
    }
}

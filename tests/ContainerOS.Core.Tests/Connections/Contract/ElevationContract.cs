using System;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Scripts that must run as root, with the lab's real sudo.</summary>
public abstract class ElevationContract(ConnectionFactory open)
{
    private static readonly RemoteScript WhoAmI = new("who", "section id id -u; section pwd printf %s \"$1\"", "it's") { Elevation = Elevation.Required };

    [Fact]
    public async Task Sudo_without_a_password_makes_root_of_a_user()
    {
        using var connection = open(LabLogin.Debian("sudoer"), LabLogin.Settings());
        var result = await connection.RunAsync(WhoAmI, null, TestContext.Current.CancellationToken);
        Assert.Equal(("0\n", "it's", true), (result.Sections["id"].OutputText, result.Sections["pwd"].OutputText, result.IsElevated));
    }

    [Theory]
    [InlineData("nosudo", "sudo")]
    [InlineData("sudopw", "password is required")]
    public async Task Where_sudo_refuses_nothing_runs_and_sudo_is_quoted(string account, string reason)
    {
        using var connection = open(LabLogin.Debian(account), LabLogin.Settings());
        var error = await connection.FailsAsync(ConnectionFailure.ElevationFailed, WhoAmI);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public async Task Root_needs_no_sudo_where_there_is_none()
    {
        var photon = Lab.Host("photon5");
        using var connection = open(new HostTarget(photon.Name, photon.Address, photon.Port, "root"), LabLogin.Settings());
        var result = await connection.RunAsync(WhoAmI, null, TestContext.Current.CancellationToken);
        Assert.Equal("0\n", result.Sections["id"].OutputText);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a password that nobody asks for")]
    public async Task The_time_that_sudo_takes_is_no_part_of_the_round_trip(string? sudoPassword)
    {
        await using var account = await LabAccount.CreateAsync("Old-pass-word-1");
        await account.AllowSudoAsync("NAME ALL=(ALL) NOPASSWD: ALL");
        await account.PrepareAsync("""
            mkdir "/home/$1/bin" && echo 'PATH=$HOME/bin:$PATH' >"/home/$1/.bashrc"
            printf '%s\n' '#!/bin/sh' 'sleep 3' 'exec /usr/bin/sudo "$@"' >"/home/$1/bin/sudo" && chmod 755 "/home/$1/bin/sudo"
            """);
        using var connection = open(account.Target, LabLogin.Settings(sudoPassword: sudoPassword));
        var result = await connection.RunAsync(WhoAmI, null, TestContext.Current.CancellationToken);
        Assert.True(result.IsElevated);
        var withoutSudo = result.TimeToStart - TimeSpan.FromSeconds(3);
        Assert.InRange(result.RoundTrip, TimeSpan.FromTicks(1), withoutSudo / 2); // that of SSH.NET; over OpenSSH it is a twelfth, and with sudo's time more than this
    }

    [Fact]
    public async Task A_shell_that_runs_nothing_is_not_taken_for_a_refusal()
    {
        using var connection = open(LabLogin.Debian("nologin"), LabLogin.Settings());
        await connection.FailsAsync(ConnectionFailure.ShellUnavailable, WhoAmI);
    }
}

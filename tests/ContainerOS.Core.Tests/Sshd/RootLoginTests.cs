using System.Threading.Tasks;
using ContainerOS.Sshd;
using ContainerOS.Tests.Info;
using Xunit;

namespace ContainerOS.Tests.Sshd;

public sealed class RootLoginTests
{
    public static TheoryData<string> Names => SshdConfigurations.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ReadsTheFilesAsSshdDoes(string name)
    {
        var configuration = SshdConfigurations.Of(name);
        using var host = FakeHost.Photon();
        host.Write("etc/ssh/sshd_config", configuration.Main);
        foreach (var (file, text) in configuration.DropIns)
            host.Write("etc/ssh/sshd_config.d/" + file, text);
        var info = await host.ReadAsync();

        if (configuration.Reason is null)
        {
            Assert.Equal(RootLoginReader.Value(configuration.Effective), info.PermitRootLogin);
            Assert.Equal(configuration.Source, info.PermitRootLoginSource);
        }
        else
        {
            Assert.Null(info.PermitRootLogin);
            Assert.Contains(configuration.Reason, info.Why(nameof(info.PermitRootLogin)));
        }
    }

    [Theory]
    [InlineData("absent=/etc/ssh/sshd_config", "sshd_config is not there or not readable")]
    [InlineData("absent=/etc/ssh/sshd_config.d", "includes /etc/ssh/sshd_config.d/*.conf, which could not be read")]
    [InlineData("absent=/etc/ssh/sshd_config.d/10-a.conf", "/etc/ssh/sshd_config.d/10-a.conf could not be read")]
    public void WhatCannotBeReadMayHoldTheFirstValue(string absent, string reason)
    {
        var answer = new Answer().Fact("sshd", "/etc/ssh/sshd_config:1:Include /etc/ssh/sshd_config.d/*.conf", "/etc/ssh/sshd_config:2:PermitRootLogin no").Absent(absent["absent=".Length..]);
        if (absent.EndsWith("sshd_config", System.StringComparison.Ordinal))
            answer.Fact("sshdfile");

        Assert.Contains(reason, answer.Read().Why(nameof(HostInfo.PermitRootLogin)));
    }

    [Fact]
    public void AMatchMayHideInWhatCannotBeRead() =>
        Assert.Null(new Answer().Fact("sshd", "/etc/ssh/sshd_config:1:PermitRootLogin no", "/etc/ssh/sshd_config:2:Include /etc/ssh/sshd_config.d/*.conf").Absent("/etc/ssh/sshd_config.d").Read().PermitRootLogin);

    [Theory]
    [InlineData("OpenSSH_6.9p1", PermitRootLogin.Yes)]
    [InlineData("OpenSSH_5.3", PermitRootLogin.Yes)]
    [InlineData("OpenSSH_7.0", PermitRootLogin.ProhibitPassword)]
    [InlineData("OpenSSH_7.8", PermitRootLogin.ProhibitPassword)]
    [InlineData("OpenSSH_9.2p1 Debian-2+deb12u10", PermitRootLogin.ProhibitPassword)]
    [InlineData("OpenSSH_10.0p2", PermitRootLogin.ProhibitPassword)]
    [InlineData("dropbear_2022.83", null)]
    [InlineData(null, null)]
    public void TheDefaultIsTheServersOwn(string? version, PermitRootLogin? expected)
    {
        var info = new Answer().Fact("sshd").Connection(new() { ServerVersion = version }).Read();

        Assert.Equal(expected, info.PermitRootLogin);
        Assert.Equal(expected is null ? null : SettingSource.Default, info.PermitRootLoginSource);
    }

    [Theory]
    [InlineData("PermitRootLogin maybe")]
    [InlineData("PermitRootLogin \u001b[31myes")]
    public void AValueThatSshdDoesNotKnow(string line)
    {
        var info = new Answer().Fact("sshd", "/etc/ssh/sshd_config:1:" + line).Read();

        Assert.Null(info.PermitRootLogin);
        Assert.Contains("reads PermitRootLogin '", info.Why(nameof(info.PermitRootLogin)));
    }

    [Theory]
    [InlineData("Include /etc/ssh/sshd_config", "17th Include within each other")]
    [InlineData("PermitRootLogin", "has no argument")]
    [InlineData("Match Colour red", "a criterion that OpenSSH does not know: 'colour'")]
    public void LinesThatSshdRefuses(string line, string reason) => Assert.Contains(reason, new Answer().Fact("sshd", "/etc/ssh/sshd_config:1:" + line).Read().Why(nameof(HostInfo.PermitRootLogin)));

    [Fact]
    public void ALineThatWasCutOffIsNotGuessedAt() =>
        Assert.Equal("/etc/ssh/sshd_config could not be read", new Answer().Fact("sshd", "/etc/ssh/sshd_config:1:" + ("Match User " + new string('a', 2000))[..1024]).Read().Why(nameof(HostInfo.PermitRootLogin)));

    [Theory]
    [InlineData("/etc/ssh/sshd_config:x:PermitRootLogin yes")]
    [InlineData("PermitRootLogin yes")]
    [InlineData("")]
    public void LinesThatSayNothing(string line) => Assert.Equal(SettingSource.Default, new Answer().Fact("sshd", line).Read().PermitRootLoginSource);

    [Theory]
    [InlineData("permitrootlogin yes\n", PermitRootLogin.Yes)]
    [InlineData("permitrootlogin without-password\n", PermitRootLogin.ProhibitPassword)]
    [InlineData("permitrootlogin forced-commands-only\n", PermitRootLogin.ForcedCommandsOnly)]
    public void SshdItselfIsBelievedMore(string output, PermitRootLogin expected)
    {
        var info = new Answer().AskedSshd().Section("sshd", output).Read();

        Assert.Equal((expected, SettingSource.Sshd), (info.PermitRootLogin, info.PermitRootLoginSource));
        Assert.Empty(info.Unknown);
    }

    [Theory]
    [InlineData("", 1, "sshd: no hostkeys available -- exiting.\n", "no hostkeys available")]
    [InlineData("permitrootlogin y", null, "", "could not be asked")]
    [InlineData("garbage\n", 0, "", "could not be asked")]
    public void WhereSshdDoesNotAnswerTheFilesDo(string output, int? status, string error, string reason)
    {
        var info = new Answer().AskedSshd().Section("sshd", output, status, error).Read();

        Assert.Equal((PermitRootLogin.No, SettingSource.File), (info.PermitRootLogin, info.PermitRootLoginSource));
        Assert.Contains(reason, info.Why(nameof(info.PermitRootLogin)));
    }

    [Fact]
    public void WhereSudoRefusesItIsSaid()
    {
        var info = new Answer().AskedSshd("\nsudo: a password is required\n").Connection(new() { UserName = "core", ServerVersion = "OpenSSH_9.3" }).Section("sshd", "", 1, "permission denied").Read();

        Assert.Equal(PermitRootLogin.No, info.PermitRootLogin);
        Assert.Contains("sudo: a password is required", info.Why(nameof(info.PermitRootLogin)));
    }

    [Fact]
    public async Task TheProbeAsksSshdForTheClientThatAsks()
    {
        using var host = FakeHost.Photon();
        host.Elevate = true;
        host.Tool("sshd", "[ \"$*\" = '-T -C user=root,host=10.0.0.1,addr=10.0.0.1' ] && printf 'port 22\\npermitrootlogin without-password\\nx11forwarding no\\n'");

        var info = await host.ReadAsync();
        Assert.Equal((PermitRootLogin.ProhibitPassword, SettingSource.Sshd), (info.PermitRootLogin, info.PermitRootLoginSource));
    }
}

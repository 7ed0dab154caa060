using System;
using System.Net;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Transports;

/// <summary>Which connection is chosen for a host, by what is given and by what ssh_config says about it.</summary>
public sealed class TransportChooserTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", null)]
    [InlineData("Host *\n  Compression yes\n", null)]
    [InlineData("Host other other2\n  User joe\n", null)]
    [InlineData("Host web?.example\n", "Host block")]
    [InlineData("# Host web1.example\nhost = *.EXAMPLE\n", "Host block")]
    [InlineData("Host * !web1.example\n  User joe\n", null)]
    [InlineData("Host *.example !web1.example\n  User joe\n", null)]
    [InlineData("User joe\n", "sets User")]
    [InlineData("Host *\n\tproxyjump bastion\n", "sets proxyjump")]
    [InlineData("Host other\n  ProxyJump bastion\n", null)]
    [InlineData("Match all\n  Port 2222\n", "sets Port")]
    [InlineData("Match final all\n  Ciphers aes256-ctr\n", null)]
    [InlineData("Match host other\n  User joe\n", null)]
    [InlineData("Match originalhost web1.example exec \"true\"\n", "Match block")]
    [InlineData("Match exec \"test -f /x\"\n", "Match block")]
    [InlineData("Include INCLUDED\n", "Host block")]
    [InlineData("Include nosuch*\n", null)]
    public void What_ssh_config_says(string config, string? applies)
    {
        config = config.Replace("INCLUDED", folder.Write("included.conf", "Host web1*\n  User joe\n"));
        var said = SshConfigFiles.Read(folder.Write("config", config)).WhatApplies("Web1.example");
        Assert.Equal(applies is null, said is null);
        Assert.Contains(applies ?? "", said ?? "");
    }

    [Theory]
    [InlineData("KexAlgorithms curve25519-sha256\n", "curve25519-sha256")]
    [InlineData("Host other\n  KexAlgorithms a\nHost *.EXAMPLE\n  kexalgorithms = \"b,c\"\n  KexAlgorithms d\n", "b,c")]
    [InlineData("Match host web1.example\n  KexAlgorithms a\nMatch all\n  KexAlgorithms b\n", "b")]
    [InlineData("Host * !web1.example\n  KexAlgorithms a\n", null)]
    public void The_value_that_ssh_config_sets(string config, string? value) =>
        Assert.Equal(value, SshConfigFiles.Read(folder.Write("config", config)).Value("Web1.example", "KexAlgorithms"));

    [Fact]
    public void A_missing_file_says_nothing() => Assert.Null(SshConfigFiles.Read(folder.At("nosuch")).WhatApplies("web1"));

    [Fact]
    public void Without_password_and_key_file_it_is_OpenSSH() =>
        Assert.Equal(Transport.OpenSsh, Choose(Transport.Auto, "").Transport);

    [Theory]
    [InlineData(Transport.SshNet)]
    [InlineData(Transport.OpenSsh)]
    public void What_is_asked_for_is_taken(Transport asked) => Assert.Equal(asked, Choose(asked, "Host web1\n", password: "x").Transport);

    [Fact]
    public void An_installation_without_SSH_NET_takes_OpenSSH()
    {
        var choice = Choose(Transport.Auto, "", key: Lab.Directory is null ? "/dev/null" : Lab.KeyFile);
        Assert.Equal(Transport.OpenSsh, choice.Transport);
        Assert.Contains("could not be loaded", choice.Reason);
    }

    [Fact]
    public void A_machine_without_ssh_takes_SSH_NET()
    {
        var choice = Choose(Transport.Auto, "", client: folder.At("nosuch-ssh"));
        Assert.Equal(Transport.SshNet, choice.Transport);
        Assert.Contains("nosuch-ssh", choice.Reason);
    }

    [Fact]
    public void A_password_goes_over_OpenSSH_where_ssh_config_applies() =>
        Assert.Equal(Transport.OpenSsh, Choose(Transport.Auto, "Host web1\n  HostName 10.0.0.1\n", password: "s3cret").Transport);

    private TransportChoice Choose(Transport transport, string config, string? password = null, string? key = null, string? client = null) =>
        Chooser(transport, config, password, key, client).Choose(new HostTarget("web1", "web1"));

    // The folder is no module's: SSH.NET is not there.
    private TransportChooser Chooser(Transport transport, string config, string? password = null, string? key = null, string? client = null) => new(transport, new ConnectionSettings
    {
        SshConfigFile = folder.Write("config", config),
        Password = password is null ? null : new NetworkCredential("", password).SecurePassword,
        KeyFilePath = key,
        SshClientPath = client,
    }, folder.At("module"));
}

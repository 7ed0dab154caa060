using System.Threading.Tasks;
using Xunit;

namespace ContainerOS.Tests.Sshd.Changing;

/// <summary>sshd.service; the operator is root.</summary>
public sealed class PhotonSshdFaults(PhotonLab lab) : SshdFaultContract(lab, "photon5"), IClassFixture<PhotonLab>
{
    [Fact]
    public Task Cut() => A_connection_that_is_cut_does_not_matter();

    [Fact]
    public Task Reset() => A_host_that_is_reset_puts_it_back();
}

/// <summary>sshd is started for each connection; the operator uses sudo.</summary>
public sealed class FlatcarSshdFaults(FlatcarLab lab) : SshdFaultContract(lab, "flatcar"), IClassFixture<FlatcarLab>
{
    [Fact]
    public Task Cut() => A_connection_that_is_cut_does_not_matter();

    [Fact]
    public Task Gone() => A_client_that_is_gone_means_that_the_host_puts_it_back();
}

/// <summary>No systemd, sshd_config made anew at every boot.</summary>
public sealed class RancherSshdFaults(RancherLab lab) : SshdFaultContract(lab, "rancheros"), IClassFixture<RancherLab>
{
    [Fact]
    public Task Gone() => A_client_that_is_gone_means_that_the_host_puts_it_back();

    [Fact]
    public Task Reset() => A_host_that_is_reset_puts_it_back();
}

/// <summary>The operator uses sudo, /etc is made anew at every boot.</summary>
public sealed class CosSshdFaults(CosLab lab) : SshdFaultContract(lab, "cos"), IClassFixture<CosLab>
{
    [Fact]
    public Task Reset() => A_host_that_is_reset_puts_it_back();
}

/// <summary>Debian's own ssh.service.</summary>
public sealed class DebianSshdFaults(DebianLab lab) : SshdFaultContract(lab, "debian"), IClassFixture<DebianLab>
{
    [Fact]
    public Task Reset() => A_host_that_is_reset_puts_it_back();
}

/// <summary>One Photon host.</summary>
public sealed class PhotonLab() : OwnLab("photon5");

/// <summary>One Flatcar host.</summary>
public sealed class FlatcarLab() : OwnLab("flatcar");

/// <summary>One RancherOS host.</summary>
public sealed class RancherLab() : OwnLab("rancheros");

/// <summary>One Container-Optimized OS host.</summary>
public sealed class CosLab() : OwnLab("cos");

/// <summary>One Debian host.</summary>
public sealed class DebianLab() : OwnLab("debian");

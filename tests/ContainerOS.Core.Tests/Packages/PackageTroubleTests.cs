using ContainerOS.Packages;
using Xunit;

namespace ContainerOS.Tests.Packages;

/// <summary>Words of tdnf, rpm and rpm-ostree, and what is said about them.</summary>
public sealed class PackageTroubleTests
{
    [Theory]
    [InlineData("Error(1514) : RPM is signed but failed to match with known keys. Use --nogpgcheck to ignore.", "Error(1514) : RPM is signed but failed to match with known keys.")]
    [InlineData("Error(1510) : RPM not signed. Use --nogpgcheck to ignore.", "Error(1510) : RPM not signed.")]
    [InlineData("Error(1512) : RPM not signed. Use --skipsignature or --nogpgcheck to ignore.", "Error(1512) : RPM not signed.")]
    [InlineData("Error(1523) : gpgkey entry is missing for this repo. please add gpgkey in repo file or use --nogpgcheck to ignore.", "Error(1523) : gpgkey entry is missing for this repo. please add gpgkey in repo file.")]
    [InlineData("public key is unavailable. install public key using rpm --import or use --nogpgcheck to ignore.", "public key is unavailable. install public key using rpm --import.")]
    [InlineData("error: package x cannot be verified and repo y is GPG enabled: failed to verify signature", null)]
    public void Nobody_is_told_to_leave_signatures_unchecked(string said, string? shown)
    {
        Assert.Equal(shown ?? said, PackageTrouble.Words(said));
        Assert.Contains("leave gpgcheck on", PackageTrouble.Remedy(said));
    }

    [Theory]
    [InlineData("another process works with the packages", "-LockTimeout")]
    [InlineData("Error(1525) : rpm transaction failed: No space left on device", "Make room")]
    [InlineData("error: cannot open Packages index using sqlite - Operation not permitted (1)", "rpm --rebuilddb")]
    [InlineData("error: rpmdb: BDB0113 Thread/process 412/140 failed: BDB1507 Thread died in Berkeley DB library", "rpm --rebuilddb")]
    [InlineData("Error(1304) : Solv - I/O error", "rpm --rebuilddb")]
    [InlineData("Error(1601) : Operation not permitted. You have to be root.", "Log in as root")]
    [InlineData("Error(1207) : Couldn't connect to server", "Set-ContainerOsRepository -Repair")]
    [InlineData("Error(1222) : HTTP response code said error", "Set-ContainerOsRepository -Repair")]
    [InlineData("Error(1301) : Solv general runtime error", null)]
    public void What_is_known_has_a_remedy(string said, string? remedy)
    {
        if (remedy is null)
            Assert.Null(PackageTrouble.Remedy(said));
        else
            Assert.Contains(remedy, PackageTrouble.Remedy(said));
    }
}

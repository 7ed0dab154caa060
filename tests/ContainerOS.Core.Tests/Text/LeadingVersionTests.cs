using Xunit;

namespace ContainerOS.Tests.Text;

public sealed class LeadingVersionTests
{
    [Theory]
    [InlineData("4.19.79-1.ph3-esx", "4.19.79")]
    [InlineData("4.14.138-rancher", "4.14.138")]
    [InlineData("4.19.86-coreos", "4.19.86")]
    [InlineData("6.6", "6.6")]
    [InlineData("6.6-rc1", "6.6")]
    [InlineData("6.6.", "6.6")]
    [InlineData("6.6.20241201120000", "6.6")]
    [InlineData("6..1", null)]
    [InlineData("5.15.0-1034.41+x", "5.15.0")]
    [InlineData("v5.10", null)]
    [InlineData("999999.1", null)]
    [InlineData("", null)]
    public void Numbers_that_a_version_begins_with(string release, string? version) => Assert.Equal(version, LeadingVersion.Of(release)?.ToString());

    [Theory]
    [InlineData("OpenSSH_9.2p1 Debian-2+deb12u10", "9.2")]
    [InlineData("an OpenSSH_x before OpenSSH_for_Windows_9.5p1", "9.5")]
    [InlineData("dropbear_2022.83", null)]
    [InlineData(null, null)]
    public void The_first_OpenSSH_that_a_text_names(string? text, string? version) => Assert.Equal(version, LeadingVersion.OfOpenSsh(text)?.ToString());
}

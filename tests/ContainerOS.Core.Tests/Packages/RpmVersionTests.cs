using ContainerOS.Packages;
using Xunit;

namespace ContainerOS.Tests.Packages;

public sealed class RpmVersionTests
{
    [Theory]
    [InlineData("1.0-1.ph5", "1.0-1.ph5", 0)]
    [InlineData("1.10-1", "1.9-2", 1)]
    [InlineData("1.0-2.ph5", "1.0-10.ph5", -1)]
    [InlineData("1:1.0-1", "2.0-1", 1)]
    [InlineData("1.0~rc1-1", "1.0-1", -1)]
    [InlineData("1.0^git1-1", "1.0-1", 1)]
    [InlineData("1.0^git1-1", "1.0.1-1", -1)]
    [InlineData("1.0.1-1", "1.0a-1", 1)]
    [InlineData("1.0.a-1", "1.0-1", 1)]
    [InlineData("007-1", "7-1", 0)]
    [InlineData("24.0.9-2.ph5", "24.0.5-1.ph5", 1)]
    public void Versions_are_compared_as_rpm_does(string left, string right, int expected)
    {
        Assert.Equal(expected, RpmVersion.Compare(left, right));
        Assert.Equal(-expected, RpmVersion.Compare(right, left));
    }
}

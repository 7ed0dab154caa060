using ContainerOS.Info;
using Xunit;

namespace ContainerOS.Tests.Info;

public sealed class HostClockTests
{
    [Theory]
    [InlineData("1717243200", 0.0)]
    [InlineData("1717243200.250000000", 0.25)]
    [InlineData("1717243200.%N", 0.0)] // busybox
    [InlineData("1717268400.123\n", 25200.123)]
    [InlineData("1717243195.0", -5.0)]
    [InlineData("0.5", -1717243199.5)] // 1970
    [InlineData("-1", -1717243201.0)]
    [InlineData("99999999999", 98282756799.0)]
    [InlineData("", null)]
    [InlineData("%s.%N", null)]
    [InlineData("+1717243200", null)]
    [InlineData("1717243200.5x", 0.0)]
    [InlineData("Sat Jun  1 12:00:00 UTC 2024", null)]
    [InlineData("9999999999999999999999", null)]
    public void Skew(string date, double? seconds)
    {
        var info = new Answer().Section("clock", date).Read();

        Assert.Equal(seconds, info.ClockSkew?.TotalSeconds);
        Assert.Equal(Answer.Now.AddSeconds(-3600.25), info.BootTime); // by our clock, not the host's
    }

    [Theory]
    [InlineData(null, "", "ended before")]
    [InlineData("17172432", "", "cut off")]
    [InlineData("", "sh: 1: date: not found", "date: not found")]
    public void NoClock(string? output, string error, string reason)
    {
        var answer = output is null ? new Answer().Without("clock") : new Answer().Section("clock", output, error.Length > 0 ? 127 : null, error);

        Assert.Contains(reason, answer.Read().Why(nameof(HostInfo.ClockSkew)));
    }
}

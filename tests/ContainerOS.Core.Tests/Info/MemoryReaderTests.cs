using Xunit;

namespace ContainerOS.Tests.Info;

public sealed class MemoryReaderTests
{
    [Theory]
    [InlineData("MemTotal:        2048000 kB|MemAvailable:    1024000 kB", 2048000L, 1024000L, 1024000L)]
    [InlineData("MemTotal:\t2048000 kB |MemAvailable: 0 kB", 2048000L, 0L, 2048000L)]
    [InlineData("MemTotal:        2048000 kB", 2048000L, null, null)] // kernels before 3.14 have no MemAvailable
    [InlineData("MemAvailable:    1024000 kB", null, 1024000L, null)]
    [InlineData("MemTotal:        2048000 kB|MemAvailable:    4096000 kB", 2048000L, 4096000L, null)]
    [InlineData("MemTotal:       -2048000 kB|MemAvailable:    1024000 kB", null, 1024000L, null)]
    [InlineData("MemTotal:        2048000 MB|MemAvailable:    1024000 kB", null, 1024000L, null)]
    [InlineData("MemTotal:        2048000|MemAvailable:    1024000 kB", null, 1024000L, null)]
    [InlineData("MemTotal:        99999999999999999999 kB|MemAvailable:    1024000 kB", null, 1024000L, null)]
    [InlineData("MemTotal:        1000000000000000 kB|MemAvailable:    1024000 kB", null, 1024000L, null)]
    [InlineData("MemTotal|MemAvailable", null, null, null)]
    public void Memory(string lines, long? total, long? available, long? used)
    {
        var info = new Answer().Fact("mem", [.. lines.Split('|'), "SwapTotal: 0 kB", "SwapFree: 0 kB"]).Read();

        Assert.Equal((total << 10, available << 10, used << 10), (info.MemoryTotalBytes, info.MemoryAvailableBytes, info.MemoryUsedBytes));
        Assert.Equal((0, 0), (info.SwapTotalBytes, info.SwapUsedBytes));
    }
}

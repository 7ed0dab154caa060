using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit;

namespace ContainerOS.Tests.Info;

/// <summary>What holds for every <see cref="HostInfo"/>, whatever the host answered.</summary>
internal static class Invariants
{
    // Null here is itself an answer.
    private static readonly string[] Optional =
        [nameof(HostInfo.BuildId), nameof(HostInfo.PackageManager), nameof(HostInfo.RootUsedPercent), nameof(HostInfo.PermitRootLoginSource), nameof(HostInfo.UserName),
            nameof(HostInfo.VmUid), nameof(HostInfo.VmId)];

    public static void Check(HostInfo info)
    {
        var reasons = info.Unknown.ToDictionary(value => value.Property, value => value.Reason);
        Assert.All(reasons.Values, reason => Assert.False(string.IsNullOrWhiteSpace(reason) || reason.TrimEnd().EndsWith(':'), "a reason that gives none: " + reason));
        foreach (var (name, value) in Values(info))
        {
            var isUnknown = value is null or OsFamily.Unknown || (value is ICollection { Count: 0 } && name != nameof(HostInfo.Unknown));
            var mayBeNull = Optional.Contains(name) || (name is nameof(HostInfo.SystemState) or nameof(HostInfo.FailedUnits) && info.InitSystem != "systemd");
            if (isUnknown && !mayBeNull)
                Assert.True(reasons.ContainsKey(name), name + " is unknown without a reason");
            if (!isUnknown && name != nameof(HostInfo.PermitRootLogin)) // that one may also say why sshd was not asked
                Assert.False(reasons.ContainsKey(name), name + " is known and has a reason why not");
            foreach (var text in Texts(value))
                Assert.Equal(HostText.Clean(text), text);
        }

        Assert.All(reasons.Keys, name => Assert.NotNull(typeof(HostInfo).GetProperty(name)));
        Assert.Equal(info.PermitRootLogin is null, info.PermitRootLoginSource is null);
        Assert.Equal(info.Uptime is null, info.BootTime is null);
        Assert.True(info.MemoryUsedBytes is null or >= 0);
        Assert.True(info.SwapUsedBytes is null or >= 0);
        Assert.Distinct(info.FileSystems.Select(fileSystem => fileSystem.MountPoint));
        Assert.NotNull(info.ToString());
    }

    /// <summary>All properties by name.</summary>
    public static IEnumerable<(string Name, object? Value)> Values(HostInfo info) =>
        typeof(HostInfo).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => (property.Name, property.GetValue(info)));

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        string text => [text],
        IEnumerable many => many.Cast<object>().SelectMany(Texts),
        HostFileSystem fileSystem => [fileSystem.MountPoint, fileSystem.Device, fileSystem.Type, fileSystem.ToString()],
        UnknownValue unknown => [unknown.Reason],
        _ => [],
    };
}

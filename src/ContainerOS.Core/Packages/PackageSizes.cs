using System;
using System.Linq;

namespace ContainerOS.Packages;

/// <summary>What a plan of packages takes, in words.</summary>
internal static class PackageSizes
{
    /// <summary>The sizes in parentheses; empty where none are known.</summary>
    public static string Text(PackagePlan plan)
    {
        if (plan.Install.Count == 0)
            return "";
        var download = plan.Install.All(package => package.DownloadBytes is not null) ? $", {Size(plan.Install.Sum(package => package.DownloadBytes!.Value))} to download" : "";
        return $" ({Size(plan.Install.Sum(package => package.InstallBytes))} installed{download})";
    }

    private static string Size(long bytes) => FormattableString.Invariant($"{bytes / 1048576.0:0.0} MiB");
}

namespace ContainerOS.Packages;

/// <summary>A package that would be installed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version and release.</param>
/// <param name="Repository">Where it comes from.</param>
/// <param name="InstallBytes">What it takes when it is installed; rounded where the package manager rounds.</param>
/// <param name="DownloadBytes">What is fetched for it; null where the package manager does not say.</param>
internal sealed record PlannedPackage(string Name, string Version, string Repository, long InstallBytes, long? DownloadBytes)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}

using System.Collections.Generic;

namespace ContainerOS.OperatingSystems;

/// <summary>What a family of operating systems can do and how, as its makers ship it. A host may differ: look there first.</summary>
public sealed class OsProfile
{
    private readonly string? shortName;

    /// <summary>The family.</summary>
    public OsFamily Family { get; init; }

    /// <summary>The name to show.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The name for narrow columns.</summary>
    public string ShortName { get => shortName ?? DisplayName; init => shortName = value; }

    /// <summary>The init system: systemd or system-docker; null when it varies.</summary>
    public string? InitSystem { get; init; }

    /// <summary>The command that installs packages; null when there is none.</summary>
    public string? PackageManager { get; init; }

    /// <summary>True when an installed package takes effect only after a reboot.</summary>
    public bool PackagesNeedReboot { get; init; }

    /// <summary>The file that decides after a reboot what sshd does.</summary>
    public string SshdConfigFile { get; init; } = "/etc/ssh/sshd_config";

    /// <summary>The folder of drop-ins that the shipped sshd_config includes; null when it includes none.</summary>
    public string? SshdDropInDirectory { get; init; }

    /// <summary>How sshd is told of a change.</summary>
    public SshdControl SshdControl { get; init; }

    /// <summary>The sshd service's unit; null without systemd.</summary>
    public string? SshdUnit { get; init; } = "sshd.service";

    /// <summary>True when changes below /etc survive a reboot.</summary>
    public bool EtcPersists { get; init; } = true;

    /// <summary>True when /usr is read-only.</summary>
    public bool UsrReadOnly { get; init; }

    /// <summary>Where data survives a reboot, beside /etc where that persists.</summary>
    public IReadOnlyList<string> PersistentPaths { get; init; } = ["/"];

    /// <summary>What keeps a kernel module loaded after a reboot: a folder, a command, or null when nothing does.</summary>
    public string? ModulePersistence { get; init; } = "/etc/modules-load.d";

    /// <summary>The account that the shipped image lets in.</summary>
    public string? DefaultUser { get; init; }

    /// <inheritdoc/>
    public override string ToString() => DisplayName;
}

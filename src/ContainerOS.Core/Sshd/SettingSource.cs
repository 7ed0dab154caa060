namespace ContainerOS;

/// <summary>Where a setting of sshd was read.</summary>
public enum SettingSource
{
    /// <summary>In sshd's configuration files.</summary>
    File,

    /// <summary>The files say nothing: what OpenSSH does then.</summary>
    Default,

    /// <summary>sshd itself was asked (<c>sshd -T</c>).</summary>
    Sshd,

    /// <summary>sshd was started with it, which beats its files.</summary>
    CommandLine,
}

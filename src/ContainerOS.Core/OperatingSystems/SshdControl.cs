namespace ContainerOS.OperatingSystems;

/// <summary>How sshd is told that its configuration has changed.</summary>
public enum SshdControl
{
    /// <summary>A systemd service that is reloaded.</summary>
    ServiceReload,

    /// <summary>systemd starts an sshd per connection: nothing to tell.</summary>
    SocketActivated,

    /// <summary>HUP to the master process: no systemd.</summary>
    SignalMaster,
}

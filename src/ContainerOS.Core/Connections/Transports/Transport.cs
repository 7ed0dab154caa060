namespace ContainerOS.Connections.Transports;

/// <summary>The kinds of connection.</summary>
public enum Transport
{
    /// <summary>SSH.NET where it can do what is asked, OpenSSH for everything else.</summary>
    Auto,

    /// <summary>SSH.NET, within this process.</summary>
    SshNet,

    /// <summary>The system's ssh program, with the user's ssh_config, agent and jump hosts.</summary>
    OpenSsh,
}

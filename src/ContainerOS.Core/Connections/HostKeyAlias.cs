namespace ContainerOS.Connections;

/// <summary>What known_hosts calls a host.</summary>
public enum HostKeyAlias
{
    /// <summary>The address that is connected to, or what ssh_config says.</summary>
    Address,

    /// <summary>For VMs of PowerCLI, a name made of the VM's Uid, which stays when the address changes; for all others the address.</summary>
    VmUid,
}

namespace ContainerOS.Targets;

/// <summary>Which addresses of a VM may be connected to.</summary>
public enum IPFamily
{
    /// <summary>IPv4 where there is one, else IPv6.</summary>
    Any,

    /// <summary>IPv4 only.</summary>
    IPv4,

    /// <summary>IPv6 only.</summary>
    IPv6,
}

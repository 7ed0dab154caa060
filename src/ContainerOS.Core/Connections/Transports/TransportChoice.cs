namespace ContainerOS.Connections.Transports;

/// <summary>Which kind of connection reaches a host, and why.</summary>
public sealed class TransportChoice
{
    internal TransportChoice(Transport transport, string reason)
    {
        Transport = transport;
        Reason = reason;
    }

    /// <summary>The kind; never Auto.</summary>
    public Transport Transport { get; }

    /// <summary>Why, in words for -Verbose.</summary>
    public string Reason { get; }

    /// <summary>For example <c>SshNet (a key file is given)</c>.</summary>
    /// <returns>The choice and the reason.</returns>
    public override string ToString() => $"{Transport} ({Reason})";
}

using ContainerOS.Connections;

namespace ContainerOS;

/// <summary>A property that could not be read, and why.</summary>
public sealed class UnknownValue
{
    internal UnknownValue(string property, string reason)
    {
        Property = property;
        Reason = HostText.Clean(FailureText.Shorten(reason));
    }

    /// <summary>The property's name.</summary>
    public string Property { get; }

    /// <summary>Why it is null.</summary>
    public string Reason { get; }

    /// <inheritdoc/>
    public override string ToString() => Property + ": " + Reason;
}

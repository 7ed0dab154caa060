using System;

namespace ContainerOS.Targets;

/// <summary>What was given names no host. A mistake of the call, not trouble with a host.</summary>
public sealed class HostTargetException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong with the input, and what is expected.</param>
    public HostTargetException(string message)
        : base(message)
    {
    }
}

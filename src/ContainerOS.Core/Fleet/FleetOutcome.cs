using System;
using ContainerOS.Targets;

namespace ContainerOS.Fleet;

/// <summary>How one host of a fleet came out: a result or an error, never neither.</summary>
/// <typeparam name="TResult">The result of the operation.</typeparam>
public sealed class FleetOutcome<TResult>
    where TResult : class
{
    internal FleetOutcome(HostTarget target, TResult? result, Exception? error)
    {
        Target = target;
        Result = result;
        Error = error;
    }

    /// <summary>The host.</summary>
    public HostTarget Target { get; }

    /// <summary>The result; null when there was an error.</summary>
    public TResult? Result { get; }

    /// <summary>The error; null when there is a result.</summary>
    public Exception? Error { get; }
}

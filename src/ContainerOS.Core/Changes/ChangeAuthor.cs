using System;

namespace ContainerOS.Changes;

/// <summary>Who changes a host, and why.</summary>
/// <param name="Name">The account on this machine.</param>
/// <param name="Machine">This machine.</param>
/// <param name="Reason">Why, in the user's words; empty when nothing was said.</param>
internal sealed record ChangeAuthor(string Name, string Machine, string Reason)
{
    /// <summary>Whoever runs this.</summary>
    public static ChangeAuthor Current(string? reason) => new(Environment.UserName, Environment.MachineName, reason ?? "");
}

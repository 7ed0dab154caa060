using System;

namespace ContainerOS.Logins;

/// <summary>It cannot be told who logs in to a host, or the secret for it cannot be had.</summary>
internal sealed class LoginException(string id, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The stable error id.</summary>
    public string Id { get; } = id;
}

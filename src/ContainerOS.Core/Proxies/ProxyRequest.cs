using System.Collections.Generic;

namespace ContainerOS.Proxies;

/// <summary>What is to become of the proxies of a host.</summary>
/// <param name="Proxy">The proxy; null to take away what is set.</param>
internal sealed record ProxyRequest(ProxyAddress? Proxy)
{
    /// <summary>What is reached without it; null to leave what is said about that.</summary>
    public IReadOnlyList<string>? NoProxy { get; init; }

    /// <summary>The programs; empty for those that a host has.</summary>
    public IReadOnlyList<ProxyProgram> Programs { get; init; } = [];

    /// <summary>Whether daemons that go on with something else are restarted.</summary>
    public bool RestartService { get; init; }
}

using System.Collections.Generic;

namespace ContainerOS.Proxies;

/// <summary>The three variables by which a daemon knows its proxy. They may hold a password.</summary>
/// <param name="Http">HTTP_PROXY; null when it is not set.</param>
/// <param name="Https">HTTPS_PROXY; null when it is not set.</param>
/// <param name="None">NO_PROXY: what is reached without it; null when it is not set.</param>
internal sealed record ProxyValues(string? Http, string? Https, string? None)
{
    /// <summary>Their names.</summary>
    public static readonly IReadOnlyList<string> Names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

    /// <summary>Nothing is set.</summary>
    public static readonly ProxyValues Nothing = new(null, null, null);

    /// <summary>Takes them from variables; an empty one is as good as none.</summary>
    public static ProxyValues Of(IReadOnlyDictionary<string, string> variables)
    {
        string? Get(string name) => variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        return new ProxyValues(Get(Names[0]), Get(Names[1]), Get(Names[2]));
    }

    /// <summary>The proxy: that for https, which images and packages come by, before the other.</summary>
    public string? Proxy => Https ?? Http;

    /// <summary>True when a password is part of them.</summary>
    public bool HasPassword => ProxyAddress.HasPassword(Http) || ProxyAddress.HasPassword(Https);

    /// <summary>Those that are set, name=value.</summary>
    public IEnumerable<string> Assignments()
    {
        if (Http is not null)
            yield return Names[0] + "=" + Http;
        if (Https is not null)
            yield return Names[1] + "=" + Https;
        if (None is not null)
            yield return Names[2] + "=" + None;
    }

    // The one that a record has would print the password.
    public override string ToString() => Proxy is null ? "" : ProxyAddress.Mask(Proxy);
}

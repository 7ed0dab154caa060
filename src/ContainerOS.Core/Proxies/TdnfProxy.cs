namespace ContainerOS.Proxies;

/// <summary>tdnf's proxy: its address, and the login beside it. libcurl takes %-encoded characters out of both, so a password may hold anything.</summary>
internal static class TdnfProxy
{
    /// <summary>Reads it as one address.</summary>
    /// <returns>Null when there is none.</returns>
    public static string? Read(TdnfConfiguration file)
    {
        if (file.Get("proxy") is not { Length: > 0 } proxy)
            return null;
        var scheme = proxy.IndexOf("://", System.StringComparison.Ordinal);
        // tdnf takes a login only when both are there.
        return file.Get("proxy_username") is { } user && file.Get("proxy_password") is { } password
            ? proxy.Substring(0, scheme < 0 ? 0 : scheme + 3) + user + ":" + password + "@" + proxy.Substring(scheme < 0 ? 0 : scheme + 3) : proxy;
    }

    /// <summary>Writes it; null takes it away.</summary>
    public static void Write(TdnfConfiguration file, ProxyAddress? proxy)
    {
        file.Set("proxy", proxy?.Endpoint);
        file.Set("proxy_username", proxy?.UserName);
        file.Set("proxy_password", proxy?.UserName is null ? null : proxy.Password ?? "");
    }
}

using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ContainerOS.Repositories;

/// <summary>What the addresses of repositories mean.</summary>
internal static class RepositoryAddress
{
    private const string Living = "https://packages.broadcom.com/photon/";

    /// <summary>Whose it is.</summary>
    /// <param name="url">The address with nothing left to expand; null for none.</param>
    public static RepositoryEra Era(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return RepositoryEra.Other;
        return uri.Host.ToLowerInvariant() switch
        {
            "dl.bintray.com" or "bintray.com" => RepositoryEra.BintrayDead,
            "packages.vmware.com" => RepositoryEra.VmwareGone,
            "packages.broadcom.com" => RepositoryEra.Broadcom,
            var host => uri.IsFile || host.IndexOf('.') < 0 || IsPrivate(uri) ? RepositoryEra.Local : RepositoryEra.Other,
        };
    }

    /// <summary>The living address in the place of one that is dead, with the same variables in it.</summary>
    /// <returns>Null when there is none for it.</returns>
    public static string? Repaired(string url)
    {
        var vmware = Regex.Match(url, "^https?://packages\\.vmware\\.com/photon/(.+)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        if (vmware.Success)
            return Living + vmware.Groups[1].Value;
        var bintray = Regex.Match(url, "^https?://dl\\.bintray\\.com/vmware/(photon_[^/]+)/?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        return bintray.Success ? Living + "$releasever/" + bintray.Groups[1].Value : null;
    }

    /// <summary>Why an address may not be set; null when it may.</summary>
    public static string? Problem(string url)
    {
        if (url.Any(c => c <= ' ' || c > '~') || !Uri.TryCreate(url.Replace("$", ""), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "file"))
            return "it is no http://, https:// or file:// address";
        return uri.UserInfo.Length > 0 ? "it holds a user name or password, which would stand in a file that every account of the host can read" : null;
    }

    /// <summary>An address with the variables of a host in it.</summary>
    public static string Expand(string url, string release, string architecture) =>
        url.Replace("${releasever}", release).Replace("$releasever", release).Replace("${basearch}", architecture).Replace("$basearch", architecture);

    private static bool IsPrivate(Uri uri)
    {
        if (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address))
            return uri.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith(".lan", StringComparison.OrdinalIgnoreCase);
        var bytes = address.GetAddressBytes();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal)
            return true;
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] == 10 || (bytes[0] == 172 && (bytes[1] & 0xf0) == 16) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254)
            : (bytes[0] & 0xfe) == 0xfc;
    }
}

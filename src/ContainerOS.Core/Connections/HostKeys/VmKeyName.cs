using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ContainerOS.Targets;

namespace ContainerOS.Connections.HostKeys;

/// <summary>
/// The name of a VM in known_hosts, for example <c>vmuid_virtualmachine-vm-177_vc1.example</c>: the VM's Id and its vCenter, in lower case.
/// No host can be called so, because host names have no underscore.
/// </summary>
internal static class VmKeyName
{
    private const string Prefix = "vmuid_";
    private const int LongestPlain = 200;

    /// <summary>The name; null where the host goes by its address.</summary>
    public static string? Of(HostTarget target, HostKeyAlias alias) => alias == HostKeyAlias.VmUid && target.VmUid is { } uid ? Of(uid) : null;

    /// <summary>Makes a name of <c>/VIServer=user@vc1:443/VirtualMachine=VirtualMachine-vm-177/</c>. Who is logged in to vCenter is no part of it.</summary>
    internal static string Of(string uid)
    {
        var parts = Regex.Match(uid, "^/VIServer=(?:.*@)?([^/@]+)/VirtualMachine=([^/]+)/?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        var identity = (parts.Success ? parts.Groups[2].Value + "/" + Regex.Replace(parts.Groups[1].Value, ":443$", "") : uid).ToLowerInvariant();
        if (identity.Length <= LongestPlain && Regex.IsMatch(identity, @"^[a-z0-9.-]+/[a-z0-9.-]+\z"))
            return Prefix + identity.Replace('/', '_');

        // What known_hosts cannot hold is replaced; the hash keeps apart what would be the same then.
        var readable = new string(identity.Take(LongestPlain).Select(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' ? c : '-').ToArray());
        using var sha = SHA256.Create();
        return Prefix + readable.Trim('-') + "_" + string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(identity)).Take(8).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}

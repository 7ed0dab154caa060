using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ContainerOS.Proxies;

/// <summary>The hosts that are reached without the proxy, as NO_PROXY names them.</summary>
internal static class ProxyExceptions
{
    /// <summary>Takes lists apart that are one text.</summary>
    public static IReadOnlyList<string> Split(IEnumerable<string> texts) => texts.SelectMany(text => text.Split(',')).Select(text => text.Trim()).Where(text => text.Length > 0).Distinct().ToList();

    /// <summary>Whether a text is a name, a domain (.corp, *.corp), an address, a network (10.0.0.0/8), each perhaps with a port, or * for all.</summary>
    public static bool IsOne(string text) => Regex.IsMatch(text, @"^(\*|(\*?\.)?[A-Za-z0-9_]([A-Za-z0-9._-]*)(:[0-9]{1,5}|/[0-9]{1,2})?|\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]?(:[0-9]{1,5}|/[0-9]{1,3})?)\z", RegexOptions.CultureInvariant);
}

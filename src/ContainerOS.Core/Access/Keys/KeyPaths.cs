using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Access.Accounts;

namespace ContainerOS.Access.Keys;

/// <summary>What AuthorizedKeysFile and its kin stand for with one account.</summary>
internal static class KeyPaths
{
    /// <summary>The paths, each once; none for <c>none</c>.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> patterns, HostAccount account) =>
        patterns.Where(pattern => !string.Equals(pattern, "none", StringComparison.OrdinalIgnoreCase)).Select(pattern => Of(pattern, account)).Distinct().ToList();

    /// <summary>The path that a pattern stands for.</summary>
    public static string Of(string pattern, HostAccount account)
    {
        var path = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var token = pattern[i] == '%' && i + 1 < pattern.Length ? pattern[++i] : '\0';
            path.Append(token switch
            {
                '\0' => pattern[i].ToString(),
                'h' => account.Home,
                'u' => account.Name,
                'U' => account.Uid.ToString(System.Globalization.CultureInfo.InvariantCulture),
                '%' => "%",
                _ => "%" + token,
            });
        }

        return path.Length > 0 && path[0] == '/' ? path.ToString() : account.Home + "/" + path;
    }
}

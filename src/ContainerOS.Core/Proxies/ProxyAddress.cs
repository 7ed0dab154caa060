using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerOS.Proxies;

/// <summary>The address of a proxy, with who logs in there. User name and password are percent-encoded: as text they are plain ASCII without quotes, blanks and dollar signs.</summary>
internal sealed record ProxyAddress
{
    // The last @ ends the login: a password may hold one.
    private static readonly Regex Form = new(@"^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<login>.*)@)?(?<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?/?\z", RegexOptions.CultureInvariant);
    private static readonly string[] Schemes = ["http", "https", "socks5", "socks5h"];

    private ProxyAddress(string scheme, string endpoint) => (Scheme, Endpoint) = (scheme, endpoint);

    /// <summary>http, https, socks5 or socks5h.</summary>
    public string Scheme { get; }

    /// <summary>Scheme, host and port.</summary>
    public string Endpoint { get; }

    /// <summary>Who logs in, percent-encoded; null when nobody does.</summary>
    public string? UserName { get; private init; }

    /// <summary>The password, percent-encoded; null when there is none.</summary>
    public string? Password { get; private init; }

    /// <summary>True for a proxy of any protocol, which only some programs can use.</summary>
    public bool IsSocks => Scheme is "socks5" or "socks5h";

    /// <summary>The whole address, with the password.</summary>
    public string WithPassword => Join(Password);

    /// <summary>The address for people and for anything that is written down.</summary>
    public override string ToString() => Join(Password is null ? null : Hidden);

    /// <summary>What stands for a password.</summary>
    public const string Hidden = "***";

    /// <summary>Reads an address as a user typed it.</summary>
    /// <param name="text">The address.</param>
    /// <param name="problem">Why it is none, without anything of it that may be secret; null when it is one.</param>
    /// <returns>Null when it is none.</returns>
    public static ProxyAddress? Parse(string text, out string? problem)
    {
        var form = Form.Match(text);
        var login = form.Groups["login"];
        problem = form switch
        {
            _ when text.IndexOf("://", StringComparison.Ordinal) < 0 => "it has no scheme: write http://host:port",
            _ when text.Any(c => c is <= ' ' or > '~') => "it holds a blank or another character that no address has: a user name and password with such characters go into -ProxyCredential",
            { Success: false } => "it is not of the form scheme://host:port; a path, a query and quotes do not belong to it",
            _ when !Schemes.Contains(form.Groups["scheme"].Value.ToLowerInvariant()) => $"it is for {form.Groups["scheme"].Value.ToLowerInvariant()}, and a proxy is one of {string.Join(", ", Schemes)}",
            // curl, and so tdnf, would take 1080, the others 80.
            _ when !form.Groups["port"].Success => "it has no port, and the programs of a host do not agree on which one that means",
            _ when int.Parse(form.Groups["port"].Value, CultureInfo.InvariantCulture) is 0 or > 65535 => "its port is not between 1 and 65535",
            _ when Regex.IsMatch(login.Value, "%(?![0-9A-Fa-f]{2})") => "it holds a % that is not followed by two hexadecimal digits: write %25, or give user name and password as they are with -ProxyCredential",
            _ when login.Success && login.Value.Split(':')[0].Length == 0 => "it has an @, and no user name before it",
            _ => null,
        };
        if (problem is not null)
            return null;
        var scheme = form.Groups["scheme"].Value.ToLowerInvariant();
        var address = new ProxyAddress(scheme, $"{scheme}://{form.Groups["host"].Value}:{form.Groups["port"].Value}");
        if (!login.Success)
            return address;
        var words = login.Value.Split([':'], 2);
        return address with { UserName = Recode(words[0]), Password = words.Length > 1 ? Recode(words[1]) : null };
    }

    /// <summary>The same proxy with another login.</summary>
    /// <param name="userName">The user name as it is.</param>
    /// <param name="password">The password as it is.</param>
    public ProxyAddress WithLogin(string userName, string password) => this with { UserName = Encode(userName), Password = Encode(password) };

    /// <summary>An address from a host's file, without its password.</summary>
    public static string Mask(string text)
    {
        var at = text.LastIndexOf('@');
        var start = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && scheme < at ? scheme + 3 : 0;
        var colon = at < start ? -1 : text.IndexOf(':', start, at - start);
        return HostText.Clean(colon < 0 ? text : text.Substring(0, colon + 1) + Hidden + text.Substring(at));
    }

    /// <summary>Whether an address from a host's file has a password.</summary>
    public static bool HasPassword(string? text) => text is not null && Mask(text) != HostText.Clean(text);

    /// <summary>Encodes all but letters, digits and - . _ ~ of a user name or password.</summary>
    internal static string Encode(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b =>
        b is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~'
            ? ((char)b).ToString() : "%" + b.ToString("X2", CultureInfo.InvariantCulture)));

    private static string Recode(string text)
    {
        var bytes = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
                bytes.Append(text.Substring(i, 3).ToUpperInvariant());
            else
                bytes.Append(Encode(text[i].ToString()));
            i += text[i] == '%' ? 2 : 0;
        }

        return bytes.ToString();
    }

    private string Join(string? password) => UserName is null ? Endpoint : $"{Scheme}://{UserName}{(password is null ? "" : ":" + password)}@{Endpoint.Substring(Scheme.Length + 3)}";
}

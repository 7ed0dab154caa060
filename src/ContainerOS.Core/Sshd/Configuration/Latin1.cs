using System.Text;

namespace ContainerOS.Sshd.Configuration;

/// <summary>Bytes as characters, one for one: what is not UTF-8 must come out as it went in.</summary>
internal static class Latin1
{
    private static readonly Encoding Encoding = Encoding.GetEncoding("iso-8859-1");

    public static string Decode(byte[] bytes) => Encoding.GetString(bytes);

    public static byte[] Encode(string text) => Encoding.GetBytes(text);

    /// <summary>The same bytes as the text that they are, for people.</summary>
    public static string ForPeople(string text) => HostText.Clean(HostText.Decode(Encode(text)));
}

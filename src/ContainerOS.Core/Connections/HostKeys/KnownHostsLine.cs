namespace ContainerOS.Connections.HostKeys;

/// <summary>One line of known_hosts that may be an entry. The key is decoded only when somebody asks for it.</summary>
internal sealed class KnownHostsLine
{
    private static readonly char[] Blanks = [' ', '\t'];
    private readonly string file;
    private readonly string key;

    private KnownHostsLine(string file, int number, KnownHostMarker marker, string names, string key)
    {
        this.file = file;
        this.key = key;
        Number = number;
        Marker = marker;
        Names = names;
    }

    public int Number { get; }

    public KnownHostMarker Marker { get; }

    public string Names { get; }

    /// <summary>Reads a line; null for blank lines, comments and what has no more than one field.</summary>
    public static KnownHostsLine? Read(string file, int number, string text)
    {
        text = text.Trim(' ', '\t', '\r');
        if (text.Length == 0 || text[0] == '#')
            return null;
        var marker = KnownHostMarker.None;
        if (text[0] == '@')
        {
            var (word, rest) = Cut(text);
            if (word is not ("@revoked" or "@cert-authority"))
                return null; // ssh ignores markers that it does not know
            marker = word == "@revoked" ? KnownHostMarker.Revoked : KnownHostMarker.CertAuthority;
            text = rest;
        }

        var (names, key) = Cut(text);
        return key.Length == 0 || names[0] == '@' ? null : new KnownHostsLine(file, number, marker, names, key);
    }

    /// <summary>The entry; null when what follows the names is no key, as in a line that was cut off.</summary>
    public KnownHostEntry? ToEntry()
    {
        var (type, rest) = Cut(key);
        return HostKeyBlob.Decode(type, Cut(rest).Word) is { } blob ? new KnownHostEntry(file, Number, Marker, Names, type, blob) : null;
    }

    private static (string Word, string Tail) Cut(string text)
    {
        var end = text.IndexOfAny(Blanks);
        return end < 0 ? (text, "") : (text.Substring(0, end), text.Substring(end).TrimStart(Blanks));
    }
}

using System;
using System.Linq;
using ContainerOS.Connections.HostKeys;

namespace ContainerOS.Passwords;

/// <summary>A public key of a user, as a line of authorized_keys.</summary>
public sealed class AuthorizedKey
{
    private AuthorizedKey(string type, string base64, string comment)
    {
        Type = type;
        Base64 = base64;
        Comment = comment;
    }

    /// <summary>For example <c>ssh-ed25519</c>.</summary>
    public string Type { get; }

    /// <summary>The key in base64: two lines with the same are the same key, whatever their comments and options say.</summary>
    public string Base64 { get; }

    /// <summary>Whose key it is, in the user's words; empty when the line has none.</summary>
    public string Comment { get; }

    /// <summary>The SHA256 fingerprint, as ssh-keygen -l shows it.</summary>
    public string Fingerprint => HostKeyBlob.Fingerprint(Convert.FromBase64String(Base64));

    /// <summary>The line.</summary>
    public string Line => Comment.Length == 0 ? Type + " " + Base64 : Type + " " + Base64 + " " + Comment;

    /// <summary>Reads a line such as a .pub file holds.</summary>
    /// <param name="line">The line, without options.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">It is none; the message says why, without the line.</exception>
    public static AuthorizedKey Parse(string line)
    {
        var words = line.Trim().Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
        if (line.Contains("PRIVATE KEY"))
            throw new FormatException("this is a private key; only public ones belong on hosts");
        if (words.Length < 2 || HostKeyBlob.Decode(words[0], words[1]) is null)
            throw new FormatException("this is no public key: a line such as 'ssh-ed25519 AAAA... comment' is needed, complete and without options");
        if (words[0].Contains("-cert-"))
            throw new FormatException("this is a certificate; authorized_keys takes the key itself");
        var comment = words.Length > 2 ? words[2].Trim() : "";
        if (comment.Any(HostText.IsUnsafe))
            throw new FormatException("its comment holds a control character");
        return new AuthorizedKey(words[0], words[1], comment);
    }
}

using System;
using System.IO;
using System.Linq;
using System.Text;

namespace ContainerOS.Tests.Connections.HostKeys;

/// <summary>Public keys that nobody has: made of a number, the same each time.</summary>
internal sealed record TestKey(string Type, byte[] Blob)
{
    public string Line => Type + " " + Convert.ToBase64String(Blob);

    public static TestKey Ed25519(byte number) => Make("ssh-ed25519", Enumerable.Repeat(number, 32).ToArray());

    public static TestKey Rsa(byte number) => Make("ssh-rsa", [1, 0, 1], [0, .. Enumerable.Repeat((byte)(128 + number), 256)]);

    /// <summary>Reads the type and the base64 of a public key file or of a line.</summary>
    public static TestKey Parse(string line)
    {
        var words = line.Split(' ');
        return new TestKey(words[0], Convert.FromBase64String(words[1]));
    }

    private static TestKey Make(string type, params byte[][] fields)
    {
        using var blob = new MemoryStream();
        foreach (var field in fields.Prepend(Encoding.ASCII.GetBytes(type)))
        {
            blob.Write([0, 0, (byte)(field.Length >> 8), (byte)field.Length]);
            blob.Write(field);
        }

        return new TestKey(type, blob.ToArray());
    }
}

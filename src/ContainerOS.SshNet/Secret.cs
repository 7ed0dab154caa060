using System.Net;
using System.Security;

namespace ContainerOS.Connections.SshNet;

/// <summary>Secrets as SSH.NET takes them, made as late as possible.</summary>
internal static class Secret
{
    public static string Text(SecureString secret) => new NetworkCredential("", secret).Password;

    public static byte[] Bytes(SecureString secret) => SecretBytes.Of(secret);
}

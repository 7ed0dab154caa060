using System.Net;
using System.Security;

namespace ContainerOS.Tests.Passwords;

internal static class Secrets
{
    public static SecureString Of(string text) => new NetworkCredential("", text).SecurePassword;

    public static string Text(SecureString secret) => new NetworkCredential("", secret).Password;
}

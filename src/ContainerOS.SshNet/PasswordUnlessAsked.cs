using System;
using Renci.SshNet;

namespace ContainerOS.Connections.SshNet;

/// <summary>The method <c>password</c>, for servers without keyboard-interactive: a wrong password costs one failed login, not two.</summary>
internal sealed class PasswordUnlessAsked(string userName, byte[] password, Func<bool> isAnswered) : AuthenticationMethod(userName)
{
    private readonly PasswordAuthenticationMethod method = new(userName, password);

    public override string Name => method.Name;

    /// <summary>The server wants a new password before it lets the account in.</summary>
    public bool IsExpired { get; private set; }

    public override AuthenticationResult Authenticate(Session session)
    {
        if (isAnswered())
            return AuthenticationResult.Failure;
        method.PasswordExpired += (_, _) => IsExpired = true;
        var result = method.Authenticate(session);
        AllowedAuthentications = method.AllowedAuthentications;
        return result;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            method.Dispose();
            Array.Clear(password, 0, password.Length);
        }

        base.Dispose(disposing);
    }
}

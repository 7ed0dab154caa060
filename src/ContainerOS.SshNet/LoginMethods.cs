using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Passwords;
using Renci.SshNet;

namespace ContainerOS.Connections.SshNet;

/// <summary>What one login has to show: a key first, then the password.</summary>
internal sealed class LoginMethods : IDisposable
{
    private readonly PasswordDialogue? dialogue;
    private readonly PasswordUnlessAsked? password;

    public LoginMethods(string userName, ConnectionSettings settings, ChangeDialogue? change)
    {
        var methods = new List<AuthenticationMethod>();
        var key = KeyFile.Of(settings);
        KeyTrouble = key?.Trouble;
        if (key is not null && key.Trouble is null)
            methods.Add(new PrivateKeyAuthenticationMethod(userName, key));
        if (settings.Password is { } secret)
        {
            dialogue = new PasswordDialogue(secret, change);
            var interactive = new KeyboardInteractiveAuthenticationMethod(userName);
            interactive.AuthenticationPrompt += dialogue.Answer;
            methods.Add(interactive);
            methods.Add(password = new PasswordUnlessAsked(userName, Secret.Bytes(secret), () => dialogue.Login.IsAnswered));
        }

        // Without any, the server still tells what it would accept.
        if (methods.Count == 0)
            methods.Add(new NoneAuthenticationMethod(userName));
        All = methods.ToArray();
    }

    public AuthenticationMethod[] All { get; }

    /// <summary>Why the key file cannot be used; null when it can, or when there is none.</summary>
    public string? KeyTrouble { get; }

    /// <summary>The server took the key and wants another method as well: it no longer names the method of keys.</summary>
    public bool IsPartial => All[0] is PrivateKeyAuthenticationMethod { AllowedAuthentications: { Length: > 0 } left } && !left.Contains("publickey");

    /// <summary>The host let the password pass and asked for a new one.</summary>
    public bool IsExpired => dialogue?.Login.IsExpired == true || password?.IsExpired == true;

    /// <summary>What the host asked and got no answer to; null when there was nothing.</summary>
    public string? RefusedPrompt => dialogue?.Login.Refused;

    /// <summary>The methods that the server said it accepts; empty when it said nothing, as after a login that went well at once.</summary>
    public IReadOnlyList<string> Offered => All.Select(method => method.AllowedAuthentications).LastOrDefault(names => names is { Length: > 0 }) ?? [];

    /// <summary>The same for messages; null when it said nothing.</summary>
    public string? Accepted => Offered.Count > 0 ? string.Join(",", Offered) : null;

    public void Dispose()
    {
        foreach (var method in All)
            method.Dispose();
    }
}

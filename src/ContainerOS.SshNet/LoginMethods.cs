using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ContainerOS.Passwords;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace ContainerOS.Connections.SshNet;

/// <summary>What one login has to show: a key first, then the password.</summary>
internal sealed class LoginMethods : IDisposable
{
    private readonly PrivateKeyFile? key;
    private readonly PasswordDialogue? dialogue;
    private readonly PasswordUnlessAsked? password;

    public LoginMethods(string userName, ConnectionSettings settings, ChangeDialogue? change)
    {
        var methods = new List<AuthenticationMethod>();
        if (settings.KeyFilePath is not null && (key = LoadKey(settings)) is not null)
            methods.Add(new PrivateKeyAuthenticationMethod(userName, key));
        if (settings.Password is { } secret)
        {
            dialogue = new PasswordDialogue(secret, change);
            var interactive = new KeyboardInteractiveAuthenticationMethod(userName);
            interactive.AuthenticationPrompt += dialogue.Answer;
            methods.Add(interactive);
            methods.Add(password = new PasswordUnlessAsked(userName, Secret.Bytes(secret), () => dialogue.IsAnswered));
        }

        // Without any, the server still tells what it would accept.
        if (methods.Count == 0)
            methods.Add(new NoneAuthenticationMethod(userName));
        All = methods.ToArray();
    }

    public AuthenticationMethod[] All { get; }

    /// <summary>Why the key file cannot be used; null when it can, or when there is none.</summary>
    public string? KeyTrouble { get; private set; }

    /// <summary>The host let the password pass and asked for a new one.</summary>
    public bool IsExpired => dialogue?.IsExpired == true || password?.IsExpired == true;

    /// <summary>What the host asked and got no answer to; null when there was nothing.</summary>
    public string? RefusedPrompt => dialogue?.Refused;

    /// <summary>The methods that the server said it accepts; empty when it said nothing, as after a login that went well at once.</summary>
    public IReadOnlyList<string> Offered => All.Select(method => method.AllowedAuthentications).LastOrDefault(names => names is { Length: > 0 }) ?? [];

    /// <summary>The same for messages; null when it said nothing.</summary>
    public string? Accepted => Offered.Count > 0 ? string.Join(",", Offered) : null;

    public void Dispose()
    {
        foreach (var method in All)
            method.Dispose();
        key?.Dispose();
    }

    private PrivateKeyFile? LoadKey(ConnectionSettings settings)
    {
        var path = settings.KeyFilePath!;
        try
        {
            return settings.KeyPassphrase is { } passphrase ? new PrivateKeyFile(path, Secret.Text(passphrase)) : new PrivateKeyFile(path);
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            KeyTrouble = $"the key {path} is encrypted and no passphrase was given";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            KeyTrouble = $"the key {path} cannot be read: {error.Message}";
        }
        catch (Exception error) // whatever its parser and its ciphers throw
        {
            KeyTrouble = settings.KeyPassphrase is null ? $"the file {path} is no private key: {error.Message}"
                : $"the key {path} does not open with this passphrase, or is no private key: {error.Message}";
        }

        return null;
    }
}

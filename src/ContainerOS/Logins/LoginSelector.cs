using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Binding;
using ContainerOS.Targets;

namespace ContainerOS.Logins;

/// <summary>Says for each host of a call who logs in and with what. For the pipeline's thread.</summary>
/// <param name="cmdlet">The cmdlet that runs.</param>
/// <param name="rules">The rules that apply, in order; none where the call itself has the login.</param>
internal sealed class LoginSelector(PSCmdlet cmdlet, IReadOnlyList<LoginRule> rules)
{
    private readonly Dictionary<LoginRule, HostLogin> logins = [];

    /// <summary>Whether there is any rule to choose from.</summary>
    public bool HasRules => rules.Count > 0;

    /// <summary>Chooses a rule; fetches no secret and contacts nobody. The account that a host comes with is never changed: rules for others do not apply to it.</summary>
    /// <exception cref="LoginException">A script block failed.</exception>
    public LoginChoice Explain(HostTarget target, AccountName? account)
    {
        var named = target.UserName is null && account?.For(target) is { } name ? target.As(name, null) : target;
        var reasons = new List<string>();
        foreach (var rule in rules)
        {
            var isMatch = TargetScript.Run(rule.Condition, target, $"-Match of login rule {rule.Id} ({{ {rule.Match} }})").Any(result => LanguagePrimitives.IsTrue(result));
            var isOther = isMatch && named.UserName is not null && rule.UserName is not null && rule.UserName != named.UserName;
            reasons.Add($"rule {rule.Id} ({{ {rule.Match} }}): {(isOther ? $"it is for '{rule.UserName}', and the host is to be reached as '{named.UserName}'" : isMatch ? "applies" : "does not match")}");
            if (isMatch && !isOther)
                return new LoginChoice(named, rule, reasons);
        }

        return new LoginChoice(named, null, reasons);
    }

    /// <summary>Gives a host its login.</summary>
    /// <exception cref="LoginException">A script block failed, or a secret cannot be had.</exception>
    public HostTarget Choose(HostTarget target, AccountName? account)
    {
        var choice = Explain(target, account);
        if (choice.Chosen is not { } rule)
            return choice.UserName == target.UserName ? target : target.As(choice.UserName, null);
        if (!logins.TryGetValue(rule, out var login))
            logins[rule] = login = CreateLogin(rule);
        if (choice.UserName is { } wanted && login.UserName is { } has && wanted != has)
            throw new LoginException("SecretForAnotherUser", $"the secret '{rule.SecretName}' of login rule {rule.Id} is for '{has}', but the host is to be reached as '{wanted}'");
        cmdlet.WriteVerbose($"{target}: login by {rule}");
        return target.As(choice.UserName ?? login.UserName, login);
    }

    private HostLogin CreateLogin(LoginRule rule)
    {
        var (account, secret) = rule.SecretName is { } name ? SecretManagement.Get(cmdlet, name)
            : rule.Credential is { } credential ? (rule.UserName, credential.Password)
            : (rule.UserName, null);
        return new HostLogin
        {
            UserName = rule.UserName ?? account,
            KeyFilePath = rule.KeyFilePath,
            Password = rule.KeyFilePath is null ? secret : null,
            KeyPassphrase = rule.KeyFilePath is null ? null : secret, // it must never reach a host as a password
            JumpHosts = rule.JumpHost,
        };
    }
}

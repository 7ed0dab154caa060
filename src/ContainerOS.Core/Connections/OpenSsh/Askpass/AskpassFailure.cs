using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>Failures of a login whose ssh was ended because of a question that it asked.</summary>
internal static class AskpassFailure
{
    /// <summary>The failure; null when no question was refused, or the login went well all the same.</summary>
    /// <param name="target">The host.</param>
    /// <param name="log">What ssh wrote to its log.</param>
    /// <param name="settings">How it was connected.</param>
    /// <param name="asked">The questions; null when nothing could be asked.</param>
    public static HostConnectionException? Find(HostTarget target, OpenSshLog log, ConnectionSettings settings, AskpassDialogue? asked)
    {
        if (asked is null || log.IsAuthenticated)
            return null;
        var user = OpenSshFailure.User(target, log);
        if (asked.Login.IsExpired)
            return LoginFailure.Expired(target, user);
        if (asked.ForeignPrompt is { } foreign)
        {
            return new HostConnectionException(ConnectionFailure.HostUnreachable, target,
                $"another ssh on the way to the host asks '{FailureText.Shorten(foreign)}', and -Credential is for the host itself",
                "Log in to jump hosts with a key: of your agent, or an IdentityFile of your ssh_config.");
        }

        if (asked.Login.Refused is not { } prompt)
            return null;
        var accepts = string.Join(",", log.Facts().AuthenticationMethods);
        return OpenSshFailure.Denied(target, log, settings, $"the server let nobody in as '{user}'; it accepts {accepts}; it also asked '{FailureText.Shorten(prompt)}', which was not answered");
    }
}

namespace ContainerOS.Access.Accounts;

/// <summary>What the password of an account is good for.</summary>
internal enum PasswordUse
{
    /// <summary>There is none: an empty one would do.</summary>
    None,

    /// <summary>The account is locked: no password fits, and without PAM sshd takes no key either.</summary>
    Locked,

    /// <summary>No password fits, and none ever did.</summary>
    Unusable,

    /// <summary>There is one.</summary>
    Set,
}

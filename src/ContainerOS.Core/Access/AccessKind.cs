namespace ContainerOS;

/// <summary>A kind of way to become an account.</summary>
public enum AccessKind
{
    /// <summary>A login with the account's password.</summary>
    Password,

    /// <summary>A login with a key from a file of public keys.</summary>
    Key,

    /// <summary>A login with a certificate of an authority that sshd trusts.</summary>
    CertificateAuthority,

    /// <summary>A login with a key that a program on the host tells sshd.</summary>
    KeyCommand,

    /// <summary>A login that another host or a directory vouches for: host-based, GSSAPI, Kerberos.</summary>
    Vouched,

    /// <summary>sudo, by another account.</summary>
    Sudo,

    /// <summary>Containers of docker, by another account: as good as root.</summary>
    DockerGroup,

    /// <summary>Accounts, or rules, that are kept elsewhere or by other programs.</summary>
    Other,
}

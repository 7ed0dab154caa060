namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>What becomes of a question.</summary>
internal enum AskpassVerdict
{
    /// <summary>ssh is ended: an empty answer would count as a failed login on the host.</summary>
    Refuse,

    /// <summary>The password is the answer.</summary>
    Password,

    /// <summary>The key file's passphrase is the answer.</summary>
    Passphrase,

    /// <summary>What a change of the password within the login needs is the answer.</summary>
    Change,

    /// <summary>No answer, which ssh takes as leave to go on without that key.</summary>
    Skip,
}

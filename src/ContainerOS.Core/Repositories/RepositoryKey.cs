namespace ContainerOS;

/// <summary>Whether a host has the key that a repository's packages are signed with.</summary>
public enum RepositoryKey
{
    /// <summary>Nothing could be compared; KeyDetail says why.</summary>
    Unknown,

    /// <summary>Signatures are not checked there (gpgcheck is off).</summary>
    NotChecked,

    /// <summary>The signature names a key that the host has.</summary>
    Right,

    /// <summary>The signature names another key than those that the host has: nothing can be installed from there.</summary>
    Wrong,

    /// <summary>No key is named, or its file is not there, and the host does not have the key from elsewhere.</summary>
    Missing,

    /// <summary>The package that was looked at has no signature.</summary>
    Unsigned,
}

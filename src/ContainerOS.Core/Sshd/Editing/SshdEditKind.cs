namespace ContainerOS.Sshd.Editing;

/// <summary>What an edit does.</summary>
public enum SshdEditKind
{
    /// <summary>Nothing: the value is there already.</summary>
    None,

    /// <summary>The value in one line changes.</summary>
    Replace,

    /// <summary>A line of ours, and a comment above it, come in.</summary>
    Insert,

    /// <summary>Those two go again.</summary>
    Remove,
}

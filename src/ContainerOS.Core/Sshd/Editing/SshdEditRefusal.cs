namespace ContainerOS.Sshd.Editing;

/// <summary>Why there is no edit.</summary>
public enum SshdEditRefusal
{
    /// <summary>sshd would not take the value.</summary>
    InvalidValue,

    /// <summary>sshd refuses the files as they are.</summary>
    BrokenFiles,

    /// <summary>Several lines add up to the value; which one to change is the administrator's to say.</summary>
    SeveralLines,

    /// <summary>What OpenSSH does without the line is not known.</summary>
    DefaultUnknown,

    /// <summary>No file that can be written is read early enough.</summary>
    NotWritable,

    /// <summary>After the edit the files would not say what is wanted, or it cannot be told what they say.</summary>
    NotEffective,
}

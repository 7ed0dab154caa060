namespace ContainerOS.Sshd.Configuration;

/// <summary>What sshd does with several lines of a keyword.</summary>
internal enum SshdCombine
{
    /// <summary>The first one counts.</summary>
    First,

    /// <summary>The last one counts.</summary>
    Last,

    /// <summary>All count.</summary>
    All,
}

/// <summary>How the arguments of a keyword are read.</summary>
internal enum SshdValueKind
{
    /// <summary>One of some words, in any case.</summary>
    Choice,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A duration, as <c>2m</c> or in seconds.</summary>
    Time,

    /// <summary>A word.</summary>
    Word,

    /// <summary>A word in any case.</summary>
    Upper,

    /// <summary>Words that belong together.</summary>
    Words,

    /// <summary>Words, each of them a value.</summary>
    List,

    /// <summary>All that follows the keyword, quotes included.</summary>
    Rest,

    /// <summary>Words that sshd prints in another form than they were written in.</summary>
    Loose,

    /// <summary>sshd passes over it.</summary>
    Ignored,
}

/// <summary>A keyword of sshd_config.</summary>
internal sealed class SshdKeyword(string name, SshdValueKind kind)
{
    /// <summary>As sshd_config(5) spells it.</summary>
    public string Name { get; } = name;

    /// <summary>How its arguments are read.</summary>
    public SshdValueKind Kind { get; } = kind;

    /// <summary>The words that it takes; empty for others than choices. <c>a=b</c> makes a another name of b.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>What several lines of it mean, in the version that changed it last.</summary>
    public SshdCombine Combine { get; init; }

    /// <summary>The first version where the first line counts; null when that has always been so, or is not so.</summary>
    public SshdVersion? FirstSince { get; init; }

    /// <summary>Whether it may stand in a Match block.</summary>
    public bool InMatch { get; init; }

    /// <summary>What OpenSSH does without it, by its makers' defaults; null when that depends on how it was built, or is nothing.</summary>
    public string? Default { get; init; }

    /// <summary>What several lines of it mean.</summary>
    public SshdCombine CombineOf(SshdVersion? version) =>
        FirstSince is { } since && version is { } known ? known >= since ? SshdCombine.First : SshdCombine.Last : Combine;

    /// <summary>What a version of OpenSSH does without it; null when that is not known.</summary>
    public string? DefaultOf(SshdVersion? version)
    {
        // OpenSSH 7.0 changed its default from yes.
        if (Name == "PermitRootLogin")
            return version is null ? null : version >= new SshdVersion(7, 0) ? "prohibit-password" : "yes";
        return Default;
    }
}

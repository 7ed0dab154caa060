namespace ContainerOS.Access.Keys;

/// <summary>Whose a file or folder is.</summary>
/// <param name="Name">The account.</param>
/// <param name="Uid">Its number.</param>
/// <param name="Mode">The permissions.</param>
internal sealed record PathOwner(string Name, uint Uid, int Mode)
{
    /// <summary>Whether the group or everybody may write to it.</summary>
    public bool IsWritableByOthers => (Mode & 0x12) != 0; // 022 octal
}

namespace ContainerOS.Changes;

/// <summary>A folder is there.</summary>
/// <param name="path">The folder.</param>
/// <param name="mode">Its mode where it is made.</param>
/// <param name="owner">Its owner and group where it is made.</param>
internal sealed class FolderStep(string path, string mode, string owner) : ChangeStep
{
    public override string Title => "make " + path;

    protected override string Do(int number) => $"cos_folder {number} {Quote(path)} {Quote(mode)} {Quote(owner)}";

    protected override string Undo(int number) => $"cos_unfolder {number} {Quote(path)}";
}

namespace ContainerOS.HelpBuilding.Layout;

/// <summary>A paragraph, or code whose lines stay as they are.</summary>
internal sealed record TextBlock(string Text)
{
    /// <summary>How far the text is indented; a list marker hangs to the left of it.</summary>
    public int Indent { get; init; }

    public string Marker { get; init; } = "";

    public bool IsCode { get; init; }
}

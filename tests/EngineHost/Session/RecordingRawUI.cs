using System;
using System.Management.Automation.Host;

namespace ContainerOS.EngineHosting.Session;

/// <summary>A screen that is only a width.</summary>
internal sealed class RecordingRawUI : PSHostRawUserInterface
{
    public int Width { get; set; } = 120;

    public override Size BufferSize
    {
        get => new(Width, 50);
        set => Width = value.Width;
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => BufferSize = value;
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => false;

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw Refuse();

    public override void FlushInputBuffer()
    {
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Refuse();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Refuse();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Refuse();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Refuse();

    private static NotSupportedException Refuse() => new("RecordingHost has no keyboard and no screen buffer.");
}

using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace ContainerOS.EngineHosting;

/// <summary>Size and keys of the console; what only a Windows console buffer can do is refused.</summary>
internal sealed class RawUI : PSHostRawUserInterface
{
    private const int RedirectedWidth = 120;
    private const int RedirectedHeight = 50;

    private static readonly bool s_redirected = Console.IsOutputRedirected;

    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set => Console.ForegroundColor = value;
    }

    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set => Console.BackgroundColor = value;
    }

    public override Size WindowSize
    {
        get => new(Width(), s_redirected ? RedirectedHeight : Math.Max(Console.WindowHeight, 1));
        set => throw Refuse();
    }

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw Refuse();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw Refuse();
    }

    public override Coordinates CursorPosition
    {
        get => s_redirected ? new(0, 0) : new(Console.CursorLeft, Console.CursorTop);
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, 0, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (Console.KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // The one use of it: Clear-Host fills everything with spaces.
        if (rectangle.Left != -1 || fill.Character != ' ')
            throw Refuse();
        Console.Clear();
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Refuse();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Refuse();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Refuse();

    private static int Width()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), CultureInfo.InvariantCulture, out var columns) && columns > 0)
            return columns;
        return s_redirected || Console.WindowWidth <= 0 ? RedirectedWidth : Console.WindowWidth;
    }

    private static NotSupportedException Refuse() => new("EngineHost's console has no screen buffer.");
}

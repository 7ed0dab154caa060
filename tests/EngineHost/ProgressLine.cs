using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace ContainerOS.EngineHosting;

/// <summary>One line, drawn again and again below the output, for the activity that reported last.</summary>
internal sealed class ProgressLine(TextWriter console)
{
    private const string EraseLine = "\r\u001b[K";

    private (long Source, int Activity) _shown;
    private string? _text;
    private bool _visible;

    public void Show(long source, ProgressRecord record, int width)
    {
        if (record.RecordType == ProgressRecordType.Completed)
        {
            if (_shown == (source, record.ActivityId))
                Clear();
            return;
        }

        _shown = (source, record.ActivityId);
        _text = Describe(record, width - 1);
        Draw();
    }

    public void Draw()
    {
        if (_text is null)
            return;
        var style = PSStyle.Instance;
        var styled = style.Progress.Style + _text + style.Reset;
        console.Write(EraseLine + PSHostUserInterface.GetOutputString(styled, supportsVirtualTerminal: true));
        _visible = true;
    }

    public void Hide()
    {
        if (_visible)
            console.Write(EraseLine);
        _visible = false;
    }

    public void Clear()
    {
        Hide();
        _text = null;
    }

    private static string Describe(ProgressRecord record, int width)
    {
        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
        var text = $"{record.Activity}: {record.StatusDescription}{percent} {record.CurrentOperation}".TrimEnd();
        // A status may quote a remote host: no control characters from there.
        return new string([.. text.Take(width).Select(character => char.IsControl(character) ? ' ' : character)]);
    }
}

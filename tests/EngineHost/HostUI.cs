using System;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ContainerOS.EngineHosting;

/// <summary>The console: streams with their prefixes and colours, progress, and questions when somebody can answer.</summary>
internal sealed class HostUI : LineUI
{
    private readonly object _gate = new();
    private readonly ProgressLine _progress = new(Console.Out);
    private readonly bool _outputIsTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
    private readonly bool _errorIsTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public HostUI()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
    }

    public override PSHostRawUserInterface RawUI { get; } = new RawUI();

    public override bool SupportsVirtualTerminal => _outputIsTerminal;

    public override void Write(string value) => Put(Console.Out, value, "", _outputIsTerminal);

    public override void WriteLine(string value) => Put(Console.Out, value, Environment.NewLine, _outputIsTerminal);

    public override void WriteErrorLine(string value) => Put(Console.Error, value, Environment.NewLine, _errorIsTerminal);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colour(foregroundColor, backgroundColor) + value + PSStyle.Instance.Reset);

    public override void WriteDebugLine(string message) => WriteStyled(FormatStyle.Debug, "DEBUG: " + message);

    public override void WriteVerboseLine(string message) => WriteStyled(FormatStyle.Verbose, "VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteStyled(FormatStyle.Warning, "WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (!_outputIsTerminal)
            return;
        lock (_gate)
            _progress.Show(sourceId, record, RawUI.WindowSize.Width);
    }

    public void ClearProgress()
    {
        lock (_gate)
            _progress.Clear();
    }

    public void HideProgress()
    {
        lock (_gate)
            _progress.Hide();
    }

    protected override void RequireAnswers(string question)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
            throw new PSInvalidOperationException($"Input or output is not a terminal; nobody can answer: {question}");
    }

    protected override string? ReadAnswer(string question) => LineReader.Read();

    protected override SecureString ReadSecret(string question) => ToSecureString(LineReader.Read(mask: '*'));

    private static string Colour(ConsoleColor foreground, ConsoleColor background)
    {
        // On Unix the console's own colours are unknown, which reads as -1.
        var text = Enum.IsDefined(foreground) ? PSStyle.MapForegroundColorToEscapeSequence(foreground) : "";
        return Enum.IsDefined(background) ? text + PSStyle.MapBackgroundColorToEscapeSequence(background) : text;
    }

    private void WriteStyled(FormatStyle style, string text) =>
        WriteLine(GetFormatStyleString(style) + text + PSStyle.Instance.Reset);

    private void Put(TextWriter writer, string text, string end, bool terminal)
    {
        lock (_gate)
        {
            _progress.Hide();
            writer.Write(GetOutputString(text, terminal) + end);
            if (end.Length > 0)
                _progress.Draw();
        }
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace ContainerOS.EngineHosting.Session;

/// <summary>Keeps what is written; answers from a queue.</summary>
internal sealed class RecordingUI : LineUI
{
    private readonly StringBuilder _text = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly ConcurrentQueue<string> _questions = new();
    private readonly RecordingRawUI _rawUI = new();

    public override PSHostRawUserInterface RawUI => _rawUI;

    public override bool SupportsVirtualTerminal => false;

    public int Width
    {
        get => _rawUI.Width;
        set => _rawUI.Width = value;
    }

    public IReadOnlyList<string> Questions => [.. _questions];

    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public void Answer(IEnumerable<string> lines) => lines.ToList().ForEach(_answers.Enqueue);

    public void ClearText()
    {
        lock (_text)
            _text.Clear();
    }

    public override void Write(string value)
    {
        lock (_text)
            _text.Append(GetOutputString(value, supportsVirtualTerminal: false));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // The session takes the records from the engine's own stream.
    }

    protected override void RequireAnswers(string question)
    {
        _questions.Enqueue(question);
        if (_answers.IsEmpty)
            throw new PSInvalidOperationException($"No answer is left for: {question}");
    }

    protected override string? ReadAnswer(string question) => _answers.TryDequeue(out var answer) ? answer : null;

    protected override SecureString ReadSecret(string question) => ToSecureString(ReadAnswer(question));
}

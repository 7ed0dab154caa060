using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation.Host;

namespace ContainerOS.EngineHosting.Session;

/// <summary>A host without a console: keeps what is written and gives answers that were laid down beforehand.</summary>
public sealed class RecordingHost : PSHost
{
    private readonly RecordingUI _ui = new();

    /// <inheritdoc/>
    public override string Name => "RecordingHost";

    /// <inheritdoc/>
    public override Version Version { get; } = new(1, 0);

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI => _ui;

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <summary>Everything written so far: plain text, as redirected output would have it.</summary>
    public string Text => _ui.Text;

    /// <summary>The questions asked so far, in order.</summary>
    public IReadOnlyList<string> Questions => _ui.Questions;

    /// <summary>What <c>exit</c> was called with; null while it was not.</summary>
    public int? ExitCode { get; internal set; }

    /// <summary>The width in which tables are laid out.</summary>
    public int Width
    {
        get => _ui.Width;
        set => _ui.Width = value;
    }

    /// <summary>Lays down answers, one line each, as a user would type them. A question without an answer is an error.</summary>
    /// <param name="lines">The lines, for instance "y" for a confirmation.</param>
    public void Answer(params string[] lines) => _ui.Answer(lines);

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("RecordingHost has no nested prompt.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException("RecordingHost has no nested prompt.");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    internal void ClearText() => _ui.ClearText();
}

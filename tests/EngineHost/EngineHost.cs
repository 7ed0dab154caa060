using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace ContainerOS.EngineHosting;

/// <summary>The host that the engine talks to: this process's console.</summary>
internal sealed class EngineHost : PSHost
{
    private readonly HostUI _ui = new();

    public override string Name => "EngineHost";

    public override Version Version { get; } = typeof(EngineHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <summary>What <c>exit</c> was called with; null while it was not.</summary>
    public int? ExitCode { get; private set; }

    public HostUI Console => _ui;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("EngineHost has no nested prompt.");

    public override void ExitNestedPrompt() =>
        throw new NotSupportedException("EngineHost has no nested prompt.");

    public override void NotifyBeginApplication() => _ui.HideProgress();

    public override void NotifyEndApplication()
    {
    }
}

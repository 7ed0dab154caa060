using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ContainerOS.EngineHosting;

/// <summary>How a command ended; the value is the exit code of the process.</summary>
internal enum RunOutcome
{
    Completed = 0,
    Failed = 1,
    Stopped = 130,
}

/// <summary>Runs commands with their output on the console, until they end or Ctrl+C is pressed.</summary>
internal sealed class CommandRunner
{
    private readonly Runspace _runspace;
    private readonly EngineHost _host;
    private readonly object _gate = new();
    private PowerShell? _running;

    public CommandRunner(Runspace runspace, EngineHost host)
    {
        _runspace = runspace;
        _host = host;
        Console.CancelKeyPress += OnCancelKeyPress;
    }

    public RunOutcome Run(Action<PowerShell> addCommand, bool addToHistory = false)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        try
        {
            addCommand(shell);
            // Errors go through Out-Default as well, so that they appear in their place among the output.
            shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            shell.AddCommand("Out-Default");
            SetRunning(shell);
            shell.Invoke(null, new PSInvocationSettings { AddToHistory = addToHistory });
            return shell.InvocationStateInfo.State == PSInvocationState.Stopped ? RunOutcome.Stopped : RunOutcome.Completed;
        }
        catch (PipelineStoppedException)
        {
            return RunOutcome.Stopped;
        }
        catch (RuntimeException exception)
        {
            Show(exception);
            return RunOutcome.Failed;
        }
        finally
        {
            SetRunning(null);
            _host.Console.ClearProgress();
        }
    }

    private void Show(RuntimeException exception)
    {
        // The record alone holds a stand-in for the exception, which views name instead of the real one.
        var record = PSObject.AsPSObject(new ErrorRecord(exception.ErrorRecord, exception));
        // The mark by which Out-Default knows an error from an error record that is output.
        record.Properties.Add(new PSNoteProperty("writeErrorStream", true));

        using var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddCommand("Out-Default").Invoke(new[] { record });
    }

    private void SetRunning(PowerShell? shell)
    {
        lock (_gate)
            _running = shell;
    }

    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs e)
    {
        lock (_gate)
        {
            // Nothing to stop, or a command that does not stop: the second Ctrl+C ends the process.
            e.Cancel = _running?.InvocationStateInfo.State == PSInvocationState.Running;
            if (e.Cancel)
                _running!.BeginStop(null, null);
        }
    }
}

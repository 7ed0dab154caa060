using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ContainerOS.EngineHosting.Session;

/// <summary>A PowerShell session for tests: one runspace, the modules under test, a host that records.</summary>
public sealed class EngineSession : IDisposable
{
    private readonly Runspace _runspace;
    private readonly object _stopping = new();
    private PowerShell? _running;

    /// <summary>Opens a runspace and imports modules.</summary>
    /// <param name="modules">Paths of .psd1, .psm1 or .dll files.</param>
    /// <exception cref="RuntimeException">A module could not be imported.</exception>
    public EngineSession(params string[] modules)
    {
        _runspace = Engine.OpenRunspace(Host);
        try
        {
            foreach (var module in modules)
                Import(module);
        }
        catch (RuntimeException)
        {
            _runspace.Dispose();
            throw;
        }
    }

    /// <summary>The host: what was written, and the answers to come.</summary>
    public RecordingHost Host { get; } = new();

    /// <summary>Runs a script to its end; terminating errors are in the result, not thrown.</summary>
    /// <param name="script">The text; it may start with a param block.</param>
    /// <param name="parameters">Values for the param block: a dictionary or a Hashtable.</param>
    /// <param name="onOutput">Called with each object as soon as it comes, on the pipeline's thread.</param>
    /// <returns>All that came.</returns>
    public EngineResult Run(string script, IDictionary? parameters = null, Action<PSObject>? onOutput = null)
    {
        using var shell = NewShell().AddScript(script).AddParameters(parameters ?? new Hashtable());
        using var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, added) => onOutput?.Invoke(output[added.Index]);
        Host.ClearText();
        Host.ExitCode = null;
        lock (_stopping)
            _running = shell;
        RuntimeException? terminating = null;
        try
        {
            shell.EndInvoke(shell.BeginInvoke<PSObject, PSObject>(null, output));
        }
        catch (RuntimeException exception)
        {
            terminating = exception;
        }
        finally
        {
            // A shell that is disposed while Stop still waits for it makes Stop fail.
            lock (_stopping)
                _running = null;
        }

        var streams = shell.Streams;
        return new EngineResult(Render)
        {
            Output = [.. output],
            Errors = [.. streams.Error],
            Warnings = [.. streams.Warning.Select(record => record.Message)],
            Verbose = [.. streams.Verbose.Select(record => record.Message)],
            Debug = [.. streams.Debug.Select(record => record.Message)],
            Progress = [.. streams.Progress],
            HostText = Host.Text,
            Terminating = terminating is PipelineStoppedException ? null : terminating,
            Stopped = terminating is PipelineStoppedException,
            ExitCode = Host.ExitCode,
        };
    }

    /// <summary>Stops the script that is running, from another thread, and waits until it has stopped. Does nothing when none is running.</summary>
    public void Stop()
    {
        lock (_stopping)
            _running?.Stop();
    }

    /// <summary>Shows objects as Out-Default does, by the views that are loaded.</summary>
    /// <param name="objects">Any objects; error records show as errors.</param>
    /// <returns>The text, without colours.</returns>
    public string Render(IEnumerable<object> objects)
    {
        Host.ClearText();
        using var shell = NewShell();
        shell.AddCommand("Out-Default").Invoke(objects);
        return Host.Text;
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private void Import(string module)
    {
        using var shell = NewShell();
        Engine.AddImport(shell, module).Invoke();
    }

    private string Render(EngineResult result) => Render(result.Output.Concat<object>(result.Errors));

    private PowerShell NewShell()
    {
        var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        return shell;
    }
}

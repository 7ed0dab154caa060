using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace ContainerOS.EngineHosting.Session;

/// <summary>All that one run of a script gave.</summary>
public sealed class EngineResult
{
    private readonly Lazy<string> _rendered;

    internal EngineResult(Func<EngineResult, string> render) => _rendered = new Lazy<string>(() => render(this));

    /// <summary>The objects on the output stream.</summary>
    public required IReadOnlyList<PSObject> Output { get; init; }

    /// <summary>The non-terminating errors.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    /// <summary>The warnings' texts.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The verbose messages; there are none unless -Verbose or $VerbosePreference asks for them.</summary>
    public required IReadOnlyList<string> Verbose { get; init; }

    /// <summary>The debug messages, likewise.</summary>
    public required IReadOnlyList<string> Debug { get; init; }

    /// <summary>The progress records in the order in which they came.</summary>
    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>What was written to the host while the script ran: "What if" texts, questions, warnings with their prefix.</summary>
    public required string HostText { get; init; }

    /// <summary>The terminating error; null when the script ran to its end or was stopped.</summary>
    public RuntimeException? Terminating { get; init; }

    /// <summary>Whether the script was stopped before its end.</summary>
    public bool Stopped { get; init; }

    /// <summary>What <c>exit</c> was called with; null when it was not.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Output and errors as Out-Default shows them by the views that are loaded; made on first use, while the session is open.</summary>
    public string Rendered => _rendered.Value;
}

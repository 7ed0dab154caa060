using System;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace ContainerOS.EngineHosting;

/// <summary>What the console host and the tests' sessions have in common.</summary>
internal static class Engine
{
    public static Runspace OpenRunspace(PSHost host)
    {
        // Core commands only: the NuGet package has no Utility and no Management module.
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;

        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        return runspace;
    }

    public static PowerShell AddImport(PowerShell shell, string module)
    {
        // A path stays a path even if it has no separator; anything else is a module name.
        var name = Path.Exists(module) ? Path.GetFullPath(module) : module;
        return shell.AddCommand("Import-Module")
            .AddParameter("Name", name)
            .AddParameter("ErrorAction", ActionPreference.Stop);
    }
}

using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace ContainerOS.Sessions;

/// <summary>The sessions of each runspace; they are closed with it, and when the module is removed from it.</summary>
public sealed class RunspaceSessions : IModuleAssemblyCleanup
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);
    private static readonly ConditionalWeakTable<Runspace, SessionStore> Stores = new();

    /// <summary>The sessions of the runspace whose pipeline asks.</summary>
    internal static SessionStore Current => Stores.GetValue(Runspace.DefaultRunspace, Create);

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Runspace.DefaultRunspace is { } runspace && Stores.TryGetValue(runspace, out var store))
            Close(store.CloseAllAsync());
    }

    /// <summary>Waits for sessions to close, but not for hosts that do not answer.</summary>
    internal static void Close(Task closing) => Task.WhenAny(closing, Task.Delay(CloseLimit)).GetAwaiter().GetResult();

    private static SessionStore Create(Runspace runspace)
    {
        var store = new SessionStore();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
                Close(store.CloseAllAsync());
        };
        return store;
    }
}

using System;
using System.Linq;
using System.Management.Automation.Host;

namespace ContainerOS.Binding;

/// <summary>Whether somebody can be asked. PowerShell itself finds out only when it asks, when other hosts may have been changed already.</summary>
internal static class Asking
{
    public static bool IsPossible(PSHost host) => host.UI is not null && host.Name != "Default Host" && !Environment.GetCommandLineArgs().Skip(1).Any(IsNonInteractive);

    // -NonInteractive and what PowerShell takes for it.
    private static bool IsNonInteractive(string argument)
    {
        var name = argument.TrimStart('-', '/', '\u2013', '\u2014', '\u2015');
        return name.Length >= 4 && name.Length < argument.Length && "noninteractive".StartsWith(name, StringComparison.OrdinalIgnoreCase);
    }
}

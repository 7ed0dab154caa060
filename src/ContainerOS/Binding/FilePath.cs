using System.IO;
using System.Management.Automation;
using ContainerOS.Errors;

namespace ContainerOS.Binding;

/// <summary>Turns a PowerShell path that was given for a file into one of the file system.</summary>
internal static class FilePath
{
    /// <summary>The full path; a bad one ends the call.</summary>
    public static string Resolve(PSCmdlet cmdlet, string parameter, string path, bool mustExist)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
            cmdlet.ThrowTerminatingError(ErrorFactory.BadFile(parameter, path, "this is no path of the file system"));
        if (mustExist && !File.Exists(full))
            cmdlet.ThrowTerminatingError(ErrorFactory.BadFile(parameter, full, "there is no such file"));
        return full;
    }
}

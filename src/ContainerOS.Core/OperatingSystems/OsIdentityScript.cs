using System.Linq;
using ContainerOS.Scripts;

namespace ContainerOS.OperatingSystems;

/// <summary>Asks a host which system it is, as part of a script that is about something else.</summary>
internal static class OsIdentityScript
{
    /// <summary>The part of the script; it takes no arguments.</summary>
    public static string Text => "cos_os_markers=" + ScriptEncoding.Quote(string.Join(" ", OsIdentity.Markers)) + "\n" + RemoteScript.Embedded("os-identity.sh");

    /// <summary>Reads what it printed.</summary>
    /// <returns>The family is Unknown where it printed nothing.</returns>
    public static OsIdentity Read(ScriptResult result) => OsIdentity.Detect(OsRelease.Parse(Lines(result, "osrelease")), Lines(result, "osmarkers").ToList());

    private static string[] Lines(ScriptResult result, string section) => result.Sections.TryGetValue(section, out var found) && found.IsComplete ? found.Lines() : [];
}

using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>A call on the lab that does not end by itself.</summary>
internal sealed record EndedCall(IHostConnection Connection, RemoteScript Script, string Marker)
{
    /// <summary>Accounts and scripts, each with its own way to be hard to end.</summary>
    public static TheoryData<string, Elevation, string> Calls => new()
    {
        { "root", Elevation.None, "sleep $1" },
        { "root", Elevation.None, Stubborn },
        { "bashuser", Elevation.None, "sleep $1 & sleep $1 | sleep $1 & section wait sleep $1" },
        { "bashuser", Elevation.None, Stubborn },
        { "dashuser", Elevation.None, "section wait sleep $1" },
        { "fishuser", Elevation.None, "section wait sleep $1" },
        { "tcshuser", Elevation.None, "section wait sleep $1" },
        { "sudoer", Elevation.IfPossible, "section wait sleep $1" },
        { "sudoer", Elevation.IfPossible, Stubborn },
        { "root", Elevation.IfPossible, "section wait sleep $1" },
        { "nosudo", Elevation.IfPossible, "section wait sleep $1" },
    };

    // Does not care for signals, and neither does its child.
    private const string Stubborn = "trap '' HUP INT QUIT PIPE TERM; sleep $1; section more sleep $1";

    public static EndedCall Create(ConnectionFactory open, string account, Elevation elevation, string script)
    {
        var marker = Support.Marker.New();
        return new EndedCall(open(LabLogin.Debian(account), LabLogin.Settings()), new RemoteScript("test.sh", script, marker) { Elevation = elevation }, marker);
    }
}

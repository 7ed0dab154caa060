using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ContainerOS.Proxies;

/// <summary>Our own files beside a daemon's unit.</summary>
/// <remarks>
/// What a unit's Environment says systemd tells everybody on the host (systemctl show, the bus). So a proxy with a password goes into a file that only root can
/// read, and which the drop-in names.
/// </remarks>
/// <param name="Unit">The unit, for example <c>docker.service</c>.</param>
internal sealed record UnitProxyFiles(string Unit)
{
    private const string Heading = "# Written by Set-ContainerOsProxy of ContainerOS, which also takes it away again (-Remove).\n";

    /// <summary>The folder of drop-ins.</summary>
    public string Folder => $"/etc/systemd/system/{Unit}.d";

    /// <summary>The drop-in. Files that people write are called http-proxy.conf and the like; this one comes behind them, and so wins.</summary>
    public string DropIn => Folder + "/zz-containeros-proxy.conf";

    /// <summary>The variables, where they hold a password.</summary>
    public string Secrets => Folder + "/zz-containeros-proxy.env";

    /// <summary>What the files are to hold.</summary>
    /// <param name="values">The variables.</param>
    /// <returns>Their contents by path, in the order in which they are made; null for one that is not to be there.</returns>
    public IReadOnlyList<(string Path, byte[]? Content)> Contents(ProxyValues values)
    {
        var assignments = values.Assignments().ToList();
        if (assignments.Count == 0)
            return [(DropIn, null), (Secrets, null)];
        if (!values.HasPassword)
            return [(DropIn, Encoding.ASCII.GetBytes(Heading + "[Service]\n" + string.Concat(assignments.Select(UnitEnvironment.Line)))), (Secrets, null)];
        // Without the file docker shall start all the same.
        return [(Secrets, Encoding.ASCII.GetBytes(Heading + string.Concat(assignments.Select(assignment => assignment + "\n")))), (DropIn, Encoding.ASCII.GetBytes($"{Heading}[Service]\nEnvironmentFile=-{Secrets}\n"))];
    }
}

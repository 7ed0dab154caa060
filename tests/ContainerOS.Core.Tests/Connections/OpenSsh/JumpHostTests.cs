using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

/// <summary>Through other hosts: the rules for host keys and prompts are ours at every hop.</summary>
public sealed class JumpHostTests : System.IDisposable
{
    private readonly TempFolder folder = new();

    private static LabHost Debian => Lab.Host("debian");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task One_hop()
    {
        var result = await Connect(Lab.Host("photon5"), "bashuser@" + Debian.Address).RunAsync("section from sh -c 'echo $SSH_CONNECTION'; section name cat /proc/sys/kernel/hostname");
        Assert.Equal(Lab.Host("photon5").Name + "\n", result.Sections["name"].OutputText);
        Assert.Null(result.Connection.IPAddress); // seen from the jump host
    }

    [Fact]
    public async Task Two_hops()
    {
        var result = await Connect(Lab.Host("photon5"), "bashuser@" + Debian.Address, "core@" + Lab.Host("flatcar").Address).RunAsync("section name cat /proc/sys/kernel/hostname");
        Assert.Equal(Lab.Host("photon5").Name + "\n", result.Sections["name"].OutputText);
    }

    [Fact]
    public async Task A_hop_that_is_down_is_named()
    {
        var error = await Connect(Lab.Host("photon5"), "127.0.0.1:1").FailsAsync(ConnectionFailure.HostUnreachable);
        Assert.Contains("port 1: Connection refused", error.Message);
        Assert.Contains("-JumpHost", error.Remedy);
    }

    [Fact]
    public async Task A_hop_with_an_unknown_key_is_refused()
    {
        var target = Lab.Host("photon5");
        var onlyTheTarget = new List<string>(File.ReadAllLines(Lab.KnownHosts)).FindAll(line => line.Contains(target.Address));
        var error = await Through(target, folder.Write("known_hosts", string.Join("\n", onlyTheTarget) + "\n"), "bashuser@" + Debian.Address).FailsAsync(ConnectionFailure.HostUnreachable);
        Assert.Contains("host key is known for " + Debian.Address, error.Message);
    }

    [Fact]
    public async Task A_hop_that_wants_a_password_is_refused_and_asks_nobody()
    {
        var error = await Connect(Lab.Host("photon5"), "pwonly@" + Debian.Address).FailsAsync(ConnectionFailure.HostUnreachable);
        Assert.Contains("Permission denied", error.Message);
    }

    [Fact]
    public async Task A_target_that_the_hop_cannot_reach()
    {
        var hop = "bashuser@" + Debian.Address;
        using var connection = Connect(new LabHost("dead", "127.0.0.1", 1, "none", "root"), hop);
        var error = await connection.FailsAsync(ConnectionFailure.HostUnreachable);
        Assert.Contains("Connection refused", error.Message);
    }

    private OpenSshConnection Connect(LabHost target, params string[] jumps) => Through(target, Lab.KnownHosts, jumps);

    private OpenSshConnection Through(LabHost target, string knownHosts, params string[] jumps) => new(
        new HostTarget(target.Name, target.Address, target.Port, target.User),
        new ConnectionSettings
        {
            KeyFilePath = Lab.KeyFile,
            KnownHostsFile = knownHosts,
            SshConfigFile = folder.Write("config", ClientConfig.QuickLines),
            JumpHosts = System.Array.ConvertAll(jumps, HostTarget.Parse),
        });
}

using System;
using System.IO;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>VMs whose keys are kept under a name of their own: addresses come from DHCP, and are used again by others.</summary>
public abstract class HostKeyAliasContract(ConnectionFactory open) : IDisposable
{
    private const string Alias = "vmuid_virtualmachine-vm-7_vc1.example";
    private readonly string address = Lab.Host("debian").Address;
    private readonly TempFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_VM_is_known_wherever_it_is()
    {
        await using var elsewhere = new Tunnel();
        var file = folder.At("known_hosts");
        await WorksAsync(Vm(7), file, HostKeyPolicy.AcceptNew);
        Assert.Equal($"{Alias} {HostKeyLines.KeyOf(address)}\n", File.ReadAllText(file));
        await WorksAsync(Vm(7, elsewhere.Target.Port), file);
        await FailsAsync(Vm(7, elsewhere.Target.Port), file, ConnectionFailure.HostKeyUnknown, HostKeyAlias.Address);
    }

    [Fact]
    public async Task An_address_that_another_VM_had_says_nothing()
    {
        var other = await OtherKeyAsync();
        var file = folder.Write("known_hosts", $"{address} {other}\n{Alias} {HostKeyLines.KeyOf(address)}\n");
        await WorksAsync(Vm(7), file);

        file = folder.Write("of another", $"{address} {HostKeyLines.KeyOf(address)}\n");
        var error = await FailsAsync(Vm(7), file, ConnectionFailure.HostKeyUnknown);
        Assert.EndsWith($"Add-ContainerOsHostKey @{{ Address = '{address}'; VmUid = '{Uid(7)}' }} -HostKeyAlias VmUid -KnownHostsFile '{file}'", error.Remedy);
    }

    [Fact]
    public async Task The_key_of_one_VM_is_not_that_of_another()
    {
        var file = folder.Write("known_hosts", $"# one\n{Alias} {await OtherKeyAsync()}\nvmuid_virtualmachine-vm-8_vc1.example {HostKeyLines.KeyOf(address)}\n");
        var error = await FailsAsync(Vm(7), file, ConnectionFailure.HostKeyMismatch);
        Assert.Contains(file + " line 2", error.Message);
        Assert.EndsWith($"Remove-ContainerOsHostKey @{{ Address = '{address}'; VmUid = '{Uid(7)}' }} -HostKeyAlias VmUid -KnownHostsFile '{file}'", error.Remedy);
        await WorksAsync(Vm(8), file);
    }

    [Fact]
    public async Task A_host_that_is_no_VM_goes_by_its_address() => await WorksAsync(LabLogin.Debian("bashuser"), Lab.KnownHosts);

    private static string Uid(int number) => $"/VIServer=vsphere.local\\kim@VC1.example:443/VirtualMachine=VirtualMachine-vm-{number}/";

    private HostTarget Vm(int number, int? port = null) => new("web" + number, port is null ? address : "127.0.0.1", port, "bashuser") { Vm = new VmReference { Uid = Uid(number) } };

    private ConnectionSettings Settings(string file, HostKeyPolicy policy, HostKeyAlias alias) => LabLogin.Settings(knownHosts: file, policy: policy) with { HostKeyAlias = alias };

    private async Task WorksAsync(HostTarget target, string file, HostKeyPolicy policy = HostKeyPolicy.Strict)
    {
        using var connection = open(target, Settings(file, policy, HostKeyAlias.VmUid));
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    private async Task<HostConnectionException> FailsAsync(HostTarget target, string file, ConnectionFailure expected, HostKeyAlias alias = HostKeyAlias.VmUid)
    {
        using var connection = open(target, Settings(file, HostKeyPolicy.Strict, alias));
        return await connection.FailsAsync(expected);
    }

    private async Task<string> OtherKeyAsync()
    {
        var words = (await File.ReadAllTextAsync(await Program.NewKeyAsync(folder, "other") + ".pub")).Split(' ');
        return words[0] + " " + words[1];
    }
}

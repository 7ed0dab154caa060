using System.Linq;
using ContainerOS.Connections;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Connections.HostKeys;

/// <summary>What known_hosts calls VMs.</summary>
public sealed class VmKeyNameTests
{
    [Theory]
    [InlineData("/VIServer=kim@vc1:443/VirtualMachine=VirtualMachine-vm-177/", "vmuid_virtualmachine-vm-177_vc1")]
    [InlineData("/VIServer=vsphere.local\\kim@vc1:443/VirtualMachine=VirtualMachine-vm-177/", "vmuid_virtualmachine-vm-177_vc1")]
    [InlineData("/VIServer=kim@vsphere.local@VC1.example:443/VirtualMachine=VirtualMachine-vm-177", "vmuid_virtualmachine-vm-177_vc1.example")]
    [InlineData("/VIServer=10.0.0.5:443/VirtualMachine=VirtualMachine-vm-2/", "vmuid_virtualmachine-vm-2_10.0.0.5")]
    public void The_name_is_the_VM_and_its_vCenter_whoever_asks(string uid, string name) => Assert.Equal(name, VmKeyName.Of(uid));

    [Fact]
    public void Each_Uid_has_a_name_of_its_own_that_known_hosts_can_hold()
    {
        string[] uids =
        [
            "/VIServer=kim@vc1:443/VirtualMachine=VirtualMachine-vm-1/", "/VIServer=kim@vc2:443/VirtualMachine=VirtualMachine-vm-1/", "/VIServer=kim@vc1:8443/VirtualMachine=VirtualMachine-vm-1/",
            "/VIServer=kim@vc1-8443/VirtualMachine=VirtualMachine-vm-1/", "/VIServer=kim@[2001:db8::1]:443/VirtualMachine=VirtualMachine-vm-1/", "/VIServer=kim@vc_1:443/VirtualMachine=VirtualMachine-vm-1/",
            "/VIServer=kim@1:443/VirtualMachine=VirtualMachine-vm-1_vc/", "something else", "something,else", "*", "|1|x", "@revoked", "#x", "", new string('x', 3000), new string('x', 3001), "ünïcode\u2028",
        ];
        var names = uids.Select(VmKeyName.Of).ToList();
        Assert.Equal(uids.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches(@"^vmuid_[a-z0-9._-]{1,230}$", name));
        Assert.All(names, name => Assert.True(KnownHostNames.Match(name, KnownHostNames.Of(name, 22))));
        Assert.All(names, name => Assert.Equal(name, HostTarget.Parse(name).Address)); // so that it may be given as a host
    }

    [Fact]
    public void Only_VMs_with_a_Uid_have_one_and_only_where_it_is_wanted()
    {
        var vm = new HostTarget("web1", "10.0.0.1") { Vm = new VmReference { Uid = "/VIServer=kim@vc1:443/VirtualMachine=VirtualMachine-vm-1/" } };
        Assert.NotNull(VmKeyName.Of(vm, HostKeyAlias.VmUid));
        Assert.Null(VmKeyName.Of(vm, HostKeyAlias.Address));
        Assert.Null(VmKeyName.Of(new HostTarget("web1", "10.0.0.1") { Vm = new VmReference { Id = "VirtualMachine-vm-1" } }, HostKeyAlias.VmUid));
        Assert.Null(VmKeyName.Of(HostTarget.Parse("web1"), HostKeyAlias.VmUid));
    }
}

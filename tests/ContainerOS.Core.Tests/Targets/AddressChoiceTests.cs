using System;
using System.Linq;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Targets;

public sealed class AddressChoiceTests
{
    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7")]
    [InlineData("fe80::1 10.0.0.7 192.168.1.7", "10.0.0.7")] // as Tools reports them: mixed
    [InlineData("2001:db8::7 10.0.0.7", "10.0.0.7")]
    [InlineData("169.254.3.3 127.0.0.1 0.0.0.0 224.0.0.1 fe80::1 ::1 2001:db8::7", "2001:db8::7")]
    [InlineData("fd00::7", "fd00::7")]
    [InlineData("unknown 10 10.0.0.7", "10.0.0.7")]
    [InlineData("fe80::1%ens192", "web1.example.com")]
    [InlineData("", "web1.example.com")]
    public void The_first_usable_address_is_taken_then_the_host_name(string addresses, string expected) =>
        Assert.Equal(expected, Choose(addresses));

    [Theory]
    [InlineData(IPFamily.IPv6, "", "10.0.0.7 2001:db8::7", "2001:db8::7")]
    [InlineData(IPFamily.IPv4, "", "2001:db8::7 10.0.0.7", "10.0.0.7")]
    [InlineData(IPFamily.Any, "10.2.0.0/16", "10.1.0.7 10.2.0.7", "10.2.0.7")]
    [InlineData(IPFamily.Any, "10.2.0.0/15", "10.1.0.7 10.3.0.7", "10.3.0.7")]
    [InlineData(IPFamily.Any, "10.3.0.0/16 10.2.0.0/16", "10.2.0.7 10.3.0.7", "10.3.0.7")] // the first network is the most wanted
    [InlineData(IPFamily.Any, "10.2.0.7", "10.2.0.77 10.2.0.7", "10.2.0.7")]
    [InlineData(IPFamily.Any, "2001:db8::/33", "2001:db8:8000::1 2001:db8::1", "2001:db8::1")]
    [InlineData(IPFamily.IPv6, "10.0.0.0/8 2001:db8::/32", "10.0.0.7 2001:db8::7", "2001:db8::7")]
    [InlineData(IPFamily.Any, "169.254.0.0/16", "10.0.0.7 169.254.1.1", "169.254.1.1")] // asked for by name
    public void Family_and_network_choose(IPFamily family, string networks, string addresses, string expected) =>
        Assert.Equal(expected, Choose(addresses, family, networks));

    [Theory]
    [InlineData(IPFamily.IPv6, "", "10.0.0.7", "10.0.0.7.*is IPv6")]
    [InlineData(IPFamily.Any, "10.2.0.0/16", "10.0.0.7", "10.0.0.7.*is in 10.2.0.0/16")]
    [InlineData(IPFamily.IPv4, "10.2.0.0/16", "10.0.0.7", "is IPv4 and is in 10.2.0.0/16")]
    [InlineData(IPFamily.IPv4, "", "", "neither an address")] // the host name might be of any family
    public void What_fits_no_wish_is_no_address(IPFamily family, string networks, string addresses, string pattern)
    {
        var trouble = Assert.Throws<VmTroubleException>(() => Choose(addresses, family, networks));
        Assert.Equal(VmTrouble.VmAddressUnknown, trouble.Trouble);
        Assert.Matches(pattern, trouble.Message);
    }

    [Theory]
    [InlineData("PoweredOff", "Running", "10.0.0.7", null, VmTrouble.VmPoweredOff)]
    [InlineData("Suspended", "Running", "10.0.0.7", null, VmTrouble.VmSuspended)]
    [InlineData("PoweredOn", "NotRunning", "", null, VmTrouble.VmToolsNotRunning)]
    [InlineData("PoweredOn", "Running", "", null, VmTrouble.VmAddressUnknown)]
    [InlineData("PoweredOn", null, "", "localhost", VmTrouble.VmAddressUnknown)]
    [InlineData("PoweredOn", "Running", "", "localhost.localdomain", VmTrouble.VmAddressUnknown)]
    [InlineData(null, null, "fe80::1 169.254.1.1", "no name;", VmTrouble.VmAddressUnknown)]
    public void A_VM_that_cannot_be_reached_says_why(string? power, string? tools, string addresses, string? name, VmTrouble expected)
    {
        var guest = new VmGuest { PowerState = power, ToolsState = tools, Addresses = addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries), HostName = name };
        var trouble = Assert.Throws<VmTroubleException>(() => new AddressChoice(IPFamily.Any, []).Choose("web1", guest));
        Assert.Equal(expected, trouble.Trouble);
        Assert.StartsWith("web1: ", trouble.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("fd00::/129")]
    [InlineData("web1")]
    public void What_is_no_network_is_refused(string text) => Assert.Throws<ArgumentException>(() => new AddressNetwork(text));

    [Fact]
    public void A_target_gets_its_address_and_keeps_name_and_VM()
    {
        var vm = new VmReference { Uid = "uid", Id = "id", Vm = new object() };
        var unlocated = HostTarget.Of("web\u001b1", vm, new VmGuest { Addresses = ["10.0.0.7"] });
        var located = new AddressChoice(IPFamily.Any, []).Locate(unlocated);
        Assert.Equal(("web\\u001b1", "10.0.0.7", "uid", "id"), (located.ComputerName, located.Address, located.VmUid, located.VmId));
        Assert.Same(vm, ((IVmOutput)located).GetVm());
        Assert.Same(located, new AddressChoice(IPFamily.IPv6, []).Locate(located)); // only what came as a VM is chosen for
    }

    private static string Choose(string addresses, IPFamily family = IPFamily.Any, string networks = "") =>
        new AddressChoice(family, networks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(network => new AddressNetwork(network)).ToList())
            .Choose("web1", new VmGuest { PowerState = "PoweredOn", ToolsState = "Running", Addresses = addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries), HostName = "web1.example.com" });
}

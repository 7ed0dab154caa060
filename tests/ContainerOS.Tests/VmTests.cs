using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Targets;
using PowerCliStandIn;
using VMware.VimAutomation.ViCore.Types.V1.Inventory;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>VMs of (a stand-in for) PowerCLI go in, and outputs go out to it.</summary>
public sealed class VmTests(VmSession module) : IClassFixture<VmSession>
{
    [Theory]
    [InlineData("odd-off", "VmPoweredOff")]
    [InlineData("odd-suspended", "VmSuspended")]
    [InlineData("odd-notools", "VmToolsNotRunning")]
    [InlineData("odd-nulladdress", "VmAddressUnknown")]
    [InlineData("odd-noguest", "VmAddressUnknown")]
    [InlineData("odd-noaddress", "VmAddressUnknown")]
    [InlineData("odd-linklocal", "VmAddressUnknown")]
    [InlineData("odd-disconnected", "VmAddressUnknown")]
    public void A_VM_that_cannot_be_reached_is_one_error_and_the_others_go_on(string name, string id)
    {
        foreach (var script in new[] { $"(Get-VM {name}), '127.0.0.1:1' | Get-ContainerOsInfo", $"Get-ContainerOsInfo (Get-VM {name}), '127.0.0.1:1'", $"Get-ContainerOsHostKey (Get-VM {name}), '127.0.0.1:1' -Offered" })
        {
            var result = module.Engine.Run(script);
            Assert.Null(result.Terminating);
            Assert.Equal([id, "ConnectionRefused"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
            Assert.StartsWith(name + ": ", result.Errors[0].Exception.Message);
            Assert.Equal(name, ((VirtualMachine)result.Errors[0].TargetObject).Name);
        }
    }

    [Theory]
    [InlineData("Get-VM odd-onestring", "odd-onestring", "VirtualMachine-vm-999")] // another version of PowerCLI
    [InlineData("[pscustomobject]@{ Name = 'selected'; PowerState = 'PoweredOn'; Guest = [pscustomobject]@{ IPAddress = '127.0.0.1', 'fe80::1'; State = 'Running' } }", "selected", null)]
    [InlineData("[pscustomobject]@{ VmName = 'guest'; IPAddress = 'fe80::1 127.0.0.1' }", "guest", null)]
    [InlineData("[pscustomobject]@{ VmName = 'guest'; VM = 'text'; IPAddress = '127.0.0.1' }", "guest", null)]
    [InlineData("[pscustomobject]@{ VM = 'a table of VMs'; ComputerName = 'row'; IPAddress = '127.0.0.1' }", "row", null)]
    public void VMs_and_guests_are_known_by_their_properties(string input, string name, string? id)
    {
        var error = Assert.Single(module.Engine.Run($"{input} | Get-ContainerOsInfo -Port 1 -Network 127.0.0.0/8").Errors);
        var target = Assert.IsType<HostTarget>(error.TargetObject);
        Assert.Equal((name, "127.0.0.1", id), (target.ComputerName, target.Address, target.VmId));
    }

    [Theory]
    [InlineData("Yes -WhatIf", false)]
    [InlineData("ProhibitPassword -Confirm:$false", false)] // which it is
    public void A_change_of_root_s_login_knows_its_VM(string value, bool changed)
    {
        var name = Lab.Host("flatcar").Name;
        var change = (RootSshLogin)Assert.Single(module.Engine.Run($"Get-VM {name} | Set-RootSshLogin {value} -PassThru -UserName core {VmSession.Reach}").Output).BaseObject;
        Assert.Equal((name, Lab.Host("flatcar").Address, changed), (change.ComputerName, change.Address, change.Changed));
        Assert.Equal(name, Assert.IsAssignableFrom<VirtualMachine>(((IVmResult)change).GetVm()!.Vm).Name);
        Assert.NotNull(change.VmId);
    }

    [Fact]
    public void A_jump_host_may_be_a_VM_and_one_that_is_off_ends_the_call()
    {
        var result = module.Engine.Run("Get-ContainerOsInfo 127.0.0.1:1 -JumpHost (Get-VM odd-off)");
        Assert.StartsWith("VmPoweredOff", Assert.Single(result.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_bad_network_ends_the_call() =>
        Assert.Contains("Expected for example 10.1.0.0/16", Assert.Single(module.Engine.Run("Get-ContainerOsInfo 127.0.0.1:1 -Network 10.0.0.0/99").Errors).ToString());

    [Fact]
    public void A_VM_keeps_its_identity_through_all_cmdlets()
    {
        var photon = Lab.Host("photon5");
        var result = Read($"$vm = Get-VM {photon.Name}; $vm | Get-ContainerOsInfo {VmSession.Reach} -UserName root | Test-ContainerOsConnection {VmSession.Reach} | Invoke-ContainerOsCommand id {VmSession.Reach}");
        var output = Assert.IsType<CommandResult>(Assert.Single(result).BaseObject);
        var vm = Inventory.Vms.Single(vm => vm.Name == photon.Name);
        Assert.Equal((photon.Name, photon.Address, photon.Port, "root"), (output.ComputerName, output.Address, output.Port, output.UserName));
        Assert.Contains(output.VmId!, output.VmUid);
        Assert.Same(vm, ((IVmOutput)output).GetVm()!.Vm);
    }

    [Theory]
    [InlineData("$hosts | Stop-VMGuest", "Stop-VMGuest Default")]
    [InlineData("Restart-VMGuest $hosts", "Restart-VMGuest Default")]
    [InlineData("Restart-VMGuest -VM $hosts[0], $hosts[1]", "Restart-VMGuest Default")]
    [InlineData("$hosts | Start-VM", "Start-VM __AllParameterSets")]
    [InlineData("foreach ($one in $hosts) { Stop-VMGuest -VM $one }", "Stop-VMGuest Default")]
    [InlineData("$hosts | New-Snapshot -Name before", "New-Snapshot __AllParameterSets")]
    [InlineData("$hosts | Move-VM", "Move-VM __AllParameterSets")]
    [InlineData("$hosts | New-TagAssignment full", "New-TagAssignment __AllParameterSets")]
    [InlineData("$hosts | Set-Annotation -CustomAttribute os -Value x", "Set-Annotation __AllParameterSets")]
    [InlineData("$hosts | New-AdvancedSetting -Name guestinfo.x -Value y", "New-AdvancedSetting __AllParameterSets")]
    [InlineData("Get-AdvancedSetting $hosts", "Get-AdvancedSetting __AllParameterSets")]
    [InlineData("$hosts | Show-VMImplementation", "Show-VMImplementation __AllParameterSets")]
    public void Outputs_bind_to_PowerCLI_as_their_VMs_do(string use, string call)
    {
        var names = Lab.Hosts.Where(host => host.Kind.StartsWith("photon", StringComparison.Ordinal)).Select(host => host.Name).ToList();
        var setup = $"$vms = Get-VM {string.Join(", ", names)}; $hosts = $vms | Get-ContainerOsInfo {VmSession.Reach} -UserName root;";
        Inventory.Calls.Clear();
        var took = Read(setup + use).Select(output => ((VirtualMachine)output.BaseObject).Name);
        var expected = use.Contains("[0], $hosts[1]") ? 2 : names.Count;
        Assert.Equal(expected, took.Intersect(names).Count());
        Assert.Equal(expected, Inventory.Calls.Count(line => line.StartsWith(call, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("$host1 | Stop-VMGuest", "InputObjectNotBound")]
    [InlineData("Stop-VMGuest -VM $host1", "CannotConvertArgument")]
    public void Without_a_VM_binding_fails_as_usual(string use, string id)
    {
        var photon = Lab.Host("photon5");
        var result = module.Engine.Run($"$host1 = Get-ContainerOsInfo root@{photon.Address} {ModuleSession.Login}; {use}");
        Assert.Contains(result.Errors.Concat(result.Terminating is { } ended ? [ended.ErrorRecord] : []), error => error.FullyQualifiedErrorId.StartsWith(id, StringComparison.Ordinal));
    }

    [Fact]
    public void The_VM_of_a_host_in_trouble_can_be_dealt_with_too()
    {
        var result = module.Engine.Run("Get-VM odd-onestring | Get-ContainerOsInfo -Port 1 -Network 127.0.0.0/8 -ErrorVariable trouble -ErrorAction SilentlyContinue; $trouble.TargetObject | Start-VM");
        Assert.Equal("odd-onestring", ((VirtualMachine)Assert.Single(result.Output).BaseObject).Name);
    }

    [Theory]
    [InlineData("[object[]]")]
    [InlineData("[object]")]
    [InlineData("[array]")]
    [InlineData("[psobject[]]")]
    [InlineData("[System.Collections.Generic.List[object]]")]
    public void What_takes_the_output_itself_gets_it_and_not_the_VM(string type)
    {
        var script = $"Get-VM odd-onestring | Get-ContainerOsInfo -Port 1 -Network 127.0.0.0/8 -ErrorVariable trouble -ErrorAction SilentlyContinue; & {{ param({type} $x) @($x)[0] }} $trouble.TargetObject";
        Assert.IsType<HostTarget>(Assert.Single(module.Engine.Run(script).Output).BaseObject);
    }

    [Fact]
    public void Names_of_VMs_still_go_to_PowerCLI_as_names() =>
        Assert.Equal("odd-off", ((VirtualMachine)Assert.Single(Read("'odd-off' | Start-VM")).BaseObject).Name);

    private IReadOnlyList<PSObject> Read(string script)
    {
        var result = module.Engine.Run(script);
        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        return result.Output;
    }
}

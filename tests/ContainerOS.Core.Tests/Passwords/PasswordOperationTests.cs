using System;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Passwords;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Contract;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Passwords;

/// <summary>The whole of a change: also the login with the new password goes the way of the first one.</summary>
public sealed class PasswordOperationTests : IDisposable
{
    private const string Old = "Old-pass-word-1";
    private const string New = "Brand-new-9981!";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Through_a_jump_host_with_a_key(bool forAnother)
    {
        var jump = Lab.Host("flatcar"); // Photon forwards nothing
        await using var account = await LabAccount.CreateAsync(Old);
        var settings = LabLogin.Settings() with { JumpHosts = [HostTarget.Parse($"{jump.User}@{jump.Address}")] };
        var result = await ChangeAsync(new HostTarget("debian", account.Target.Address, null, forAnother ? "root" : account.Name), settings, forAnother ? account.Name : null);
        Assert.Equal((true, true, null), (result.Changed, result.Verified, result.VerificationProblem));
        Assert.True(await account.HasPasswordAsync(New));
    }

    [Fact]
    public async Task Where_the_VM_has_a_name_of_its_own_in_known_hosts()
    {
        await using var account = await LabAccount.CreateAsync(Old);
        var vm = new VmReference { Uid = "/VIServer=kim@vc1:443/VirtualMachine=VirtualMachine-vm-7/" };
        var file = folder.Write("known_hosts", $"vmuid_virtualmachine-vm-7_vc1 {HostKeyLines.KeyOf(account.Target.Address)}\n");
        var result = await ChangeAsync(new HostTarget("web1", account.Target.Address, null, account.Name) { Vm = vm }, LabLogin.Settings(knownHosts: file) with { HostKeyAlias = HostKeyAlias.VmUid }, null);
        Assert.Equal((true, true, null), (result.Changed, result.Verified, result.VerificationProblem));
    }

    private static async Task<PasswordChange> ChangeAsync(HostTarget target, ConnectionSettings settings, string? account)
    {
        var request = new PasswordRequest(Secrets.Of(New)) { Account = account, CurrentPassword = account is null ? Secrets.Of(Old) : null };
        var operation = new PasswordOperation(new TransportChooser(Transport.OpenSsh, settings, AppContext.BaseDirectory), request, TimeSpan.FromSeconds(30));
        Assert.Equal(PasswordState.Old, operation.State);
        var result = await operation.RunAsync(target, TestContext.Current.CancellationToken);
        Assert.Equal(PasswordState.New, operation.State);
        return result;
    }
}

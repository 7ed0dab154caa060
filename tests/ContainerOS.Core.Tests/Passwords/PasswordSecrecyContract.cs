using System;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Passwords;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Passwords;

/// <summary>Looks for the old, the new and sudo's password wherever they might be left while a password is changed, taken or refused, and afterwards.</summary>
public abstract class PasswordSecrecyContract(Transport transport) : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string old = SecretSearch.NewSecret();
    private readonly string next = "Brand-" + SecretSearch.NewSecret();

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("KbdInteractiveAuthentication=yes", true, true)] // within the login
    [InlineData("KbdInteractiveAuthentication=no", true, true)] // in a terminal
    [InlineData("KbdInteractiveAuthentication=yes", false, true)] // with passwd
    [InlineData("KbdInteractiveAuthentication=yes", true, false)]
    [InlineData("KbdInteractiveAuthentication=no", true, false)]
    [InlineData("KbdInteractiveAuthentication=yes", false, false)]
    public async Task Of_the_account_that_logs_in(string option, bool expired, bool isTaken)
    {
        await using var account = await LabAccount.CreateAsync(old);
        if (expired)
            await account.ExpireAsync();
        await using var server = await ExtraSshd.StartAsync("UsePAM=yes", "LogLevel=DEBUG3", option);
        var settings = new ConnectionSettings { KnownHostsFile = folder.Write("known_hosts", server.KnownHostsLine), SshConfigFile = ClientConfig.Quick, Password = Secrets.Of(old) };

        var password = isTaken ? next : next + string.Concat(next.Reverse()); // pam_pwquality refuses palindromes
        await NowhereAsync(new PasswordRequest(Secrets.Of(password)), settings, server.Target(account.Name), isTaken ? null : ConnectionFailure.PasswordRefused, [old, next]);
        Assert.True(await account.HasPasswordAsync(isTaken ? next : old));
    }

    [Theory]
    [InlineData("sudopw", true)]
    [InlineData("root", true)]
    [InlineData("nosudo", false)]
    public async Task Of_another_account(string login, bool may)
    {
        await using var account = await LabAccount.CreateAsync(old);
        var request = new PasswordRequest(Secrets.Of(next)) { Account = account.Name };
        await NowhereAsync(request, LabLogin.Settings(sudoPassword: login == "sudopw" ? "userpw" : null), LabLogin.Debian(login), may ? null : ConnectionFailure.ElevationFailed, [next]);
        Assert.True(await account.HasPasswordAsync(may ? next : old));
    }

    private async Task NowhereAsync(PasswordRequest request, ConnectionSettings settings, HostTarget target, ConnectionFailure? failure, string[] secrets)
    {
        var operation = new PasswordOperation(new TransportChooser(transport, settings, Repository.Root + "/out/ContainerOS"), request, TimeSpan.FromSeconds(30));
        var running = TryAsync(operation, target);
        await new SecretSearch(folder, secrets).NowhereWhileAsync(running);
        var (result, error) = await running;
        Assert.Equal(failure, error?.Failure);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, $"{error} {error?.Remedy} {string.Join(" ", result?.Warnings ?? [])} {result?.VerificationProblem}"));
    }

    private static async Task<(PasswordChange? Result, HostConnectionException? Error)> TryAsync(PasswordOperation operation, HostTarget target)
    {
        try
        {
            return (await operation.RunAsync(target, TestContext.Current.CancellationToken), null);
        }
        catch (HostConnectionException error)
        {
            return (null, error);
        }
    }
}

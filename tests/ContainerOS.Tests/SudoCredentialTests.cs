using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>-SudoCredential on cmdlets.</summary>
public sealed class SudoCredentialTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private const string Wrong = "s3cret-not-to-be-told";

    [Theory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public void The_right_one_makes_root(string transport)
    {
        var result = module.Run($"Invoke-ContainerOsCommand 'id -u' {Target} {ModuleSession.Login} -Transport {transport} -Elevate {Sudo("userpw")}");
        Assert.Equal("0", ((CommandResult)Assert.Single(result.Output).BaseObject).StdOut);
    }

    [Theory]
    [InlineData("Invoke-ContainerOsCommand id")]
    [InlineData("Get-ContainerOsInfo")]
    public void A_wrong_one_is_an_error_that_names_it(string command)
    {
        var result = module.Engine.Run($"{command} {Target} {ModuleSession.Login} -Elevate {Sudo(Wrong)} -Verbose -Debug");
        Assert.Empty(result.Output);
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("ElevationFailed,", error.FullyQualifiedErrorId);
        Assert.Contains("-SudoCredential", error.ErrorDetails.Message);
        Assert.DoesNotContain(Wrong, error.Exception + error.ErrorDetails.Message + string.Join(' ', result.Verbose));
    }

    [Fact]
    public void Without_it_the_error_names_it()
    {
        var result = module.Engine.Run($"Invoke-ContainerOsCommand id {Target} {ModuleSession.Login} -Elevate");
        Assert.Contains("-SudoCredential", Assert.Single(result.Errors).ErrorDetails.Message);
    }

    [Fact]
    public void The_connection_test_says_whether_it_works()
    {
        var tests = new[] { Sudo("userpw"), Sudo(Wrong), "" }
            .Select(sudo => (ConnectionTest)Assert.Single(module.Run($"Test-ContainerOsConnection {Target} {ModuleSession.Login} {sudo}").Output).BaseObject).ToList();
        Assert.Equal([true, false, false], tests.Select(test => test.CanElevate));
        Assert.Equal([true, false, true], tests.Select(test => test.Ok));
        Assert.All(tests, test => Assert.True(test.LoggedIn));
    }

    private static string Target => "sudopw@" + Lab.Host("debian").Address;

    private static string Sudo(string password) => $"-SudoCredential ([pscredential]::new('sudopw', [Net.NetworkCredential]::new('', '{password}').SecurePassword))";
}

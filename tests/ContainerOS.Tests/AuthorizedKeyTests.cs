using System;
using System.IO;
using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>The cmdlets for public keys, on an account of their own.</summary>
public sealed class AuthorizedKeyTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB kim@home";
    private const string Fingerprint = "SHA256:RXm/ruZ0eTzRXKwi1AQEDynB0VgHQ2ac9KPSFdf/YnA";

    private static string Debian => $"{Lab.Host("debian").User}@{Lab.Host("debian").Address} {ModuleSession.Login}";

    [Fact]
    public void A_key_is_added_listed_and_removed()
    {
        var file = Path.Combine(Lab.Host("debian").Root, "home/busyboxuser/.ssh/authorized_keys");
        var before = File.ReadAllBytes(file);
        var audit = Path.GetTempFileName();
        try
        {
            var planned = module.Run($"Add-ContainerOsAuthorizedKey {Debian} -Account busyboxuser -Key '{Key}' -WhatIf -PassThru");
            Assert.Equal((false, 2), ((AuthorizedKeyChange)planned.Output.Single().BaseObject is var plan) ? (plan.Changed, plan.After.Count) : default);
            Assert.Equal(before, File.ReadAllBytes(file));

            var added = (AuthorizedKeyChange)module.Run($"Add-ContainerOsAuthorizedKey {Debian} -Account busyboxuser -Key '{Key}' -Confirm:$false -PassThru -AuditPath '{audit}' -ChangeReason T1").Output.Single().BaseObject;
            Assert.Equal((true, true, Fingerprint + " kim@home"), (added.Changed, added.SurvivesReboot, added.After[1]));
            Assert.Contains("\"account\":\"busyboxuser\"", File.ReadAllText(audit));

            var listed = module.Run($"Get-ContainerOsAuthorizedKey {Debian} -Account busyboxuser -Elevate").Output.Select(output => (AuthorizedKeyEntry)output.BaseObject).ToList();
            Assert.Equal((2, "ssh-ed25519", Fingerprint, "kim@home"), (listed[1].Line, listed[1].Type, listed[1].Fingerprint, listed[1].Comment));
            Assert.Contains($"busyboxuser  ssh-ed25519          {Fingerprint}", module.Run($"Get-ContainerOsAuthorizedKey {Debian} -Account busyboxuser -Elevate").Rendered);

            var removed = (AuthorizedKeyChange)module.Run($"Remove-ContainerOsAuthorizedKey {Debian} -Account busyboxuser -Comment 'KIM@*' -Confirm:$false -PassThru").Output.Single().BaseObject;
            Assert.Equal((true, true, 1), (removed.Changed, removed.Verified, removed.After.Count));
            Assert.Equal(before, File.ReadAllBytes(file));
            Assert.Empty(module.Run($"Remove-ContainerOsAuthorizedKey {Debian} -Account busyboxuser -Fingerprint {Fingerprint} -Confirm:$false").Output);
        }
        finally
        {
            File.WriteAllBytes(file, before);
            File.Delete(audit);
        }
    }

    [Fact]
    public void The_last_key_of_an_account_is_an_error()
    {
        var own = ((AuthorizedKeyEntry)module.Run($"Get-ContainerOsAuthorizedKey {Debian} -Account fishuser -Elevate").Output.Single().BaseObject).Fingerprint;
        var error = Assert.Single(module.Engine.Run($"Remove-ContainerOsAuthorizedKey {Debian} -Account fishuser -Fingerprint {own} -Confirm:$false").Errors);
        Assert.StartsWith("WouldLockOut", error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("Get-ContainerOsAuthorizedKey {0} -Account nobodyknows", "UnsupportedOperation")]
    [InlineData("Add-ContainerOsAuthorizedKey {0} -Account nobodyknows -Key '" + Key + "' -Confirm:$false", "UnsupportedOperation")]
    [InlineData("Add-ContainerOsAuthorizedKey {0} -Account dashuser -Key 'ssh-ed25519 AAAA' -Confirm:$false", "InvalidAuthorizedKey")]
    [InlineData("Remove-ContainerOsAuthorizedKey {0} -Account dashuser -Fingerprint MD5:00 -Confirm:$false", "ParameterArgumentValidationError")]
    public void Bad_calls(string call, string id) => Assert.StartsWith(id, Assert.Single(module.Engine.Run(string.Format(null, call, Debian)).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void Without_an_account_it_is_the_one_that_logs_in()
    {
        Assert.Equal(Lab.Host("debian").User, ((AuthorizedKeyEntry)module.Run($"Get-ContainerOsAuthorizedKey {Debian}").Output.Single().BaseObject).Account);
        var all = module.Run($"Get-ContainerOsAuthorizedKey {Debian} -Account * -Elevate").Output.Select(output => ((AuthorizedKeyEntry)output.BaseObject).Account).ToList();
        Assert.Contains("root", all);
        Assert.Contains("sudoer", all);
    }
}

using System.IO;
using System.Linq;
using ContainerOS.EngineHosting.Session;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>The cmdlets for proxies on real hosts. What they change they take back.</summary>
public sealed class ProxyTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private const string Password = "T0p%se\u20accret";
    private static readonly string[] Shapes = [Password, "T0p%25se", "T0p"];

    [Fact]
    public void WhatIf_shows_the_plan_of_that_host_and_changes_nothing()
    {
        var host = Lab.Host("photon5");
        var result = module.Run($"Set-ContainerOsProxy http://svc:T0psecret@proxy.corp:3128 {Of(host)} -NoProxy localhost,.corp -WhatIf -PassThru -Verbose {ModuleSession.Login}");
        var planned = result.Output.Select(output => (ProxyChange)output.BaseObject).ToList();
        Assert.Equal([ProxyProgram.Tdnf, ProxyProgram.Docker, ProxyProgram.Containerd], planned.Select(change => change.Program));
        Assert.All(planned, change => Assert.Equal((true, "http://svc:***@proxy.corp:3128", null, true), (change.Changed, change.Proxy, change.Before, change.SurvivesReboot)));
        Assert.Contains("tdnf: proxy http://svc:***@proxy.corp:3128, in /etc/tdnf/tdnf.conf", result.HostText);
        Assert.Contains("docker: proxy http://svc:***@proxy.corp:3128, not for localhost,.corp, in /etc/systemd/system/docker.service.d/zz-containeros-proxy.conf", result.HostText);
        Assert.DoesNotContain("T0psecret", Everything(result));
        Assert.All(Settings(host), setting => Assert.Null(setting.Proxy));
    }

    [Fact]
    public void A_password_is_in_no_stream_and_no_audit_file()
    {
        var host = Lab.Host("flatcar");
        var audit = Path.GetTempFileName();
        try
        {
            var call = $"Set-ContainerOsProxy http://proxy.corp:3128 {Of(host)} -For Docker -ProxyCredential ([pscredential]::new('CORP\\svc', $secret)) -Verbose -Debug -PassThru -AuditPath '{audit}' -ChangeReason 'a test' -Confirm:$false {ModuleSession.Login}";
            var made = module.Run($"$secret = [securestring]::new(); '{Password}'.ToCharArray().ForEach{{ $secret.AppendChar($_) }}; {call}");
            var change = (ProxyChange)Assert.Single(made.Output).BaseObject;
            Assert.Equal(("http://CORP%5Csvc:***@proxy.corp:3128", true), (change.Proxy, change.Changed));
            Assert.Equal("http://CORP%5Csvc:***@proxy.corp:3128", Settings(host).Single(setting => setting.Program == ProxyProgram.Docker).Proxy);
            Assert.Empty(module.Run($"Set-ContainerOsProxy http://proxy.corp:3128 {Of(host)} -For Docker -ProxyCredential ([pscredential]::new('CORP\\svc', $secret)) -Confirm:$false {ModuleSession.Login}").Output);
            var transactions = module.Run($"Get-ContainerOsTransaction {Of(host)} -All {ModuleSession.Login} | ForEach-Object {{ $_.Title; $_.Plan; $_.Log }}");
            Assert.Contains("CORP%5Csvc:***", transactions.Rendered);
            var text = Everything(made) + Everything(transactions) + File.ReadAllText(audit);
            Assert.Contains("\"proxies\":[\"", text);
            Assert.All(Shapes, shape => Assert.DoesNotContain(shape, text));
        }
        finally
        {
            module.Run($"Set-ContainerOsProxy {Of(host)} -Remove -Confirm:$false {ModuleSession.Login}");
            File.Delete(audit);
        }

        Assert.All(Settings(host), setting => Assert.Null(setting.Proxy));
    }

    [Theory]
    [InlineData("proxy.corp:3128", "InvalidProxy")]
    [InlineData("http://svc:T0p%zz@proxy:3128", "InvalidProxy")]
    [InlineData("'http://svc:T0p x@proxy:3128'", "InvalidProxy")]
    [InlineData("socks5://proxy:1080", "InvalidProxy")]
    [InlineData("http://proxy:3128 -NoProxy 'a b'", "InvalidNoProxy")]
    [InlineData("http://svc@proxy:3128 -ProxyCredential ([pscredential]::new('x', [securestring]::new()))", "ContradictoryParameters")]
    [InlineData("-Proxy http://svc:T0p@proxy:3128 -Remove", "AmbiguousParameterSet")]
    [InlineData("-Remove:$false", "NothingToChange")]
    public void Bad_calls_end_before_any_host_is_contacted(string parameters, string id)
    {
        var error = module.Run($"try {{ 'nowhere' | Set-ContainerOsProxy {parameters} }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message; \"$($_.TargetObject)\" }}").Output.Select(output => (string)output.BaseObject).ToList();
        Assert.Equal(id, error[0]);
        Assert.DoesNotContain("T0p", string.Join(" ", error));
    }

    [Fact]
    public void What_only_root_could_tell_is_unknown_and_says_so()
    {
        var host = Lab.Host("flatcar");
        host.Inside("mkdir -p /etc/systemd/system/containerd.service.d; echo '[Service]' >/etc/systemd/system/containerd.service.d/hidden.conf; chmod 600 /etc/systemd/system/containerd.service.d/hidden.conf");
        try
        {
            var settings = module.Run($"Get-ContainerOsProxy {Of(host)} {ModuleSession.Login}");
            var containerd = settings.Output.Select(output => (ProxySetting)output.BaseObject).Single(setting => setting.Program == ProxyProgram.Containerd);
            Assert.Equal((null, "only root can read /etc/systemd/system/containerd.service.d/hidden.conf"), (containerd.Proxy, containerd.Detail));
            Assert.Matches("Program +State +Proxy +NoProxy", settings.Rendered);
        }
        finally
        {
            host.Inside("rm -r /etc/systemd/system/containerd.service.d");
        }
    }

    private static string Everything(EngineResult result) =>
        string.Join("\n", [result.Rendered, result.HostText, .. result.Verbose, .. result.Debug, .. result.Warnings, .. result.Progress.Select(record => record.Activity + record.StatusDescription + record.CurrentOperation)]);

    private static string Of(LabHost host) => $"{host.User}@{host.Address}";

    private ProxySetting[] Settings(LabHost host) =>
        module.Run($"Get-ContainerOsProxy {Of(host)} -Elevate {ModuleSession.Login}").Output.Select(output => (ProxySetting)output.BaseObject).ToArray();
}

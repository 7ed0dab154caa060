using System.Text;
using ContainerOS.Ipvs;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Ipvs;

public sealed class FirewallVerdictTests
{
    private const string Photon = "-P INPUT DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n";

    [Theory]
    [InlineData("-P INPUT ACCEPT\n", true)]
    [InlineData(Photon, false)]
    [InlineData(Photon + "-A INPUT -p tcp -m tcp --dport 10250 -j ACCEPT\n", true)]
    [InlineData(Photon + "-A INPUT -p tcp -m multiport --dports 6443,10250:10252 -m comment --comment \"a b -j DROP\" -j ACCEPT\n", true)]
    [InlineData(Photon + "-A INPUT -p udp -m udp --dport 10250 -j ACCEPT\n", false)]
    [InlineData(Photon + "-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 10250 -j ACCEPT\n", null)]
    [InlineData(Photon + "-A INPUT ! -s 10.0.0.0/8 -j ACCEPT\n", null)]
    [InlineData("-P INPUT ACCEPT\n-A INPUT -p tcp -m tcp --dport 1024: -j REJECT --reject-with tcp-reset\n", false)]
    [InlineData("-P INPUT ACCEPT\n-A INPUT -m conntrack --ctstate NEW -j KUBE-FIREWALL\n-A INPUT -j LOG\n", true)]
    [InlineData("-P INPUT ACCEPT\n-A INPUT -j ufw-before-input\n", null)]
    [InlineData("-P INPUT DROP\n-A INPUT -m conntrack --ctstate NEW -p tcp --dport 10250 -j ACCEPT\n", true)]
    [InlineData("", true)]
    public void TheFirstRuleThatMatchesDecides(string rules, bool? open) => Assert.Equal(open, Read(rules).IsOpen);

    [Theory]
    [InlineData(4, "iptables v1.8.9: Permission denied (you must be root)", "Permission denied")]
    [InlineData(127, "", "iptables failed")]
    [InlineData(null, "", "cut off")]
    public void WithoutRulesItIsUnknown(int? status, string error, string reason)
    {
        var verdict = FirewallVerdict.Read(new ScriptSection("firewall", [], Encoding.UTF8.GetBytes(error), status), 10250);
        Assert.Null(verdict.IsOpen);
        Assert.Contains(reason, verdict.Detail);
    }

    private static FirewallVerdict Read(string rules) => FirewallVerdict.Read(new ScriptSection("firewall", Encoding.UTF8.GetBytes(rules), [], 0), 10250);
}

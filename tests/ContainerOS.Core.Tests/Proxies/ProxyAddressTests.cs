using ContainerOS.Proxies;
using Xunit;

namespace ContainerOS.Tests.Proxies;

public sealed class ProxyAddressTests
{
    [Theory]
    [InlineData("http://proxy.corp:3128", "http://proxy.corp:3128", "http://proxy.corp:3128")]
    [InlineData("HTTPS://proxy.corp:443/", "https://proxy.corp:443", "https://proxy.corp:443")]
    [InlineData("http://[fd00::1]:3128", "http://[fd00::1]:3128", "http://[fd00::1]:3128")]
    [InlineData("socks5://10.0.0.1:1080", "socks5://10.0.0.1:1080", "socks5://10.0.0.1:1080")]
    [InlineData("http://svc@proxy:80", "http://svc@proxy:80", "http://svc@proxy:80")]
    [InlineData("http://svc:@proxy:80", "http://svc:@proxy:80", "http://svc:***@proxy:80")]
    [InlineData("http://CORP%5csvc:p%40ss@proxy:80", "http://CORP%5Csvc:p%40ss@proxy:80", "http://CORP%5Csvc:***@proxy:80")]
    [InlineData("http://svc:p@ss/w:rd$'\"@proxy:80", "http://svc:p%40ss%2Fw%3Ard%24%27%22@proxy:80", "http://svc:***@proxy:80")]
    public void An_address_is_encoded_and_shown_without_its_password(string text, string whole, string shown)
    {
        var address = ProxyAddress.Parse(text, out var problem);
        Assert.Null(problem);
        Assert.Equal((whole, shown), (address!.WithPassword, address.ToString()));
    }

    [Theory]
    [InlineData("proxy.corp:3128", "no scheme")]
    [InlineData("", "no scheme")]
    [InlineData("ftp://secret:word@proxy:21", "for ftp")]
    [InlineData("http://proxy.corp", "no port")]
    [InlineData("http://proxy.corp:0", "between 1 and 65535")]
    [InlineData("http://proxy.corp:70000", "between 1 and 65535")]
    [InlineData("http://proxy.corp:3128/path", "not of the form")]
    [InlineData("http://proxy.corp:3128?word", "not of the form")]
    [InlineData("http://pro\"xy:3128", "not of the form")]
    [InlineData("http://svc:secret word@proxy:3128", "holds a blank")]
    [InlineData("http://svc:secretwörd@proxy:3128", "another character")]
    [InlineData("http://svc:word\n@proxy:3128", "holds a blank")]
    [InlineData("http://svc:100%word@proxy:3128", "%25")]
    [InlineData("http://:word@proxy:3128", "no user name")]
    [InlineData("http://:3128", "not of the form")]
    public void What_is_no_address_is_refused_and_not_repeated(string text, string problem)
    {
        Assert.Null(ProxyAddress.Parse(text, out var said));
        Assert.Contains(problem, said);
        Assert.DoesNotContain("word", said!.Replace("user name and password", ""));
    }

    [Fact]
    public void A_login_may_hold_anything()
    {
        var address = ProxyAddress.Parse("http://proxy:3128", out _)!.WithLogin("CORP\\übel", "a b:c@d/e%f\"g'h$i`j\\k{l\u20ac");
        Assert.Equal("http://CORP%5C%C3%BCbel:a%20b%3Ac%40d%2Fe%25f%22g%27h%24i%60j%5Ck%7Bl%E2%82%AC@proxy:3128", address.WithPassword);
        Assert.Equal("http://CORP%5C%C3%BCbel:***@proxy:3128", address.ToString());
    }

    [Theory]
    [InlineData("http://proxy:3128", "http://proxy:3128", false)]
    [InlineData("http://svc@proxy:3128", "http://svc@proxy:3128", false)]
    [InlineData("http://svc:p@ss:x@proxy:3128", "http://svc:***@proxy:3128", true)]
    [InlineData("svc:pass@proxy:3128", "svc:***@proxy:3128", true)]
    [InlineData("http://proxy\u001b[2J", "http://proxy\\u001b[2J", false)]
    public void What_a_host_says_is_masked(string text, string shown, bool hasPassword)
    {
        Assert.Equal(shown, ProxyAddress.Mask(text));
        Assert.Equal(hasPassword, ProxyAddress.HasPassword(text));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData(".corp.example", true)]
    [InlineData("*.corp.example", true)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("registry:5000", true)]
    [InlineData("::1", true)]
    [InlineData("[fd00::1]:443", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("*", true)]
    [InlineData("a b", false)]
    [InlineData("a\"", false)]
    [InlineData("%h", false)]
    [InlineData("$HOME", false)]
    [InlineData("http://x", false)]
    [InlineData("a\n", false)]
    public void Exceptions_are_names_and_networks(string text, bool isOne) => Assert.Equal(isOne, ProxyExceptions.IsOne(text));

    [Fact]
    public void Exceptions_may_come_as_one_text() => Assert.Equal(["localhost", ".corp", "10.0.0.0/8"], ProxyExceptions.Split(["localhost, .corp", "10.0.0.0/8,localhost,"]));
}

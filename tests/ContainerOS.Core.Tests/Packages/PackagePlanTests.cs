using System.Linq;
using System.Text;
using ContainerOS.Connections;
using ContainerOS.Packages;
using ContainerOS.Scripts;
using ContainerOS.Tests.Info;
using Xunit;

namespace ContainerOS.Tests.Packages;

/// <summary>What tdnf plans, in the words of its versions.</summary>
public sealed class PackagePlanTests
{
    private const string New = """

        Installing:
        ipset            x86_64       7.17-1.ph5       photon-updates   0.54M   245.30k
        socat            x86_64       1.7.4.4-5.ph5    photon           1.25M     0.50M

        Total installed size:   1.79M
        Total download size:   758.30k

        """;

    private const string Old = """

        Installing:
        ipset               x86_64  6.38-1.ph3        photon           269.68k 276152

        Total installed size: 269.68k 276152

        """;

    [Fact]
    public void Newer_versions_say_what_is_downloaded()
    {
        var plan = Read(New, 8, "Error(1032) : Operation aborted.\n");
        Assert.Null(plan.Problem);
        Assert.Equal(["ipset 7.17-1.ph5", "socat 1.7.4.4-5.ph5"], plan.Install.Select(package => package.ToString()));
        Assert.Equal((566231L, 251187L, "photon-updates"), (plan.Install[0].InstallBytes, plan.Install[0].DownloadBytes!.Value, plan.Install[0].Repository));
        Assert.Equal(" (1.8 MiB installed, 0.7 MiB to download)", PackageSizes.Text(plan));
    }

    [Fact]
    public void Photon_3_says_bytes()
    {
        var plan = Read(Old, 8);
        Assert.Equal((276152L, null), (plan.Install.Single().InstallBytes, plan.Install.Single().DownloadBytes));
    }

    [Fact]
    public void What_is_there_and_what_nobody_has()
    {
        var plan = Read("Nothing to do.\n", 0, "Package tar is already installed.\nPackage socat is already installed.\n", "nosuch\nalso-no\n");
        Assert.Equal((0, null), (plan.Install.Count, plan.Problem));
        Assert.Equal(["tar", "socat"], plan.AlreadyPresent);
        Assert.Equal(["nosuch", "also-no"], plan.NotFound);
    }

    [Fact]
    public void No_plan_has_a_reason()
    {
        var plan = Read("Refreshing metadata for: 'VMware Photon Linux 5.0 (x86_64)'\n", 214, "Error(1238) : Couldn't read a file:// file\n");
        Assert.Equal("Error(1238) : Couldn't read a file:// file", plan.Problem);
    }

    [Theory]
    [InlineData("tar", true)]
    [InlineData("gtk+3.0_x-1", true)]
    [InlineData("-y", false)]
    [InlineData("tar\n", false)]
    [InlineData("tär", false)]
    [InlineData("a;b", false)]
    [InlineData("..", false)]
    [InlineData("a b", false)]
    [InlineData("$(id)", false)]
    [InlineData("", false)]
    public void Names_of_packages(string name, bool valid) => Assert.Equal(valid, PackagePlan.IsName(name));

    private static PackagePlan Read(string output, int status, string error = "", string missing = "")
    {
        ScriptSection Section(string name, string text, int code, string said) => new(name, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(said), code);

        var content = new FrameContent { IsStarted = true, ExitCode = 0 }.Add([Section("tdnfplan", output, status, error), Section("tdnfmissing", missing, 0, "")]);
        return PackagePlan.Read(new ScriptResult(content, new ConnectionFacts()));
    }
}

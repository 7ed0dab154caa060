using System.Text;
using ContainerOS.Connections;
using ContainerOS.Packages;
using ContainerOS.Scripts;
using ContainerOS.Tests.Info;
using Xunit;

namespace ContainerOS.Tests.Packages;

/// <summary>What rpm-ostree says of its deployments.</summary>
public sealed class LayeredPackagesTests
{
    private const string Booted = """{ "booted" : true, "staged" : false, "requested-packages" : ["ebtables", "tmux"], "packages" : ["ebtables-legacy", "tmux"] }""";
    private const string Next = """{ "booted" : false, "staged" : true, "version" : "40", "requested-packages" : ["ebtables", "ipset"], "packages" : ["ebtables-legacy", "ipset"], "base-removals" : [ { "nodes" : [[ "kernel" ]] } ] }""";

    [Fact]
    public void What_is_staged_is_what_the_next_boot_has_and_this_one_has_not()
    {
        var layered = Read($$"""{ "deployments" : [{{Next}}, {{Booted}}], "transaction" : null, "cached-update" : null }""");
        Assert.Null(layered.Problem);
        Assert.Equal(["ipset"], layered.Staged);
        Assert.Equal(["ebtables", "ebtables-legacy"], layered.Present); // tmux goes with the next boot
    }

    [Fact]
    public void Without_a_next_one_all_that_is_layered_is_there()
    {
        var layered = Read($$"""{"deployments":[{{Booted}},{{Next.Replace("true", "false")}}]}""");
        Assert.Empty(layered.Staged);
        Assert.Equal(["ebtables", "tmux", "ebtables-legacy"], layered.Present);
    }

    [Theory]
    [InlineData("""{ "deployments" : [ { "booted" : false, "packages" : ["$(id)", "-y", "a b", { "x" : 1 }] } ] }""")]
    [InlineData("""{ "deployments" : { } }""")]
    [InlineData("""{ "deployments" : null }""")]
    [InlineData("[]")]
    [InlineData("7")]
    public void Odd_answers_name_no_package(string json)
    {
        var layered = Read(json);
        Assert.Null(layered.Problem);
        Assert.Empty(layered.Staged);
        Assert.Empty(layered.Present);
    }

    [Theory]
    [InlineData("""{ "deployments" : [ { "booted" : fal""", 0, "", "cannot be read")]
    [InlineData("", 0, "", "cannot be read")]
    [InlineData("", 1, "error: Could not activate remote peer.\n", "does not say what is staged: error: Could not activate remote peer.")]
    public void What_cannot_be_read_is_unknown(string json, int status, string error, string problem)
    {
        Assert.Contains(problem, Read(json, status, error).Problem);
        Assert.Contains("cannot be read", Read(new string('[', 20000)).Problem);
    }

    private static LayeredPackages Read(string json, int status = 0, string error = "") => LayeredPackages.Read(new ScriptResult(
        new FrameContent { IsStarted = true, ExitCode = 0 }.Add([new ScriptSection("ostree", Encoding.UTF8.GetBytes(json), Encoding.UTF8.GetBytes(error), status)]), new ConnectionFacts()));
}

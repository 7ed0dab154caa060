using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Get-ContainerOsAccess on real hosts.</summary>
public sealed class AccessTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    [Theory]
    [InlineData("photon5", "Password True root|Key True root")]
    [InlineData("flatcar", "Password False root|Key True root|Sudo True core|DockerGroup  core")]
    [InlineData("rancheros", "Password False root|Key False root|Sudo True rancher|Sudo True docker|DockerGroup  rancher|DockerGroup  docker")]
    [InlineData("debian", "Password False root|Key True root|Sudo True debian|Sudo True sudoer|Sudo True sudopw")]
    public void Who_can_become_root(string kind, string expected)
    {
        var routes = Read(kind, "-Elevate");
        Assert.Equal(expected, string.Join("|", routes.Select(route => $"{route.Kind} {route.Allowed} {route.Account}")));
        var key = routes.Single(route => route.Kind == AccessKind.Key);
        Assert.Equal(("/root/.ssh/authorized_keys", 1), (key.File, key.Line));
        Assert.StartsWith("SHA256:", key.Principal);
        Assert.All(routes.Where(route => route.Kind == AccessKind.Sudo && route.Account != "docker"), route => Assert.Contains("Key " + key.Principal, route.LoginBy!));
    }

    [Fact]
    public void What_forbids_it_is_named_with_its_line()
    {
        var host = Lab.Host("rancheros");
        var line = File.ReadAllLines(Path.Combine(host.Root, "etc/ssh/sshd_config")).ToList().IndexOf("PermitRootLogin no") + 1;
        Assert.Contains($"PermitRootLogin no (/etc/ssh/sshd_config line {line})", Read("rancheros", "-Elevate")[0].DecidedBy);
    }

    [Fact]
    public void Without_root_what_is_not_known_is_a_row()
    {
        var routes = Read("debian", "");
        Assert.Equal([AccessKind.Password, AccessKind.Key, AccessKind.Key, AccessKind.Sudo], routes.Select(route => route.Kind));
        Assert.All(routes.Skip(1), route => Assert.Null(route.Allowed));
        Assert.All(routes.Skip(1), route => Assert.EndsWith("could not be read (read as root with -Elevate only)", route.DecidedBy));
    }

    [Fact]
    public void Where_sudo_refuses_the_rows_say_so() => Assert.All(Read("debian", "-Elevate", "nosudo").Where(route => route.Allowed is null), route => Assert.Contains("not read as root: sudo:", route.DecidedBy));

    [Fact]
    public void Another_account_and_one_that_is_not_there()
    {
        Assert.Contains(Read("debian", "-Elevate -User sudopw"), route => route is { Kind: AccessKind.Password, Allowed: true, Account: "sudopw" });
        var host = Lab.Host("debian");
        var error = Assert.Single(module.Engine.Run($"Get-ContainerOsAccess {host.User}@{host.Address} nobodyknows {ModuleSession.Login}").Errors);
        Assert.StartsWith("UnsupportedOperation", error.FullyQualifiedErrorId);
        Assert.Contains("no account 'nobodyknows'", error.Exception.Message);
    }

    [Fact]
    public void No_hash_leaves_the_host()
    {
        var host = Lab.Host("debian");
        var hash = File.ReadLines(Path.Combine(host.Root, "etc/shadow")).Select(line => line.Split(':')).Single(fields => fields[0] == "sudopw")[1];
        Assert.StartsWith("$", hash);
        var script = new System.Text.StringBuilder();
        foreach (var name in new[] { "accounts.sh", "key-files.sh", "sudoers.sh", "access.sh" })
        {
            using var reader = new StreamReader(typeof(AccessRoute).Assembly.GetManifestResourceStream(name)!);
            script.Append(reader.ReadToEnd());
        }

        var text = "section() { shift; \"$@\"; }; cos_elevated=root; sshd_find() { :; }; sshd_newline='\n'\n" + script;
        var output = module.Run($"(Invoke-ContainerOsCommand {host.User}@{host.Address} -Elevate {ModuleSession.Login} -Command @'\n{text}\n'@).StdOut -join '\n'").Output.Single().ToString();
        Assert.Contains("shadow=sudopw:set:", output);
        Assert.DoesNotContain(hash, output);
    }

    [Fact]
    public void The_table_names_the_host_once()
    {
        var host = Lab.Host("photon5");
        var text = module.Run($"Get-ContainerOsAccess {host.User}@{host.Address} {ModuleSession.Login}").Rendered;
        Assert.Contains($"Host: {host.Address}, who can become root", text);
        Assert.Matches("Password +yes +root", text);
    }

    private List<AccessRoute> Read(string kind, string parameters, string? user = null)
    {
        var host = Lab.Host(kind);
        return [.. module.Run($"Get-ContainerOsAccess {user ?? host.User}@{host.Address} {ModuleSession.Login} {parameters}").Output.Select(output => (AccessRoute)output.BaseObject)];
    }
}

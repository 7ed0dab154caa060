using System.Linq;
using System.Net;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Scripts that carry secrets.</summary>
public abstract class SecretContract(ConnectionFactory open)
{
    private static readonly string[] Secrets = [" s p a c e ", "'\"`$(id)\\0101\\", "\u00fcml\u00e4ut \u20ac\u0081\u0088", "", new('x', 200)];

    [Theory]
    [InlineData("bashuser", Elevation.None, null)]
    [InlineData("fishuser", Elevation.None, null)]
    [InlineData("tcshuser", Elevation.None, null)]
    [InlineData("busyboxuser", Elevation.None, null)]
    [InlineData("sudoer", Elevation.Required, null)]
    [InlineData("sudopw", Elevation.Required, "userpw")]
    [InlineData("nosudo", Elevation.IfPossible, "userpw")]
    public async Task They_arrive_as_they_are_and_nobody_else_sees_them(string account, Elevation elevation, string? password)
    {
        using var connection = open(LabLogin.Debian(account), LabLogin.Settings(sudoPassword: password));
        foreach (var padding in new[] { "", "\n# " + new string('x', ScriptCall.ExecLimit) })
        {
            var script = new RemoteScript("secrets", """
                n=0
                while [ $n -lt 5 ]; do n=$((n + 1)); secret $n; section s$n printf %s "$cos_secret"; done
                section seen sh -c 'env; tr "\0" "\n" </proc/$PPID/environ; tr "\0" "\n" </proc/$PPID/cmdline'
                """ + padding)
            { Elevation = elevation, Secrets = [.. Secrets.Select(text => new NetworkCredential("", text).SecurePassword)] };
            var result = await connection.RunAsync(script, null, TestContext.Current.CancellationToken);

            Assert.Equal(Secrets, Enumerable.Range(1, 5).Select(n => result.Sections["s" + n].OutputText));
            var seen = result.Sections["seen"].OutputText;
            Assert.All(Secrets.Where(text => text.Length > 0), text => Assert.DoesNotContain(text, seen));
            Assert.DoesNotContain("cos_secret_1=", seen);
            Assert.Equal(account != "nosudo" && elevation != Elevation.None, result.IsElevated);
        }
    }
}

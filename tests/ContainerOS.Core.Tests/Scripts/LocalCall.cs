using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Scripts;

namespace ContainerOS.Tests.Scripts;

/// <summary>A script call, carried out on this machine by a login shell of choice.</summary>
internal static class LocalCall
{
    /// <summary>Runs a call as sshd does: LOGINSHELL -c COMMAND.</summary>
    /// <param name="call">The call.</param>
    /// <param name="login">The login shell.</param>
    /// <param name="inner">What takes the place of /bin/sh; null leaves it.</param>
    /// <param name="environment">Further environment variables.</param>
    public static async Task<FrameContent> RunAsync(ScriptCall call, string login = "dash", string? inner = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var shell = LocalShell.Start(Words(call, login, inner), [], environment);
        shell.Answer(call);
        await shell.EndAsync();
        return FrameParser.Parse(shell.Output, shell.Error, call.Mark);
    }

    public static LocalShell Start(ScriptCall call, string login, string? inner) => LocalShell.Start(Words(call, login, inner), call.StandardInput);

    public static string Text(this ScriptSection section) => Encoding.UTF8.GetString(section.Output);

    private static string[] Words(ScriptCall call, string login, string? inner)
    {
        var command = inner is null ? call.Command : call.Command.Replace("/bin/sh", string.Join(" ", Shells.Words(inner)));
        return [.. Shells.Words(login), "-c", command];
    }
}

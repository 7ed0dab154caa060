using System;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;

namespace ContainerOS.Tests.Connections.OpenSsh;

/// <summary>Stands for ssh where the network does not matter: runs the command here.</summary>
internal static class FakeSsh
{
    // After -E stands the log; the last argument is the command.
    public const string Program = """
        case $1 in -V) echo OpenSSH_9.9p9 >&2; exit ;; esac
        log=$3
        for last; do :; done
        echo 'Authenticated to here ([127.0.0.1]:22) using "none".' >"$log"
        sh -c "$last"
        code=$?
        echo 'debug1: client_input_channel_req: channel 0 rtype exit-status reply 0' >>"$log"
        exit $code
        """;

    public static OpenSshConnection Connect(TempFolder folder, string program = Program) =>
        new(new HostTarget("fake", "fake"), new ConnectionSettings { SshClientPath = folder.Script("ssh", program), ConnectTimeout = TimeSpan.FromSeconds(2) });
}

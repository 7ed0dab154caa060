using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>A second sshd on the lab's Debian host, with a port, a host key and options of its own.</summary>
internal sealed class ExtraSshd : IAsyncDisposable
{
    private const string Start = """
        set -e
        folder=$(mktemp -d /run/extra-sshd.XXXXXX)
        port=$1 address=$2 type=$3
        shift 3
        ssh-keygen -q -t "$type" -N '' -f "$folder/key"
        /usr/sbin/sshd -f /dev/null -p "$port" -o ListenAddress="$address" -o HostKey="$folder/key" -o HostCertificate="$folder/cert.pub" -o PidFile="$folder/pid" "$@"
        until [ -s "$folder/pid" ]; do sleep 0.05; done
        section folder echo "$folder"
        section key cut -d ' ' -f 1,2 "$folder/key.pub"
        """;

    private readonly string folder;

    private ExtraSshd(int port, string folder, string publicKey)
    {
        Port = port;
        this.folder = folder;
        PublicKey = publicKey;
    }

    public int Port { get; }

    /// <summary>The type and the base64 of its host key.</summary>
    public string PublicKey { get; }

    public string KnownHostsLine => $"[{Lab.Host("debian").Address}]:{Port} {PublicKey}\n";

    public HostTarget Target(string user) => LabLogin.Debian(user, Port);

    public static Task<ExtraSshd> StartAsync(params string[] options) => StartWithKeyAsync("ed25519", options);

    public static async Task<ExtraSshd> StartWithKeyAsync(string keyType, params string[] options)
    {
        var address = Lab.Host("debian").Address;
        var port = FreePort(address);
        var result = await AsRootAsync(Start, [port.ToString(), address, keyType, .. options.SelectMany(option => new[] { "-o", option })]);
        Assert.True(result.ExitCode == 0, "sshd did not start: " + result.ErrorNoise);
        return new ExtraSshd(port, result.Sections["folder"].OutputText.Trim(), result.Sections["key"].OutputText.Trim());
    }

    /// <summary>Gives its host key a certificate.</summary>
    public async Task UseCertificateAsync(string certificate)
    {
        var result = await AsRootAsync("""
            printf %s "$2" >"$1/cert.pub"
            pid=$(cat "$1/pid")
            rm "$1/pid"
            kill -HUP "$pid"
            until [ -s "$1/pid" ]; do sleep 0.05; done
            """, [folder, certificate]);
        Assert.Equal(0, result.ExitCode);
    }

    public async ValueTask DisposeAsync() => await AsRootAsync("kill $(cat \"$1/pid\"); rm -r \"$1\"", [folder]);

    private static async Task<ScriptResult> AsRootAsync(string script, string[] arguments)
    {
        using var root = new OpenSshConnection(LabLogin.Debian("root"), LabLogin.Settings());
        return await root.RunAsync(script, arguments);
    }

    private static int FreePort(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

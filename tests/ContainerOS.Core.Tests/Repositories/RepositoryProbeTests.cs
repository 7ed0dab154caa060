using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Repositories;
using ContainerOS.Tests.Changes;
using ContainerOS.Tests.Ipvs;
using Xunit;

namespace ContainerOS.Tests.Repositories;

/// <summary>Repositories as a host meets them: right, slow, dead, gone, garbage.</summary>
public sealed class RepositoryProbeTests(FaultyHostLab lab) : IClassFixture<FaultyHostLab>
{
    private const string List = "<repomd><revision>1</revision><data type=\"primary\"><location href=\"repodata/abc-primary.xml.gz\"/><timestamp>1717243200</timestamp></data></repomd>";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_repository_is_told_for_what_it_is()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var serving = ServeAsync(server, stop.Token);
        var root = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}";
        var host = await ChangedHost.StartAsync(lab, "photon3");
        await host.RootAsync("cat >/etc/yum.repos.d/test.repo <<'END'\n" + string.Concat(new[] { "good", "slow", "gone", "garbage" }.Select(id => $"[{id}]\nbaseurl={root}/{id}/\n")) + "[dead]\nbaseurl=http://127.0.0.1:1/\n[off]\nbaseurl=file:///nowhere\nenabled=0\nEND\n");

        using var connection = host.Connect();
        var tests = (await new RepositoryProbe(["g*", "slow", "dead", "off"], TimeSpan.FromSeconds(2)).RunAsync(connection, TimeSpan.FromSeconds(40), Token)).ToDictionary(test => test.Id);
        await stop.CancelAsync();
        server.Stop();
        await serving;

        var good = tests["good"];
        Assert.Equal((true, 200, null, DateTimeOffset.FromUnixTimeSeconds(1717243200)), (good.Reachable, good.HttpStatus, good.Reason, good.MetadataTime));
        Assert.True(good.BytesPerSecond > 0);
        Assert.True(good.MetadataAge > TimeSpan.FromDays(365));
        Assert.Equal((false, "the server answered with status 404"), (tests["gone"].Reachable, tests["gone"].Reason));
        Assert.Equal((false, "what is there is no list of packages"), (tests["garbage"].Reachable, tests["garbage"].Reason));
        Assert.Equal((false, true), (tests["slow"].Reachable, tests["slow"].Reason!.Contains("timed out")));
        Assert.Equal((false, null, true), (tests["dead"].Reachable, tests["dead"].HttpStatus, tests["dead"].Reason!.Contains("connect")));
        Assert.False(tests["off"].Reachable);
    }

    private static async Task ServeAsync(TcpListener server, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var client = await server.AcceptTcpClientAsync(stop);
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                var path = (await reader.ReadLineAsync(stop) ?? "").Split(' ').ElementAtOrDefault(1) ?? "";
                while (await reader.ReadLineAsync(stop) is { Length: > 0 })
                    continue;
                var body = path.Contains("primary") ? new string('x', 100000) : path.StartsWith("/garbage", StringComparison.Ordinal) ? "<html>" : List;
                var status = path.StartsWith("/gone", StringComparison.Ordinal) ? "404 Not Found" : "200 OK";
                // A slow one says how much comes, and then nothing until the host gives up.
                var answer = $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n" + (path.StartsWith("/slow", StringComparison.Ordinal) ? "" : body);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
                await reader.ReadLineAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
            // the test is over
        }
    }
}

using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Changes;

public sealed class AuditLogTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => folder.At("audit.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_line_says_everything_as_JSON()
    {
        File.WriteAllText(Path, "{\"older\":1}\n");
        new AuditLog(Path).Write(("text", "quo\"te \\ tab\t\u0001 ünï 😀 \u2028"), ("none", null), ("yes", true), ("number", 22), ("list", new[] { "a", "b\n" }));
        var line = File.ReadAllLines(Path)[1];
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        Assert.Equal("quo\"te \\ tab\t\u0001 ünï 😀 \u2028", root.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("none").ValueKind);
        Assert.True(root.GetProperty("yes").GetBoolean());
        Assert.Equal(22, root.GetProperty("number").GetInt32());
        Assert.Equal(["a", "b\n"], root.GetProperty("list").EnumerateArray().Select(item => item.GetString()));
        Assert.InRange(root.GetProperty("time").GetDateTime(), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow);
    }

    [Fact]
    public void Many_who_write_at_once_do_not_get_into_each_other()
    {
        var logs = Enumerable.Range(0, 4).Select(_ => new AuditLog(Path)).ToList();
        Parallel.For(0, 200, i => logs[i % 4].Write(("i", i), ("text", new string('x', 3000))));
        var numbers = File.ReadAllLines(Path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("i").GetInt32());
        Assert.Equal(Enumerable.Range(0, 200), numbers.Order());
    }

    [Fact]
    public void What_cannot_be_written_shows_at_once()
    {
        Assert.ThrowsAny<IOException>(() => new AuditLog(folder.At("nowhere/audit.jsonl")));
        Assert.ThrowsAny<UnauthorizedAccessException>(() => new AuditLog(folder.At("."))); // a folder
    }
}

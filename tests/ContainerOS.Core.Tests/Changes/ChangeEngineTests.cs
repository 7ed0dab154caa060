using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Tests.Connections.Support;
using ContainerOS.Tests.Scripts;
using Xunit;

namespace ContainerOS.Tests.Changes;

/// <summary>change-engine.sh on this machine: what the host does by itself.</summary>
public sealed class ChangeEngineTests : IDisposable
{
    private static readonly byte[] Before = Encoding.Latin1.GetBytes("one\r\n\ttwo 'quoted' \\ % \u00ff\u0001\nno end");
    private static readonly byte[] After = Encoding.Latin1.GetBytes("\u00fe!`$(x)\\n\n");
    private readonly TempFolder etc = new();

    public static TheoryData<string> PosixShells => Shells.PosixData;

    public void Dispose() => etc.Dispose();

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task A_file_is_replaced_and_the_change_confirmed(string shell)
    {
        var file = Write("config", Before);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        using var transaction = new LocalTransaction(shell, Plan(60, new FileStep(file, Before, After)));
        await transaction.RunAsync("apply");
        Assert.Equal("state.applied", transaction.State);
        Assert.Equal(After, File.ReadAllBytes(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(file));
        await transaction.RunAsync("confirm");
        Assert.Equal("state.confirmed", transaction.State);
        Assert.Equal(After, File.ReadAllBytes(file));
        Assert.Equal(Before, File.ReadAllBytes(Path.Combine(transaction.Folder, "backup.1")));
        AssertNothingLeft(transaction, "config");
        await transaction.RunAsync("rollback", "timer"); // too late
        Assert.Equal("state.confirmed", transaction.State);
    }

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task Everything_is_put_back_in_reverse(string shell)
    {
        var file = Write("config", Before);
        var real = Write("real", Before);
        var link = etc.At("link");
        File.CreateSymbolicLink(link, "real");
        using var transaction = new LocalTransaction(shell, Plan(60, new FileStep(file, Before, After), new FileStep(link, Before, After), new CommandStep("make folder", $"mkdir {etc.At("folder")}", $"rmdir {etc.At("folder")}"),
            new FileStep(etc.At("folder/new"), null, After), new FileStep(real, Before, null)));
        await transaction.RunAsync("apply");
        Assert.Equal("state.applied", transaction.State);
        Assert.Null(new FileInfo(link).LinkTarget); // never written through
        Assert.Equal(After, File.ReadAllBytes(link));
        Assert.Equal(After, File.ReadAllBytes(etc.At("folder/new")));
        Assert.False(File.Exists(real));
        await transaction.RunAsync("rollback", "timer");
        Assert.Equal("state.rolled-back", transaction.State);
        Assert.Equal(Before, File.ReadAllBytes(file));
        Assert.Equal(Before, File.ReadAllBytes(real));
        Assert.Equal("real", new FileInfo(link).LinkTarget);
        AssertNothingLeft(transaction, "config", "link", "real");
    }

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task A_step_that_fails_undoes_those_before(string shell)
    {
        var file = Write("config", Before);
        using var transaction = new LocalTransaction(shell, Plan(0, new FileStep(file, Before, After), new CommandStep("fail", "echo it fails >&2; false"), new FileStep(etc.At("other"), null, After)));
        await transaction.RunAsync("apply");
        Assert.Equal("state.rolled-back", transaction.State);
        Assert.Equal(Before, File.ReadAllBytes(file));
        Assert.True(transaction.Has("failed.2"));
        Assert.Contains("it fails", transaction.Log);
        AssertNothingLeft(transaction, "config");
    }

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task A_place_that_cannot_be_written_undoes_those_before(string shell)
    {
        var file = Write("config", Before);
        using var transaction = new LocalTransaction(shell, Plan(0, new FileStep(file, Before, After), new FileStep(etc.At("nowhere/file"), null, After)));
        await transaction.RunAsync("apply");
        Assert.Equal("state.rolled-back", transaction.State);
        Assert.Equal(Before, File.ReadAllBytes(file));
        AssertNothingLeft(transaction, "config");
    }

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task A_file_that_has_changed_since_is_left_alone(string shell)
    {
        var file = Write("config", After);
        using var transaction = new LocalTransaction(shell, Plan(0, new FileStep(file, Before, After)));
        await transaction.RunAsync("apply");
        Assert.Equal("state.rolled-back", transaction.State);
        Assert.Equal(After, File.ReadAllBytes(file));
        Assert.Contains("is not what it was", transaction.Log);
    }

    [Theory]
    [MemberData(nameof(PosixShells))]
    public async Task What_cannot_be_undone_keeps_the_lock_and_can_be_tried_again(string shell)
    {
        var file = Write("config", Before);
        var allow = etc.At("allow");
        using var transaction = new LocalTransaction(shell, Plan(60, new FileStep(file, Before, After), new CommandStep("stubborn", ":", $"[ -e {allow} ]")));
        await transaction.RunAsync("apply");
        await transaction.RunAsync("rollback", "operator");
        Assert.Equal("state.undo-failed", transaction.State);
        Assert.True(transaction.Has("undo-failed.2"));
        Assert.Equal(Before, File.ReadAllBytes(file)); // the others are undone all the same
        Assert.True(new FileInfo(transaction.Lock).LinkTarget is not null);
        File.WriteAllText(allow, "");
        await transaction.RunAsync("rollback", "operator");
        Assert.Equal("state.rolled-back", transaction.State);
        File.Delete(allow);
        AssertNothingLeft(transaction, "config");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_host_that_stops_in_any_step_puts_everything_back_when_it_starts(int crash)
    {
        var file = Write("config", Before);
        ChangeStep die = new CommandStep("die", "kill -KILL $$");
        ChangeStep[] steps = [new FileStep(file, Before, After), new FileStep(etc.At("new"), null, After), new CommandStep("fine", ":")];
        using var transaction = new LocalTransaction("dash", Plan(60, [.. steps.Take(crash - 1), die, .. steps.Skip(crash - 1)]));
        await transaction.RunAsync("apply");
        Assert.Equal("state.applying", transaction.State);
        await transaction.RunAsync("rollback", "reboot");
        Assert.Equal("state.rolled-back", transaction.State);
        Assert.Equal(Before, File.ReadAllBytes(file));
        AssertNothingLeft(transaction, "config");
    }

    [Fact]
    public async Task Nobody_confirms_in_time()
    {
        var file = Write("config", Before);
        using var transaction = new LocalTransaction("dash", Plan(1, new FileStep(file, Before, After)));
        await transaction.RunAsync("apply");
        await Eventually.GetAsync(() => transaction.State == "state.rolled-back" ? transaction : null, "undone by the timer");
        Assert.Equal(Before, File.ReadAllBytes(file));
    }

    [Fact]
    public async Task What_comes_after_the_confirmation_is_not_undone()
    {
        using var transaction = new LocalTransaction("dash", new ChangePlan
        {
            Steps = [new CommandStep("fine", ":")],
            Afters = [new FileStep(etc.At("after"), null, After), new CommandStep("fail", "false")],
        });
        await transaction.RunAsync("apply");
        Assert.Equal("state.confirmed", transaction.State);
        Assert.Equal(After, File.ReadAllBytes(etc.At("after")));
        Assert.True(transaction.Has("after-failed.2"));
        AssertNothingLeft(transaction, "after");
    }

    [Fact]
    public async Task Confirmation_and_timer_race_a_thousand_times()
    {
        var file = Write("config", Before);
        using var transaction = new LocalTransaction("dash", Plan(60, new FileStep(file, Before, After)));
        var script = $$"""
            cd '{{transaction.Folder}}' && cp '{{file}}' ../old
            sh '{{transaction.Program}}' apply
            cp '{{file}}' ../new && mkdir ../config && cp -a '{{etc.At(".")}}/.' ../config
            i=0 confirmed=0 back=0
            while [ $i -lt 1000 ]; do
              i=$((i + 1))
              if [ $((i % 2)) = 0 ]; then sh '{{transaction.Program}}' confirm & sh '{{transaction.Program}}' rollback timer; else sh '{{transaction.Program}}' rollback timer & sh '{{transaction.Program}}' confirm; fi
              wait
              if [ -e state.confirmed ] && cmp -s '{{file}}' ../new; then confirmed=$((confirmed + 1)); elif [ -e state.rolled-back ] && cmp -s '{{file}}' ../old; then back=$((back + 1)); else echo "round $i: $(ls state.*)"; fi
              [ ! -h ../lock ] || echo "round $i: the lock was not given back"
              # as it was after the steps: the file and its old one beside it, the marks, the lock; the timer is who races
              rm -f state.* reason && cp -a ../config/. '{{etc.At(".")}}' && : >state.applied && ln -s held-by-20260101T000000Z-0badcafe ../lock
            done
            echo "$((confirmed + back)) rounds, $((confirmed > 0)) $((back > 0))"
            """;
        using var run = LocalShell.Start([.. Shells.Words("dash"), "-c", script], []);
        await run.EndAsync(TimeSpan.FromMinutes(3));
        Assert.Equal("1000 rounds, 1 1\n", run.OutputText);
    }

    private static ChangePlan Plan(int rollbackAfter, params ChangeStep[] steps) => new() { Title = "it's a test", Steps = steps, RollbackAfter = TimeSpan.FromSeconds(rollbackAfter), SurvivesReboot = false };

    private string Write(string name, byte[] content)
    {
        File.WriteAllBytes(etc.At(name), content);
        return etc.At(name);
    }

    private void AssertNothingLeft(LocalTransaction transaction, params string[] files)
    {
        Assert.Equal(files.Order(), Directory.GetFileSystemEntries(etc.At(".")).Select(Path.GetFileName).Order());
        Assert.Null(new FileInfo(transaction.Lock).LinkTarget);
        Assert.False(transaction.Has("timer.pid"));
    }
}

using System.Linq;
using ContainerOS.Changes;
using Xunit;

namespace ContainerOS.Tests.Changes;

public sealed class ChangeReportTests
{
    private static readonly string[] Two =
    [
        "noise", "id 20261123T001357Z-caaea413", "state rolled-back", "failed 2", "undo-failed 1", "backup 3 /var/lib/containeros/x/backup.3", "undone-by failure",
        "about title=Set-RootSshLogin No", "about owner=kim", "about client=ws1", "about plan=one", "about plan=two", "about since=1790000000", "log first", "log  last words ", "log ",
        "output Package tar Installed 1.34", "id 20261123T001358Z-00000000", "state confirmed", "locked",
    ];

    [Fact]
    public void Reports_stand_one_behind_the_other()
    {
        var reports = ChangeReport.Read(Two);
        var first = reports[0];
        Assert.Equal(("20261123T001357Z-caaea413", ChangeState.RolledBack, 2, "failure"), (first.Id, first.State, first.FailedStep, first.UndoneBy));
        Assert.Equal(("Set-RootSshLogin No", "kim", "ws1", 1790000000L), (first.About("title"), first.About("owner"), first.About("client"), first.Since));
        Assert.Equal(["one", "two"], first.Summary);
        Assert.Equal("first; last words", first.LastWords);
        Assert.Equal([1], first.UndoFailed);
        Assert.Equal("/var/lib/containeros/x/backup.3", first.Backups[3]);
        Assert.Equal(("Package", "tar", "Installed", "1.34"), ItemStep.Read(first).Single());
        Assert.Equal((ChangeState.Confirmed, true), (reports[1].State, reports[1].IsLocked));
    }

    [Theory]
    [InlineData("id ../../etc", 0)]
    [InlineData("id 2\u001b[31m", 0)]
    [InlineData("id ", 0)]
    [InlineData("id 20261123T001357Z-caaea413", 1)]
    public void Only_names_of_transactions_begin_one(string line, int count) => Assert.Equal(count, ChangeReport.Read([line, "state confirmed"]).Count);

    [Fact]
    public void What_a_host_says_is_cleaned()
    {
        var report = ChangeReport.Read(["id 20261123T001357Z-caaea413", "state exploded", "failed x", "log \u001b]0;owned\u0007", "about owner=\u001b[2J", "undone-by \u001b[2J"]).Single();
        Assert.Equal((ChangeState.Missing, null), (report.State, report.FailedStep));
        Assert.DoesNotContain('\u001b', report.LastWords + report.About("owner") + report.UndoneBy);
    }

    [Fact]
    public void New_names_are_names_and_sort_by_time()
    {
        var ids = Enumerable.Range(0, 50).Select(_ => ChangeProgram.NewId()).ToList();
        Assert.All(ids, id => Assert.True(ChangeProgram.IsId(id)));
        Assert.Equal(50, ids.Distinct().Count());
        Assert.Equal(ids.Select(id => id[..16]), ids.Select(id => id[..16]).Order());
    }
}

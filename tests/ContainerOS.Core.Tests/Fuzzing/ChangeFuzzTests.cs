using System.Text;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Packages;
using ContainerOS.Scripts;
using ContainerOS.Tests.Info;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>What hosts tell of changes and packages: read without an exception, and with nothing that a terminal acts upon.</summary>
public sealed class ChangeFuzzTests
{
    [Fact]
    public void Reports_of_changes() => Fuzz.Text("changes", 4000,
        ["id 20261123T001357Z-caaea413\nstate rolled-back\nfailed 2\nbackup 3 /var/lib/x\nundone-by failure\nabout title=a\nabout plan=b\nabout since=1790000000\nlog words\noutput Package tar Installed 1.34\nlocked\n"],
        ["\nid 2", "\nstate ", "\nabout ", "=", "\noutput a b c d", "\nlog \u001b[2J", "\nbackup 9999999999 /x"], (text, _) =>
        {
            foreach (var report in ChangeReport.Read(text.Split('\n')))
            {
                Assert.True(ChangeProgram.IsId(report.Id));
                foreach (var shown in report.Log)
                    Fuzz.IsShowable(shown);
                foreach (var shown in report.Summary)
                    Fuzz.IsShowable(shown);
                Fuzz.IsShowable(report.About("owner"));
                Fuzz.IsShowable(report.UndoneBy);
                foreach (var (_, name, _, detail) in ItemStep.Read(report))
                {
                    Fuzz.IsShowable(name);
                    Fuzz.IsShowable(detail);
                }
            }
        });

    [Fact]
    public void Plans_of_packages() => Fuzz.Text("packages", 4000,
        ["\nInstalling:\nipset            x86_64       7.17-1.ph5       photon   0.54M   245.30k\ntar x86_64 1.30-3.ph3 photon 269.68k 276152\n\nTotal installed size: 1.79M\nTotal download size: 1k\n"],
        ["x86_64", " 999999999999999999999G", " 1e9M", "Package ", " is already installed"], (text, random) =>
        {
            var section = new ScriptSection("tdnfplan", Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(text), random.Next(4) == 0 ? null : random.Next(9));
            var plan = PackagePlan.Read(new ScriptResult(new FrameContent { IsStarted = true, ExitCode = 0 }.Add([section]), new ConnectionFacts()));
            foreach (var package in plan.Install)
            {
                Fuzz.IsShowable(package.ToString());
                Assert.True(package.InstallBytes >= 0);
            }

            Fuzz.IsShowable(plan.Problem);
            Fuzz.IsShowable(PackageSizes.Text(plan));
        });
}

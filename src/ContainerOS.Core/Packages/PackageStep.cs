using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;

namespace ContainerOS.Packages;

/// <summary>The step that installs packages in the way of a system. A package that fails fails alone.</summary>
internal sealed class PackageStep(OsProfile os, IReadOnlyList<string> names, int lockSeconds) : ChangeStep
{
    /// <summary>Functions that the step uses.</summary>
    public static string Library => RemoteScript.Embedded("tdnf-lock.sh") + RemoteScript.Embedded("install-packages.sh");

    public override string Title => "install " + string.Join(", ", names);

    // What was installed stays: taking packages away again harms more than it mends.
    protected override string Do(int number) => $"cos_install_{(os.PackageManager == "rpm-ostree" ? "ostree" : "tdnf")} {lockSeconds.ToString(CultureInfo.InvariantCulture)} {string.Join(" ", names.Select(Quote))}";
}

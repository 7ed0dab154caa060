using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace ContainerOS.Tests.Sshd;

/// <summary>Configurations of sshd, with what sshd itself makes of them for root and what can be told from the files.</summary>
internal static class SshdConfigurations
{
    private const string Include = "Include /etc/ssh/sshd_config.d/*.conf\n";

    private static readonly Configuration[] All =
    [
        new("nothing", "", "prohibit-password") { Source = SettingSource.Default },
        new("comments only", "# PermitRootLogin yes\n  #PermitRootLogin yes\n\n", "prohibit-password") { Source = SettingSource.Default },
        new("yes", "PermitRootLogin yes\n", "yes"),
        new("no", "PermitRootLogin no\n", "no"),
        new("prohibit-password", "PermitRootLogin prohibit-password\n", "prohibit-password"),
        new("its old name", "PermitRootLogin without-password\n", "prohibit-password"),
        new("forced commands", "PermitRootLogin forced-commands-only\n", "forced-commands-only"),
        new("the first value wins", "PermitRootLogin no\nPermitRootLogin yes\n", "no"),
        new("appended as in the Photon 3 era", "Port 22\nPermitRootLogin yes\nX11Forwarding no\n\nPermitRootLogin no\nMaxAuthTries 2\n", "yes"),
        new("keyword in any case", "permitROOTlogin NO\n", "no"),
        new("equals sign", "PermitRootLogin=no\n", "no"),
        new("equals sign and blanks", "PermitRootLogin = no\n", "no"),
        new("tabs", "\tPermitRootLogin\t\tno\t\n", "no"),
        new("quotes", "PermitRootLogin \"no\"\n", "no"),
        new("single quotes", "PermitRootLogin 'no'\n", "no"),
        new("quoted keyword", "\"PermitRootLogin\" no\n", "no"),
        new("comment behind it", "PermitRootLogin no # PermitRootLogin yes\n", "no"),
        new("no final newline", "Port 22\nPermitRootLogin no", "no"),
        new("Windows line ends", "Port 22\r\nPermitRootLogin no\r\n", "no"),
        new("other keywords that begin alike", "PermitUserEnvironment no\nMatch all\nPermitRootLogin no\n", "no"),
        new("within Match all", "Match all\n  PermitRootLogin no\n", "no"),
        new("Match all after another Match", "Match User kim\n  X11Forwarding no\nMatch all\nPermitRootLogin no\n", "no"),
        new("behind a trailing Match block", "Match User kim\n  X11Forwarding no\nPermitRootLogin yes\n", "prohibit-password") { Source = SettingSource.Default },
        new("Match for root", "PermitRootLogin no\nMatch User root\n  PermitRootLogin yes\n", "yes"),
        new("Match by address", "PermitRootLogin no\nMatch Address 172.16.0.0/12\n  PermitRootLogin prohibit-password\n", "no"),
        new("Match by group", "PermitRootLogin no\nMatch Group wheel\n  PermitRootLogin yes\n", "no") { Reason = "/etc/ssh/sshd_config line 2: Match group asks for what is not known" },
        new("drop-in before", Include + "PermitRootLogin yes\n", "no") { DropIns = { ["10-a.conf"] = "PermitRootLogin no\n" } },
        new("drop-in after", "PermitRootLogin yes\n" + Include, "yes") { DropIns = { ["10-a.conf"] = "PermitRootLogin no\n" } },
        new("drop-ins in order of their names", Include, "no") { DropIns = { ["9.conf"] = "PermitRootLogin yes\n", ["10.conf"] = "PermitRootLogin no\n", ["B.conf"] = "PermitRootLogin yes\n", ["a.conf"] = "PermitRootLogin yes\n" } },
        new("a capital sorts before a small letter", Include, "yes") { DropIns = { ["a.conf"] = "PermitRootLogin no\n", ["B.conf"] = "PermitRootLogin yes\n" } },
        new("a drop-in with another ending", Include, "prohibit-password") { DropIns = { ["10-a.cfg"] = "PermitRootLogin no\n" }, Source = SettingSource.Default },
        new("an empty drop-in", Include + "PermitRootLogin no\n", "no") { DropIns = { ["00.conf"] = "" } },
        new("no drop-ins at all", Include + "PermitRootLogin no\n", "no"),
        new("drop-ins that nothing includes, as on Photon", "PermitRootLogin no\n", "no") { DropIns = { ["10-a.conf"] = "PermitRootLogin yes\n" } },
        new("quoted Include, as on Flatcar", "Include \"/etc/ssh/sshd_config.d/*.conf\"\n", "no") { DropIns = { ["50-flatcar-sshd.conf"] = "PermitRootLogin no\n" } },
        new("one drop-in by name", "Include /etc/ssh/sshd_config.d/b.conf\nPermitRootLogin yes\n", "no") { DropIns = { ["a.conf"] = "PermitRootLogin yes\n", ["b.conf"] = "PermitRootLogin no\n" } },
        new("Include of two", "Include /etc/ssh/sshd_config.d/b.conf /etc/ssh/sshd_config.d/a.conf\n", "no") { DropIns = { ["a.conf"] = "PermitRootLogin yes\n", ["b.conf"] = "PermitRootLogin no\n" } },
        new("a Match that ends with its file", Include + "PermitRootLogin no\n", "no") { DropIns = { ["a.conf"] = "Match User kim\nX11Forwarding no\n" } },
        new("Include within a Match", "Match User kim\n" + Include + "Match all\nPermitRootLogin no\n", "no") { DropIns = { ["a.conf"] = "PermitRootLogin yes\n" } },
        new("Match all within an Include within a Match", "Match User kim\n" + Include, "prohibit-password") { DropIns = { ["a.conf"] = "Match all\nPermitRootLogin yes\n" }, Source = SettingSource.Default },
        new("Include of a file elsewhere", "Include /etc/ssh/more/x.conf\nPermitRootLogin no\n", "no") { Reason = "/etc/ssh/sshd_config line 1 includes /etc/ssh/more/x.conf, which could not be read" },
        new("algorithms elsewhere, as on Fedora", "Include /etc/crypto-policies/back-ends/opensshserver.config\nPermitRootLogin no\n", "no"),
    ];

    public static TheoryData<string> Names => [.. All.Select(configuration => configuration.Name)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Configuration> Named => All;

    public static Configuration Of(string name) => All.Single(configuration => configuration.Name == name);

    /// <summary>A configuration.</summary>
    /// <param name="Name">What it shows.</param>
    /// <param name="Main">/etc/ssh/sshd_config.</param>
    /// <param name="Effective">What <c>sshd -T</c> prints for root, by OpenSSH's words of today.</param>
    internal sealed record Configuration(string Name, string Main, string Effective)
    {
        public Dictionary<string, string> DropIns { get; } = [];

        /// <summary>Where a reader of the files finds the value.</summary>
        public SettingSource Source { get; init; } = SettingSource.File;

        /// <summary>Why it cannot be told from the files; null when it can.</summary>
        public string? Reason { get; init; }
    }
}

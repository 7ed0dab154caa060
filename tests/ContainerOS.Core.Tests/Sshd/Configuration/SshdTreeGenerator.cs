using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Tests.Sshd.Configuration;

/// <summary>Puts configurations together by chance: keywords, spellings, scopes and files in every combination that sshd takes.</summary>
internal sealed class SshdTreeGenerator
{
    private static readonly (string Keyword, string[] Values, bool InMatch)[] Settings =
    [
        ("PermitRootLogin", ["yes", "no", "prohibit-password", "without-password", "forced-commands-only"], true),
        ("PasswordAuthentication", ["yes", "no"], true), ("X11Forwarding", ["yes", "no"], true), ("MaxAuthTries", ["2", "3", "6"], true), ("AllowTcpForwarding", ["yes", "no", "local"], true),
        ("AllowUsers", ["root", "root kim", "*@10.0.0.0/8 root", "\"r oot\" x"], true), ("AllowGroups", ["root wheel", "sshusers"], true), ("AcceptEnv", ["LANG LC_*", "A"], true), ("ClientAliveInterval", ["30", "2m"], true),
        ("AuthorizedKeysFile", [".ssh/authorized_keys", "/etc/keys/%u .ssh/authorized_keys"], true), ("ForceCommand", ["/bin/true", "/bin/echo \"a b\""], true), ("Banner", ["/etc/issue", "none"], true), ("LogLevel", ["INFO", "verbose"], true),
        ("UseDNS", ["yes", "no"], false), ("LoginGraceTime", ["60", "2m"], false), ("Port", ["22", "2222"], false), ("PrintMotd", ["no"], false), ("MaxStartups", ["10:30:60", "5"], false), ("StrictModes", ["no"], false),
    ];

    private static readonly string[] Criteria =
    [
        "User root", "User kim", "User ro*", "User *,!root", "User kim,root", "Group root", "Group wheel", "Group *", "Host *.example.com", "Host *,!*.com", "Address 10.0.0.0/8", "Address 192.168.0.0/16", "Address !10.0.0.1,*", "Address 2001:db8::/32",
        "LocalAddress 192.168.7.1", "LocalPort 22", "LocalPort 2222", "User root Address 10.*", "User root Address 2001:db8::/32 LocalPort 22", "all",
    ];

    private static readonly string[] Noise = ["", "# PermitRootLogin yes", "#PermitRootLogin no", "   ", "\t# Match User root", "# \u00e4\u00ff\u0080", "#Include /etc/x"];

    private readonly Random random;
    private readonly Dictionary<string, string> files = [];
    private readonly string end;

    private SshdTreeGenerator(Random random)
    {
        this.random = random;
        end = Chance(5) ? "\r\n" : "\n";
    }

    public static IEnumerable<SshdTree> Make(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            yield return new SshdTreeGenerator(random).Tree("generated " + i);
    }

    private SshdTree Tree(string name)
    {
        SshdConnectionSpec spec = Chance(3) ? new("kim") { Address = "2001:db8::7", Host = "kim.example.org", LocalAddress = "127.0.0.1", LocalPort = 2222, Groups = [] } : new SshdTree("", "").Spec;
        return new SshdTree(name, File(0, inMatch: false)) { Files = files, Spec = spec };
    }

    private string File(int depth, bool inMatch)
    {
        var text = new StringBuilder();
        var count = random.Next(1, depth == 0 ? 14 : 6);
        for (var i = 0; i < count; i++)
        {
            switch (random.Next(10))
            {
                case 0 or 1:
                    text.Append(Pick(Noise)).Append(end);
                    break;
                case 2 when depth < 4:
                    text.Append(Include(depth, inMatch)).Append(end);
                    break;
                case 3 or 4 when i * 2 > count || inMatch:
                    text.Append(Spell("Match") + " " + Pick(Criteria) + (Chance(6) ? " # all" : "")).Append(end);
                    inMatch = true;
                    break;
                default:
                    text.Append(Setting(inMatch)).Append(end);
                    break;
            }
        }

        return Chance(5) ? text.ToString().TrimEnd('\n') : text.ToString();
    }

    private string Include(int depth, bool inMatch)
    {
        if (Chance(6))
            return "Include {D}/missing-" + files.Count + ".conf";
        var directory = "d" + files.Count;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var name = directory + "/" + Pick(["10-", "9-", "B", "a", ""]) + random.Next(100) + ".conf";
            files[name] = ""; // before those that it includes
            files[name] = File(depth + 1, inMatch);
        }

        var pattern = (Chance(3) ? "{R}/" : "{D}/") + directory + "/*.conf";
        return Spell("Include") + " " + (Chance(3) ? "\"" + pattern + "\"" : pattern) + (Chance(6) ? " {D}/none-*.conf" : "");
    }

    private string Setting(bool inMatch)
    {
        var half = Chance(2) ? Settings[..1] : Settings; // root's login is what it is about
        var (keyword, values, _) = Pick([.. half.Where(setting => setting.InMatch || !inMatch)]);
        var value = Pick(values);
        var separator = Pick([" ", " ", " ", "  ", "\t", "=", " = ", " \t"]);
        if (keyword != "ForceCommand" && !value.Contains('"') && !value.Contains(' ') && Chance(6))
            value = "\"" + value + "\"";
        var spelling = Spell(keyword);
        if (spelling[0] == '"')
            separator = separator.Replace('=', ' '); // sshd takes no equals sign behind quotes
        var comment = keyword != "ForceCommand" && Chance(8) ? " # " + Pick(values) : "";
        return Pick(["", "", "", "  ", "\t"]) + spelling + separator + value + comment + Pick(["", "", " ", "\t "]);
    }

    private string Spell(string keyword) => random.Next(8) switch
    {
        0 => keyword.ToLowerInvariant(),
        1 => keyword.ToUpperInvariant(),
        2 when keyword.Length > 8 => "\"" + keyword + "\"",
        _ => keyword,
    };

    private bool Chance(int times) => random.Next(times) == 0;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}

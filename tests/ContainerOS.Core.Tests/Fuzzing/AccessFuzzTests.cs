using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Access;
using ContainerOS.Access.Keys;
using ContainerOS.Access.Sudo;
using ContainerOS.Connections;
using ContainerOS.Passwords;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Tests.Access;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>What hosts tell of who gets in: public keys, accounts, groups, passwords' states and sudo's rules.</summary>
public sealed class AccessFuzzTests
{
    private const int Large = 100_000; // these are for the parsers' own time

    private const string Accounts = "account=root:shadow:0:0:/bin/bash:/root\naccount=kim:shadow:1000:1000:/bin/bash:/home/kim\ngroup=root:0:\ngroup=wheel:10:kim,lee\nshadow=root:set:19000:99999::\nshadow=kim:locked:0:1:2:3\n"
        + "noshell=/bin/x\nsource=passwd files sss [NOTFOUND=return]\noperator=kim\ntoday=20000\n";

    private const string KeyFacts = "looked=/root/.ssh/authorized_keys\nreal=/root/.ssh/authorized_keys\nowner=root 0 600 /root/.ssh/authorized_keys\nowner=kim 1000 777 /root/.ssh\nhidden=/x\nsets=/root/.ssh/authorized_keys.d\nboot=AAAA\ntool=update-ssh-keys\n";

    private const string Privileges = "host=web1\nsudo=/etc/sudoers\ndir=/etc/sudoers.d\nother=/etc/doas.conf\npam=/etc/pam.d/sshd pam_access.so\ndocker=docker 660 /run/docker.sock\n";

    private const string Rules = "Defaults env_reset, !authenticate\nDefaults:kim \\\n  rootpw\nUser_Alias OPS = kim, %wheel, !bob\nCmnd_Alias SH = /bin/sh, /usr/bin/su *\nroot ALL=(ALL:ALL) ALL\nOPS web1,!web2 = (root) NOPASSWD: SH, !/bin/x \"a b\" # why\n#1000 ALL=ALL\n@includedir /etc/sudoers.d\n";

    private static readonly string Keys = $"# mine\n{AccessHost.Key} root key\r\nfrom=\"10.0.0.0/8,!10.1.*\",command=\"echo \\\"x\\\"\",no-pty {AccessHost.Key} tied\ncert-authority,principals=\"a,b\" {AccessHost.Key}\nssh-rsa AAAA broken\n";

    [Fact]
    public void Files_of_keys_keep_every_byte_but_the_lines_that_go() => Fuzz.Bytes("authorized_keys", 1500, [Encoding.UTF8.GetBytes(Keys), []], ["\n", "\r", "\"", "\\\"", ",", " ", "\t", "=", "#", "cert-authority ", AccessHost.Key, "ssh-ed25519-cert-v01@openssh.com "], (bytes, random) =>
    {
        var lines = AuthorizedKeyLine.Of(bytes);
        Assert.True(bytes.AsSpan().SequenceEqual(Latin1.Encode(string.Concat(lines.Select(line => line.Text)))));
        Assert.True(lines.Where((line, i) => line.Number != i + 1).FirstOrDefault() is null);
        foreach (var line in lines.Where(line => !line.IsBlank).DistinctBy(line => line.Text)) // alike ones are read alike
        {
            Assert.True(line.IsKey != line.Problem is not null, line.Text);
            Assert.Equal(line.IsKey, line.Fingerprint is not null);
            Fuzz.IsShowable(line.Problem);
            Fuzz.IsShowable(Latin1.ForPeople(line.Comment));
            Fuzz.IsShowable(line.OptionValue("from") is { } from ? Latin1.ForPeople(from) : null);
        }

        if (bytes.Length > Large)
            return;
        var file = Latin1.Decode(bytes);
        var host = new AccessHost().KeyFile(file.Any(c => c > 0x7f) ? Keys : file);
        var reading = host.Read();
        var edits = new KeyFileEdits(reading, reading.Accounts.Find("root")!);
        var (own, goes) = (AccessHost.Key.Split(' ')[1], random.Next(2) == 0);
        edits.Add([AuthorizedKey.Parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC new")]);
        edits.Remove(line => goes && line.Base64 == own);
        var after = edits.After;
        Assert.Contains(after, known => known.Line.Comment == "new");
        Assert.True(!goes || after.All(known => known.Line.Base64 != own));
        Assert.Equal(goes ? edits.Before.Count(known => known.Line.Base64 == own) : 0, edits.Removed.Count);
        Assert.All(edits.Summary.Concat(edits.Warnings), said => Fuzz.IsShowable(said));
        Assert.Single(edits.Steps());
    });

    [Fact]
    public void Accounts_and_groups() => Fuzz.Text("accounts", 1500, [Accounts], ["\naccount=", ":", ",", "=", "\nshadow=root:", "4294967296", "-1", "\ngroup=", "\nsource=passwd ", "[", "]"], (text, _) =>
    {
        var accounts = Read(("accounts", Encoding.UTF8.GetBytes(text))).Accounts;
        foreach (var account in accounts.All)
        {
            Assert.Equal(account, accounts.Find(account.Name));
            Assert.Equal(accounts.GroupsOf(account).Distinct().Count(), accounts.GroupsOf(account).Count);
            Assert.All(accounts.GroupsOf(account), name => Assert.Contains(account, accounts.MembersOf(accounts.Group(name)!)));
            Assert.False(account.Home.EndsWith('/'));
        }

        Fuzz.IsShowable(accounts.ForeignSource("passwd"));
    });

    [Fact]
    public void Rules_of_sudo() => Fuzz.Bytes("sudoers", 1500, [Encoding.UTF8.GetBytes(Rules), []], ["\n", "\\\n", "\\", "\"", ",", "=", ":", "(", ")", "!", "#", "#include /etc/sudoers\n", "@includedir /etc/sudoers.d\n", "ALL", "%wheel", "NOPASSWD:", "User_Alias OPS = OPS\n", "OPS"], (bytes, _) =>
    {
        var reading = Read(("accounts", Encoding.UTF8.GetBytes(Accounts)), ("privileges", Encoding.UTF8.GetBytes(Privileges)), ("sudopath1", "/etc/sudoers"u8.ToArray()), ("sudofile1", bytes), ("sudopath2", "/etc/sudoers.d/a"u8.ToArray()), ("sudofile2", Encoding.UTF8.GetBytes(Rules)));
        foreach (var problem in SudoersPolicy.Read(reading.Privileges).Problems)
            Fuzz.IsShowable(problem.ToString());
        if (bytes.Length <= Large)
            AreShowable(reading);
    });

    [Fact]
    public void Whole_answers_make_rows_that_say_why() => Fuzz.Bytes("access", 800, [.. new[] { Accounts, KeyFacts, Privileges, Rules, Keys, "permitrootlogin yes\npasswordauthentication no\nauthorizedkeysfile .ssh/authorized_keys %h/x/%u\n", "PermitRootLogin no\nMatch User kim\nAuthorizedKeysFile none\n" }.Select(Encoding.UTF8.GetBytes)],
        ["\nlooked=", "\nowner=x 1 999 /root", "\nhidden=/root/.ssh/authorized_keys\n", "=", ":", "%", "/", "\nsudo=", "\ndocker=a b c\n"], (bytes, random) =>
        {
            var good = new Dictionary<string, string>
            {
                ["facts"] = "connection=10.0.0.1 50000 10.0.0.7 22\ngroups=root\n",
                ["os"] = "ID=flatcar\n",
                ["sshdfiles"] = "main=/etc/ssh/sshd_config\n",
                ["sshdpath1"] = "/etc/ssh/sshd_config",
                ["sshdfile1"] = "PermitRootLogin yes\n",
                ["accounts"] = Accounts,
                ["keyfiles"] = KeyFacts,
                ["keypath1"] = "/root/.ssh/authorized_keys",
                ["keyfile1"] = Keys,
                ["privileges"] = Privileges,
                ["sudopath1"] = "/etc/sudoers",
                ["sudofile1"] = Rules,
            };
            AreShowable(Read([.. good.Select(section => (section.Key, random.Next(4) == 0 ? bytes : Encoding.UTF8.GetBytes(section.Value)))]));
        });

    private static AccessReading Read(params (string Name, byte[] Output)[] sections)
    {
        var content = new FrameContent { IsStarted = true, ExitCode = 0 };
        foreach (var (name, output) in sections)
            content.Sections[name] = new ScriptSection(name, output, [], 0);
        return new AccessReading(new ScriptResult(content, new ConnectionFacts { UserName = "kim", ServerVersion = "OpenSSH_9.3p2" }), "root");
    }

    private static void AreShowable(AccessReading reading)
    {
        foreach (var account in reading.Accounts.All.Take(20).ToList())
        {
            foreach (var row in AccessProbe.Rows(reading, account, "").Take(200))
            {
                Assert.False(row.Allowed is null && row.DecidedBy.Length == 0, row.ToString());
                Fuzz.IsShowable(row.DecidedBy);
                Fuzz.IsShowable(row.Detail);
                Fuzz.IsShowable(row.File);
                foreach (var login in row.LoginBy ?? [])
                    Fuzz.IsShowable(login);
            }

            if (reading.KeyPathsOf(account, out var where) is not { } paths)
            {
                Fuzz.IsShowable(where);
                continue;
            }

            foreach (var file in paths.Select(reading.Keys.Find).OfType<KeyFile>())
                Fuzz.IsShowable(reading.Keys.Unsafe(file, account));
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Access;
using ContainerOS.Access.Sudo;
using ContainerOS.Connections;
using ContainerOS.Scripts;

namespace ContainerOS.Tests.Access;

/// <summary>What a host tells about who gets in, to be spoilt by tests. By default root has a password and a key, and sshd lets both in.</summary>
internal sealed class AccessHost
{
    public const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";
    public const string Fingerprint = "SHA256:RXm/ruZ0eTzRXKwi1AQEDynB0VgHQ2ac9KPSFdf/YnA";
    private readonly List<string> accounts =
    [
        "account=root:shadow:0:0:/bin/bash:/root", "account=kim:shadow:1000:1000:/bin/bash:/home/kim", "account=lee:shadow:1001:1001:/bin/bash:/home/lee", "account=bob:shadow:1002:10:/bin/bash:/home/bob",
        "group=root:0:", "group=kim:1000:", "group=lee:1001:", "group=wheel:10:kim", "group=docker:233:lee",
        "shadow=root:set:19000:99999::", "shadow=kim:set:19000:99999::", "shadow=lee:locked:19000:99999::", "shadow=bob:unusable:19000:99999::",
        "source=passwd files systemd", "source=group files", "operator=kim", "today=20000",
    ];

    private readonly List<string> privileges = ["host=web1", "sudo=/etc/sudoers", "docker=docker 660 /run/docker.sock"];
    private readonly List<string> keys = ["looked=/root/.ssh/authorized_keys", "real=/root/.ssh/authorized_keys", "owner=root 0 600 /root/.ssh/authorized_keys", "owner=root 0 700 /root/.ssh", "owner=root 0 700 /root", "looked=/root/.ssh/authorized_keys2"];
    private readonly Dictionary<string, string> sudoers = [];
    private string keyFile = Key + " root key\n";
    private string sshd = "PermitRootLogin yes\nUsePAM yes\n";

    public AccessHost Account(string name, string state)
    {
        accounts.RemoveAll(line => line.StartsWith($"shadow={name}:", StringComparison.Ordinal));
        accounts.Add($"shadow={name}:{state}");
        return this;
    }

    public AccessHost Say(string line)
    {
        accounts.Add(line);
        return this;
    }

    public AccessHost Privilege(string without, params string[] with)
    {
        privileges.RemoveAll(line => line.StartsWith(without + "=", StringComparison.Ordinal));
        privileges.AddRange(with);
        return this;
    }

    public AccessHost Sudoers(string path, string text)
    {
        sudoers[path] = text;
        return this;
    }

    public AccessHost Sshd(string text)
    {
        sshd = text;
        return this;
    }

    public AccessHost KeyFile(string text, params string[] facts)
    {
        keyFile = text;
        keys.AddRange(facts);
        return this;
    }

    public AccessReading Read(string user = "root")
    {
        var content = new FrameContent { IsStarted = true, ExitCode = 0 };
        void Section(string name, string text) => content.Sections[name] = new ScriptSection(name, Encoding.UTF8.GetBytes(text), [], 0);

        Section("facts", $"connection=10.0.0.1 50000 10.0.0.7 22\ngroups={user}\n");
        Section("os", "ID=photon\nVERSION_ID=5.0\n");
        Section("sshdfiles", "main=/etc/ssh/sshd_config\n");
        Section("sshdpath1", "/etc/ssh/sshd_config");
        Section("sshdfile1", sshd);
        Section("accounts", string.Concat(accounts.Select(line => line + "\n")));
        Section("keyfiles", string.Concat(keys.Select(line => line + "\n")));
        Section("keypath1", "/root/.ssh/authorized_keys");
        Section("keyfile1", keyFile);
        Section("privileges", string.Concat(privileges.Select(line => line + "\n")));
        foreach (var (file, i) in sudoers.Select((file, i) => (file, i + 1)))
        {
            Section($"sudopath{i}", file.Key);
            Section($"sudofile{i}", file.Value);
        }

        return new AccessReading(new ScriptResult(content, new ConnectionFacts { UserName = "kim", ServerVersion = "OpenSSH_9.3p2" }), user);
    }

    public IReadOnlyList<AccessRow> Rows(string user = "root")
    {
        var reading = Read(user);
        var rows = AccessProbe.Rows(reading, reading.Accounts.Find(user)!, "").ToList();
        foreach (var row in rows)
            Xunit.Assert.False(row.Allowed is null && row.DecidedBy.Length == 0, $"{row} is unknown without a reason");
        return rows;
    }

    public SudoersPolicy Policy() => SudoersPolicy.Read(Read().Privileges);
}

using System;
using System.IO;
using System.Linq;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.Transports;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>What ssh's log and ssh_config may hold.</summary>
public sealed class OpenSshFuzzTests
{
    private const string Begin = """
        debug1: Connecting to web1 [10.0.0.7] port 22.
        debug1: Connection established.
        debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1 Debian-2+deb12u10
        debug1: Authenticating to web1:22 as 'core'
        debug1: Server host key: ssh-ed25519 SHA256:abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG

        """;

    private static readonly HostTarget Target = new("web1", "web1");

    private static readonly string[] Logs =
    [
        Begin + "debug1: SSH2_MSG_NEWKEYS received\ndebug1: Authentications that can continue: publickey,password\nAuthenticated to web1 ([10.0.0.7]:22) using \"publickey\".\ndebug1: client_input_channel_req: channel 0 rtype exit-status reply 0\n",
        Begin + "@@@@@\nWARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!\nOffending ED25519 key in /nope/known_hosts:3\nHost key verification failed.\n",
        Begin + "Host key ED25519 SHA256:abc revoked by file /etc/ssh/revoked\n",
        Begin + "debug1: SSH2_MSG_NEWKEYS received\nLoad key \"/root/.ssh/id\": Permission denied\ncore@web1: Permission denied (publickey,password).\n",
        Begin + "Received disconnect from 10.0.0.7 port 22:2: Too many authentication failures\nDisconnected from 10.0.0.7\n",
        Begin + "Unable to negotiate with 10.0.0.7 port 22: no matching key exchange method found. Their offer: x\n",
        "ssh: Could not resolve hostname web1: Name or service not known\n", "ssh: connect to host web1 port 22: Connection refused\n",
        "debug1: Connection established.\ndebug1: kex_exchange_identification: banner line 0: 220 mail ready\n", "/root/.ssh/config line 3: Bad configuration option: x\n", "debug1: Executing proxy command: exec ssh\n",
        "No ED25519 host key is known for web1 and you have requested strict checking.\nHost key verification failed.\n",
    ];

    private static readonly string[] Words =
    [
        "debug1: Remote: \n", "Authenticated to x ([::1]:99999999999) using\n", "Authenticated to x ([1.2.3.4]:\u0661\u0662) using\n", "\nOffending RSA key in /x:99999999999\n", " as 'root'", "ssh_dispatch_run_fatal: ", "Connection corrupted",
        ": ", "\nWarning: Identity file ", "\ndebug1: kex_exchange_identification: banner line 0: ", "\ndebug1: Authentications that can continue: ",
    ];

    [Fact]
    public void Logs_give_facts_and_failures_that_can_be_shown() => Fuzz.Text("ssh log", 7000, Logs, Words, (text, random) =>
    {
        var log = new OpenSshLog(text);
        var facts = log.Facts();
        Assert.True(facts.Port is null or (>= 1 and <= 65535));
        foreach (var shown in new[] { facts.UserName, facts.IPAddress, facts.ServerVersion, facts.HostKeyAlgorithm, facts.HostKeyFingerprint }.Concat(facts.AuthenticationMethods).Concat(facts.Warnings))
            Fuzz.IsShowable(shown);
        var settings = new ConnectionSettings();
        var failure = random.Next(3) switch
        {
            0 => OpenSshFailure.TimedOut(Target, log, settings),
            1 => OpenSshFailure.Lost(Target, log),
            _ => OpenSshFailure.Classify(Target, log, text, text, settings),
        };
        Check(failure);
    });

    [Fact]
    public void Words_of_hosts_in_errors_can_be_shown() => Fuzz.Text("last words", 4000, ["sudo: a password is required\n", "Connection closed by 10.0.0.7 port 22\r\n", "This account is currently not available.\n"], ["\n", "password has expired"], (text, random) =>
    {
        Check(random.Next(5) switch
        {
            0 => LoginFailure.Foreign(Target, text),
            1 => LoginFailure.HungUp(Target, FailureText.Shorten(text)),
            2 => LoginFailure.NotRun(Target, "core", text, text),
            3 => LoginFailure.Lost(Target, FailureText.LastLines(text, 3)),
            _ => new HostConnectionException(ConnectionFailure.NotSsh, Target, text, text, new IOException(text, new IOException(text))),
        });
        _ = LeadingVersion.OfOpenSsh("OpenSSH_" + text);
    });

    [Fact]
    public void Versions_of_clients() => Fuzz.Text("ssh -V", 2000, ["OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.20\n", "OpenSSH_for_Windows_9.5p1, LibreSSL 3.8.2\n"], ["OpenSSH_", "."], (text, _) =>
        Assert.True(LeadingVersion.OfOpenSsh(text) is null or { Major: >= 0, Minor: >= 0 }));

    [Fact]
    public void Configurations_of_users()
    {
        using var folder = new TempFolder();
        var path = folder.At("config");
        string[] seeds =
        [
            "Host web* !web2\n  HostName 10.0.0.7\n  Port 2222\nMatch host web1 user bob\n  User root\nHost *\n  ServerAliveInterval 5\n",
            $"Include \"{path}\"\nInclude config*\nInclude {folder.At("x")}\nUser = x\n",
        ];
        Fuzz.Bytes("ssh_config", 2000, seeds.Select(System.Text.Encoding.UTF8.GetBytes).ToList(), [$"\nInclude {path}\n", $"Include {path} {path} {path}\n", "Include ~/x\n", "Include \"", "Match all\n", "Host \""], (bytes, _) =>
        {
            File.WriteAllBytes(path, bytes);
            Fuzz.IsShowable(SshConfigFiles.Read(path).WhatApplies("web1"), 2000);
        });
    }

    private static void Check(HostConnectionException failure)
    {
        foreach (var shown in new[] { failure.Message, failure.Problem, failure.Remedy })
            Fuzz.IsShowable(shown, 4000);

        Assert.StartsWith("web1: ", failure.Message, StringComparison.Ordinal);
        for (var inner = failure.InnerException; inner is not null; inner = inner.InnerException)
            Assert.Equal(HostText.CleanLines(inner.Message), inner.Message.Replace("\r\n", "\n"));
    }
}

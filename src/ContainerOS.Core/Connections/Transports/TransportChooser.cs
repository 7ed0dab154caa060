using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Passwords;
using ContainerOS.Targets;

namespace ContainerOS.Connections.Transports;

/// <summary>Chooses the kind of connection for each host of a call, and makes it.</summary>
public sealed class TransportChooser
{
    private readonly Transport requested;
    private readonly ConnectionSettings settings;
    private readonly string moduleFolder;
    private readonly Lazy<SshConfigFiles> config;
    private readonly ConcurrentDictionary<string, ConnectionSettings> configured = new(); // few: a key is opened once for each
    private readonly Lazy<string?> missingClient;
    private readonly ConcurrentDictionary<HostLogin, TransportChooser> byLogin = new(); // one for each rule that applies
    private HostLogin? login;

    /// <summary>Creates the chooser.</summary>
    /// <param name="requested">What the user asked for.</param>
    /// <param name="settings">How to connect.</param>
    /// <param name="moduleFolder">The folder of the module's manifest, where SSH.NET is.</param>
    public TransportChooser(Transport requested, ConnectionSettings settings, string moduleFolder)
    {
        this.requested = requested;
        this.settings = settings;
        this.moduleFolder = moduleFolder;
        config = new Lazy<SshConfigFiles>(() => SshConfigFiles.Read(settings.SshConfigFile));
        missingClient = new Lazy<string?>(FindMissingClient);
    }

    /// <summary>
    /// Opens the key on another thread, while the call still looks for its hosts: the first connection would wait for it. A key with a passphrase
    /// is not opened before it is known that OpenSSH does not do it.
    /// </summary>
    public void Begin()
    {
        if (requested != Transport.OpenSsh && settings is { KeyFilePath: not null, KeyPassphrase: null, JumpHosts.Count: 0 })
            Task.Run(() => SshNetAssembly.Find(moduleFolder).OpenKey(settings));
    }

    /// <summary>How it connects.</summary>
    public ConnectionSettings Settings => settings;

    /// <summary>The same, with another login.</summary>
    /// <param name="other">How to connect.</param>
    /// <returns>A chooser.</returns>
    public TransportChooser With(ConnectionSettings other) => new(requested, other, moduleFolder) { login = login };

    /// <summary>What connects to a host as the host's own login rule says.</summary>
    /// <param name="target">The host.</param>
    /// <returns>A chooser; this one where no rule applies.</returns>
    public TransportChooser For(HostTarget target) => target.Login is { } own && own != login
        ? byLogin.GetOrAdd(own, _ => new TransportChooser(requested, own.In(settings), moduleFolder) { login = own }) : this;

    /// <summary>Chooses; contacts nobody.</summary>
    /// <param name="target">The host.</param>
    /// <returns>The choice.</returns>
    public TransportChoice Choose(HostTarget target)
    {
        if (For(target) is var other && other != this)
            return other.Choose(target);
        if (requested != Transport.Auto)
            return new TransportChoice(requested, "as asked for");
        if (settings.JumpHosts.Count > 0)
            return new TransportChoice(Transport.OpenSsh, "-JumpHost is given");
        if (settings.Password is null && settings.KeyFilePath is null)
            return OpenSshUnlessMissing("neither -Credential nor -KeyFilePath is given, so ssh_config and the agent decide");
        if (config.Value.WhatApplies(target.Address) is { } applies)
            return OpenSshUnlessMissing(applies);
        if (SshNetAssembly.Find(moduleFolder).Problem is { } problem)
            return new TransportChoice(Transport.OpenSsh, "SSH.NET could not be loaded: " + problem);
        return new TransportChoice(Transport.SshNet, (settings.Password is null ? "a key file is given" : "a password is given") + " and ssh_config has nothing to say about this host");
    }

    /// <summary>Makes the connection of the chosen kind; nothing is contacted before its first call.</summary>
    /// <param name="target">The host.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="HostConnectionException">TransportUnavailable: this installation does not have it.</exception>
    public IHostConnection Open(HostTarget target) => new PatientConnection(For(target).OpenOnce(target), settings.ConnectTimeout);

    /// <summary>Makes a session with a connection of the chosen kind; its first request opens it.</summary>
    /// <param name="target">The host.</param>
    /// <returns>The session.</returns>
    /// <exception cref="HostConnectionException">TransportUnavailable: this installation does not have it.</exception>
    public HostSession Keep(HostTarget target) => For(target).KeepOnce(target);

    /// <summary>Makes what changes the password of the account that logs in; nothing is contacted before its first call.</summary>
    /// <inheritdoc cref="Open"/>
    public IPasswordChanger OpenPasswordChanger(HostTarget target) => For(target).OpenChangerOnce(target);

    private HostSession KeepOnce(HostTarget target) => Choose(target).Transport == Transport.SshNet
        ? new HostSession(SshNetAssembly.Find(moduleFolder).Keep(target, WithKeyExchange(target)), Transport.SshNet, settings.ConnectTimeout) { Login = this }
        : new HostSession(new OpenSshKeptConnection(target, settings), Transport.OpenSsh, settings.ConnectTimeout) { Login = this };

    private IPasswordChanger OpenChangerOnce(HostTarget target) => Choose(target).Transport == Transport.SshNet
        ? SshNetAssembly.Find(moduleFolder).OpenPasswordChanger(target, WithKeyExchange(target)) : new OpenSshPasswordChanger(target, settings);

    private IHostConnection OpenOnce(HostTarget target) => Choose(target).Transport == Transport.SshNet
        ? SshNetAssembly.Find(moduleFolder).Open(target, WithKeyExchange(target)) : new OpenSshConnection(target, settings);

    // ssh reads its configuration by itself.
    private ConnectionSettings WithKeyExchange(HostTarget target) =>
        settings.KeyExchange is null && config.Value.Value(target.Address, "KexAlgorithms") is { } methods && KeyExchangeList.IsValid(methods)
            ? configured.GetOrAdd(methods, settings.WithKeyExchange) : settings;

    private TransportChoice OpenSshUnlessMissing(string reason) => missingClient.Value is { } problem
        ? new TransportChoice(Transport.SshNet, $"{problem}; otherwise OpenSsh, because {reason}")
        : new TransportChoice(Transport.OpenSsh, reason);

    private string? FindMissingClient()
    {
        try
        {
            OpenSshClient.Find(new HostTarget("ssh", "ssh"), settings.SshClientPath);
            return null;
        }
        catch (HostConnectionException error)
        {
            return error.Problem;
        }
    }
}

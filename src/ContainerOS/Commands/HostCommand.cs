using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Binding;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Errors;
using ContainerOS.Logins;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>The parameters that all cmdlets share which connect to hosts, so that $PSDefaultParameterValues works for all.</summary>
public abstract class HostCommand : PSCmdlet
{
    private readonly Lazy<string?> ownLogin;
    private string? loginUser;
    private SudoParameter? sudo;
    private LoginSelector? logins;
    private ConnectionSettings? settings;

    /// <summary>Creates the cmdlet.</summary>
    protected HostCommand() => ownLogin = new Lazy<string?>(() => DefaultParameters.FirstGiven(this,
        nameof(Credential), nameof(SudoCredential), nameof(UserName), nameof(KeyFilePath), nameof(Port), nameof(Transport), nameof(JumpHost), nameof(KnownHostsFile), nameof(HostKeyPolicy), nameof(HostKeyAlias)));

    /// <summary>The hosts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [TargetTransformation]
    public virtual HostTarget[] ComputerName { get; set; } = [];

    /// <summary>The addresses of a VM that may be taken.</summary>
    [Parameter]
    public IPFamily AddressFamily { get; set; }

    /// <summary>The networks that the address of a VM must be in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AddressNetwork[] Network { get; set; } = [];

    /// <summary>The remote account.</summary>
    [Parameter]
    [ValidateNotNull]
    public AccountName? UserName { get; set; }

    /// <summary>The remote account and its password, or the passphrase of the key file.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The remote account and its password for sudo.</summary>
    [Parameter]
    [Credential]
    public PSCredential? SudoCredential { get; set; }

    /// <summary>The kind of connection.</summary>
    [Parameter]
    public Transport Transport { get; set; } = Transport.Auto;

    /// <summary>The TCP port.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The private key.</summary>
    [Parameter]
    [Alias("IdentityFilePath")]
    [ValidateNotNullOrEmpty]
    public string? KeyFilePath { get; set; }

    /// <summary>The known_hosts file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KnownHostsFile { get; set; }

    /// <summary>The hosts to go through.</summary>
    [Parameter]
    [TargetTransformation]
    [ValidateNotNullOrEmpty]
    public HostTarget[] JumpHost { get; set; } = [];

    /// <summary>What to do with an unknown host key.</summary>
    [Parameter]
    public HostKeyPolicy HostKeyPolicy { get; set; } = HostKeyPolicy.Strict;

    /// <summary>What known_hosts calls the hosts.</summary>
    [Parameter]
    public HostKeyAlias HostKeyAlias { get; set; } = HostKeyAlias.Address;

    /// <summary>The key exchange methods to offer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KeyExchangeCompleter))]
    public string[] KeyExchange { get; set; } = [];

    /// <summary>How long a login may take.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the script may run.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many hosts at a time.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>What makes the connections; bad parameters end the call before any host is contacted.</summary>
    protected TransportChooser CreateConnections()
    {
        var login = new LoginParameters(UserName?.Name, Credential, KeyFilePath is not null);
        if (login.Problem is { } problem)
            ThrowTerminatingError(problem);
        if (Transport == Transport.SshNet && JumpHost.Length > 0)
            ThrowTerminatingError(ErrorFactory.BadLogin("JumpHostNeedsOpenSsh", "-Transport SshNet goes through no jump hosts: leave -Transport or -JumpHost out."));
        loginUser = login.UserName;
        // What is typed is the login; what $PSDefaultParameterValues has is for hosts without a rule.
        logins = new LoginSelector(this, DefaultParameters.FirstGiven(this, nameof(Credential), nameof(KeyFilePath)) is null ? LoginRules.Current.All : []);
        sudo = new SudoParameter(SudoCredential, loginUser);
        if (sudo.Problem is { } unfit)
            ThrowTerminatingError(unfit);
        settings = WithKeyExchange(new ConnectionSettings
        {
            UserName = login.UserName,
            Password = login.Password,
            KeyPassphrase = login.KeyPassphrase,
            SudoPassword = sudo.Password,
            Port = Port == 0 ? null : Port,
            KeyFilePath = KeyFilePath is null ? null : FilePath.Resolve(this, nameof(KeyFilePath), KeyFilePath, mustExist: true),
            KnownHostsFile = KnownHostsFile is null ? null : FilePath.Resolve(this, nameof(KnownHostsFile), KnownHostsFile, mustExist: false),
            JumpHosts = JumpHost.Select(jump => VmLocator.LocateOrEnd(this, jump, new AddressChoice(AddressFamily, Network))).ToList(),
            HostKeyPolicy = HostKeyPolicy,
            HostKeyAlias = HostKeyAlias,
            ConnectTimeout = ConnectTimeout,
        });
        var chooser = new TransportChooser(Transport, settings, ModuleFolder.Path);
        chooser.Begin();
        return chooser;
    }

    /// <summary>Gives VMs among the hosts their addresses. One that has none is its own error and is left out.</summary>
    protected IEnumerable<HostTarget> Locate(IEnumerable<HostTarget> targets) => VmLocator.Locate(this, targets, new AddressChoice(AddressFamily, Network), HostKeyAlias);

    private ConnectionSettings WithKeyExchange(ConnectionSettings plain)
    {
        try
        {
            return KeyExchange.Length == 0 ? plain : plain.WithKeyExchange(string.Join(",", KeyExchange));
        }
        catch (ArgumentException error)
        {
            ThrowTerminatingError(ErrorFactory.BadLogin("InvalidKeyExchange", error.Message, KeyExchange));
            throw;
        }
    }

    /// <summary>Says who logs in. A credential is for one account, and a session has its login already: a target that does not go with the parameters ends the call.</summary>
    /// <returns>The target, without a session where other logins are wanted than that of an earlier output's session; null when its login cannot be told, which is this host's error.</returns>
    protected virtual HostTarget? CheckLogin(HostTarget target)
    {
        if (target.Session is not null)
        {
            if (ownLogin.Value is not { } parameter)
                return target;
            if (!target.IsSessionImplied)
                ThrowTerminatingError(ErrorFactory.BadLogin("SessionHasLogin", $"-{parameter} belongs to a login, and {target.Session} is logged in already. Leave it out, or give it to New-ContainerOsSession.", target));
            target = target.WithoutSession();
        }

        try
        {
            target = logins!.Choose(target, UserName);
            if (Transport == Transport.SshNet && target.Login is { JumpHosts.Count: > 0 })
                throw new LoginException("JumpHostNeedsOpenSsh", $"{target.ComputerName}: its login rule names a jump host, and -Transport SshNet goes through none: leave -Transport out");
            CheckSshNet(target);
        }
        catch (LoginException trouble)
        {
            WriteError(ErrorFactory.ForLogin(target, trouble));
            return null;
        }

        if (target.Login is null && Credential is not null && Credential != PSCredential.Empty && target.UserName is not null && target.UserName != loginUser)
        {
            ThrowTerminatingError(ErrorFactory.BadLogin("CredentialForAnotherUser",
                $"{target} is to be reached as '{target.UserName}', but -Credential is for '{loginUser}'. Leave the user out of the target, or give that user's credential.", target));
        }

        if (sudo?.Check(target) is { } unfit)
            ThrowTerminatingError(unfit);
        return target;
    }

    // By the host, because a rule may have the login. Without any rule it is the call that makes no sense.
    private void CheckSshNet(HostTarget target)
    {
        if (Transport != Transport.SshNet || (target.Login?.In(settings!) ?? settings!) is not { Password: null, KeyFilePath: null })
            return;
        const string Why = "-Transport SshNet reads no ssh_config and asks no agent";
        if (!logins!.HasRules)
            ThrowTerminatingError(ErrorFactory.BadLogin("LoginNeeded", $"{Why}: give -Credential or -KeyFilePath, or a rule (Register-ContainerOsLogin) that has one."));
        throw new LoginException("LoginNeeded", $"{target.ComputerName}: {Why}, and {(target.Login is null ? "no login rule applies" : "the login rule has neither a password nor a key")}. Get-ContainerOsLogin -Explain shows the rules");
    }
}

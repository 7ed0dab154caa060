using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace ContainerOS.Connections.SshNet;

/// <summary>Host keys as OpenSSH treats them: SSH.NET by itself accepts any.</summary>
internal sealed class HostKeyCheck
{
    private const int DefaultPort = 22;
    private const string CertificateSuffix = "-cert-v01@openssh.com";
    private readonly HostTarget target;
    private readonly string name; // what known_hosts calls the host
    private readonly int port; // and with which port: an alias stands there without one
    private readonly ConnectionSettings settings;
    private readonly string writable;
    private readonly KnownHostsFile known;

    /// <exception cref="HostConnectionException">TransportUnavailable: known_hosts cannot be read.</exception>
    public HostKeyCheck(HostTarget target, int port, ConnectionSettings settings)
    {
        this.target = target;
        var alias = VmKeyName.Of(target, settings.HostKeyAlias);
        name = alias ?? target.Address;
        this.port = alias is null ? port : DefaultPort;
        this.settings = settings;
        writable = settings.KnownHostsFile ?? KnownHostsPaths.User;
        try
        {
            known = KnownHostsFile.Read(writable, KnownHostsPaths.Machine);
        }
        catch (KnownHostsException error)
        {
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, "known_hosts cannot be used: " + error.Message,
                "Without it no host can be told from an impostor.", error);
        }
    }

    /// <summary>The type of the key that the host showed and proved to have; null before that.</summary>
    public string? Algorithm { get; private set; }

    public string? Fingerprint { get; private set; }

    /// <summary>Why the key was not accepted; null when it was, or when none was shown.</summary>
    public HostConnectionException? Failure { get; private set; }

    public List<string> Warnings { get; } = [];

    private bool HasAuthority => Entries().Any(entry => entry.Marker == KnownHostMarker.CertAuthority);

    /// <summary>Asks for the types of key first that are known for this host: otherwise it shows another one, which would look like a changed key.</summary>
    public void Order(IOrderedDictionary<string, Func<byte[], KeyHostAlgorithm>> algorithms)
    {
        var types = known.KnownAlgorithms(name, port);
        var certificates = HasAuthority;
        int Rank(string name) => name.EndsWith(CertificateSuffix, StringComparison.Ordinal) ? -1
            : types.Contains(HostKeyBlob.KeyType(name)) ? 0 : 1;

        // A certificate of an authority that nobody knows says less than the key in it.
        foreach (var name in algorithms.Keys.Where(name => Rank(name) < 0 && !certificates).ToList())
            algorithms.Remove(name);
        var ordered = algorithms.Keys.OrderBy(Rank).ToList();
        for (var i = 0; i < ordered.Count; i++)
            algorithms.SetPosition(ordered[i], i);
    }

    /// <summary>Judges the key that the host shows. It has already proved that it holds the private half.</summary>
    public void Judge(object? sender, HostKeyEventArgs shown)
    {
        var key = shown.HostKey;
        Algorithm = HostKeyBlob.KeyType(shown.HostKeyName.Replace(CertificateSuffix, ""));
        Fingerprint = HostKeyBlob.Fingerprint(key);
        Failure = Find(shown, key);
        shown.CanTrust = Failure is null;
    }

    private HostConnectionException? Find(HostKeyEventArgs shown, byte[] key)
    {
        var offered = Algorithm + " " + Fingerprint;
        var verdict = known.Check(name, port, Algorithm!, key);
        if (verdict.State == HostKeyState.Revoked)
            return HostKeyFailure.Revoked(target, offered, Where(verdict.Entry!));
        if (verdict.State == HostKeyState.Known || (shown.Certificate is { } certificate && IsVouchedFor(certificate)))
            return null;
        if (verdict.State == HostKeyState.Changed)
        {
            var other = verdict.Entry!;
            return HostKeyFailure.Changed(target, offered, Where(other), other.Algorithm + " " + other.Fingerprint,
                HostKeyRequest.Command("Remove-ContainerOsHostKey", target, settings.Port, other.File == KnownHostsPaths.User ? settings.KnownHostsFile : other.File, settings.HostKeyAlias));
        }

        if (settings.HostKeyPolicy != HostKeyPolicy.AcceptNew)
            return HostKeyFailure.Unknown(target, offered, settings);
        Store(key);
        return null;
    }

    /// <summary>SSH.NET has checked the certificate's signature and its dates; whom it is for and who made it is ours to check.</summary>
    private bool IsVouchedFor(Certificate certificate)
    {
        var authority = certificate.CertificateAuthorityKey;
        var entries = Entries().Where(entry => entry.HasKey(authority)).ToList();
        return certificate.Type == Certificate.CertificateType.Host
            && certificate.CriticalOptions.Count == 0
            && certificate.ValidPrincipals.Contains(name, StringComparer.OrdinalIgnoreCase)
            && entries.Any(entry => entry.Marker == KnownHostMarker.CertAuthority)
            && entries.All(entry => entry.Marker != KnownHostMarker.Revoked);
    }

    private void Store(byte[] key)
    {
        try
        {
            KnownHostsFile.Add(writable, name, port, Algorithm!, key);
        }
        catch (KnownHostsException error)
        {
            Warnings.Add("The host key was accepted but could not be stored: " + error.Message);
        }
    }

    private IEnumerable<KnownHostEntry> Entries() => known.Find(name, port);

    private static string Where(KnownHostEntry entry) => entry.File + " line " + entry.Line;
}

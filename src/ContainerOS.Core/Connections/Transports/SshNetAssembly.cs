using System;
using System.Collections.Concurrent;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using ContainerOS.Passwords;
using ContainerOS.Targets;

namespace ContainerOS.Connections.Transports;

/// <summary>The SSH.NET connection, loaded from the module's folder apart from all other assemblies.</summary>
/// <remarks>
/// PowerShell 7: into a load context of its own, by ContainerOS.Loader. Windows PowerShell 5.1 has no load contexts: there exactly the files
/// of the folder are resolved for each other.
/// </remarks>
internal sealed class SshNetAssembly
{
    private const string Name = "ContainerOS.SshNet";
    private static readonly ConcurrentDictionary<string, Lazy<SshNetAssembly>> Known = new();
    private readonly Action? prepare;
    private readonly Action<ConnectionSettings>? openKey;
    private readonly Func<HostTarget, ConnectionSettings, IHostConnection>? open;
    private readonly Func<HostTarget, ConnectionSettings, IPasswordChanger>? openPasswordChanger;
    private readonly Func<HostTarget, ConnectionSettings, IKeptConnection>? keep;

    private SshNetAssembly(string moduleFolder)
    {
        var framework = RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);
        Folder = Path.Combine(moduleFolder, "bin", framework ? "net472" : "net8.0");
        try
        {
            var type = (framework ? FrameworkResolver.Load(Folder, Name) : LoadApart(Folder)).GetType("ContainerOS.Connections.SshNet.SshNetTransport", throwOnError: true)!;
            Version = Method<Func<Version>>(type, "Load")();
            prepare = Method<Action>(type, "Prepare");
            openKey = Method<Action<ConnectionSettings>>(type, "OpenKey");
            open = Method<Func<HostTarget, ConnectionSettings, IHostConnection>>(type, "Open");
            openPasswordChanger = Method<Func<HostTarget, ConnectionSettings, IPasswordChanger>>(type, "OpenPasswordChanger");
            keep = Method<Func<HostTarget, ConnectionSettings, IKeptConnection>>(type, "Keep");
        }
        catch (Exception error) when (Cause(error) is IOException or BadImageFormatException or TypeLoadException or MissingMethodException or UnauthorizedAccessException)
        {
            Problem = Cause(error).Message;
        }
    }

    /// <summary>Where it is, or should be.</summary>
    public string Folder { get; }

    /// <summary>SSH.NET's version; null when it could not be loaded.</summary>
    public Version? Version { get; }

    /// <summary>Why it could not be loaded; null when it is.</summary>
    public string? Problem { get; }

    /// <summary>Loads it, once per folder and process: an import with -Force finds it loaded.</summary>
    /// <param name="moduleFolder">The folder of the module's manifest.</param>
    public static SshNetAssembly Find(string moduleFolder) => Known.GetOrAdd(moduleFolder, folder => new Lazy<SshNetAssembly>(() => new SshNetAssembly(folder))).Value;

    /// <summary>Makes ready what the first connection would wait for; nothing where it could not be loaded.</summary>
    public void Prepare() => prepare?.Invoke();

    /// <summary>Opens the key of a call, if it has one; nothing where it could not be loaded. What is wrong with the key is told by the first connection.</summary>
    public void OpenKey(ConnectionSettings settings) => openKey?.Invoke(settings);

    /// <exception cref="HostConnectionException">TransportUnavailable.</exception>
    public IHostConnection Open(HostTarget target, ConnectionSettings settings) => open?.Invoke(target, settings) ?? throw Missing(target);

    /// <inheritdoc cref="Open"/>
    public IPasswordChanger OpenPasswordChanger(HostTarget target, ConnectionSettings settings) => openPasswordChanger?.Invoke(target, settings) ?? throw Missing(target);

    /// <exception cref="HostConnectionException">TransportUnavailable.</exception>
    public IKeptConnection Keep(HostTarget target, ConnectionSettings settings) => keep?.Invoke(target, settings) ?? throw Missing(target);

    private HostConnectionException Missing(HostTarget target) => new(ConnectionFailure.TransportUnavailable, target, $"SSH.NET could not be loaded from {Folder}: {Problem}",
        "Install the module again, or use -Transport OpenSsh. Get-ContainerOsTransport shows what there is.");

    private static Assembly LoadApart(string folder)
    {
        var loader = Assembly.LoadFrom(Path.Combine(folder, "ContainerOS.Loader.dll")).GetType("ContainerOS.Loading.PrivateContext", throwOnError: true)!;
        return Method<Func<string, string, Assembly, Assembly>>(loader, "Load")(folder, Name, typeof(SshNetAssembly).Assembly);
    }

    private static T Method<T>(Type type, string name)
        where T : Delegate => (T)Delegate.CreateDelegate(typeof(T), type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)
            ?? throw new MissingMethodException(type.FullName, name));

    private static Exception Cause(Exception error) => error is TypeInitializationException or TargetInvocationException ? error.InnerException ?? error : error;
}

using System;
using System.IO;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>The files of one ssh call, removed with it.</summary>
internal sealed class OpenSshFiles : IDisposable
{
    private readonly string files = Path.Combine(Path.GetTempPath(), "containeros-ssh-" + Guid.NewGuid().ToString("N"));

    private OpenSshFiles()
    {
    }

    public string Config => files + ".conf";

    /// <summary>ssh creates it for this user only.</summary>
    public string Log => files + ".log";

    /// <summary>Where the helper that answers ssh's questions may be made.</summary>
    public string AskFolder => files + ".ask";

    /// <exception cref="HostConnectionException">TransportUnavailable: nothing can be written.</exception>
    public static OpenSshFiles Create(HostTarget target, ConnectionSettings settings)
    {
        var created = new OpenSshFiles();
        try
        {
            File.WriteAllText(created.Config, OpenSshConfigFile.Text(target, settings));
            return created;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            created.Dispose();
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, $"ssh's configuration cannot be written: {error.Message}",
                "Check that the folder for temporary files exists and has room.", error);
        }
    }

    public void Dispose()
    {
        foreach (var file in new[] { Config, Log })
        {
            if (File.Exists(file))
                File.Delete(file);
        }
    }
}

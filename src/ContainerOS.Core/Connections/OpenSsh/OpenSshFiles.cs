using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>The files of one ssh call. Those under way at a time with the same rules share a configuration, and one may go on with the log of another that has ended.</summary>
/// <remarks>To make and remove two files for each of hundreds of hosts keeps a disk's file system as busy as the rest of our side of a call.</remarks>
internal sealed class OpenSshFiles : IDisposable
{
    private static readonly object Gate = new();
    private static readonly Dictionary<(string Folder, string Text), Shared> Current = [];
    private readonly (string Folder, string Text) key;
    private readonly Shared shared;
    private bool isLogFree;
    private int disposed;

    private OpenSshFiles((string Folder, string Text) key, Shared shared)
    {
        this.key = key;
        this.shared = shared;
        var name = NewName(key.Folder);
        AskFolder = name + ".ask";
        Log = shared.Logs.Count > 0 ? shared.Logs.Pop() : name + ".log";
    }

    public string Config => shared.Config;

    /// <summary>ssh creates it for this user only.</summary>
    public string Log { get; }

    /// <summary>Where the helper that answers ssh's questions may be made.</summary>
    public string AskFolder { get; }

    /// <exception cref="HostConnectionException">TransportUnavailable: nothing can be written.</exception>
    public static OpenSshFiles Create(HostTarget target, ConnectionSettings settings)
    {
        var key = (Path.GetTempPath(), OpenSshConfigFile.Text(target, settings));
        lock (Gate)
        {
            if (!Current.TryGetValue(key, out var shared) || !File.Exists(shared.Config)) // temporary files of old sessions are cleared away
                Current[key] = shared = Write(key, target);
            shared.Users++;
            return new OpenSshFiles(key, shared);
        }
    }

    /// <summary>Nobody writes to the log any more: another call may have it.</summary>
    public void FreeLog() => isLogFree = true;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        var isEmpty = isLogFree && Empty(Log);
        var useless = new List<string>();
        lock (Gate)
        {
            if (isEmpty)
                shared.Logs.Push(Log);
            else
                useless.Add(Log);
            if (--shared.Users == 0)
            {
                if (Current.TryGetValue(key, out var current) && current == shared)
                    Current.Remove(key);
                useless.AddRange([shared.Config, .. shared.Logs]);
            }
        }

        useless.ForEach(Remove);
    }

    private static string NewName(string folder) => Path.Combine(folder, "containeros-ssh-" + Guid.NewGuid().ToString("N"));

    private static Shared Write((string Folder, string Text) key, HostTarget target)
    {
        var file = NewName(key.Folder) + ".conf";
        try
        {
            File.WriteAllText(file, key.Text);
            return new Shared(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Remove(file);
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, $"ssh's configuration cannot be written: {error.Message}",
                "Check that the folder for temporary files exists and has room.", error);
        }
    }

    private static void Remove(string file)
    {
        if (File.Exists(file))
            File.Delete(file);
    }

    private static bool Empty(string log)
    {
        try
        {
            new FileStream(log, FileMode.Truncate, FileAccess.Write).Dispose();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // the next call gets a new one
        }
    }

    /// <summary>What calls with the same rules have in common.</summary>
    private sealed class Shared(string config)
    {
        public string Config { get; } = config;

        public Stack<string> Logs { get; } = new();

        public int Users { get; set; }
    }
}

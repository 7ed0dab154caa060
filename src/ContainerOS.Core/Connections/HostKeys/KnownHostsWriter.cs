using System;
using System.IO;
using System.Threading;

namespace ContainerOS.Connections.HostKeys;

/// <summary>Changes known_hosts so that no reader sees half of it and no other writer of ours loses anything.</summary>
/// <remarks>
/// The new content is written beside the file and renamed over it. The name of that new file is fixed, and only one process can create it:
/// it is the lock as well, and the rename gives it back. ssh takes no lock when it appends a line: if the file has changed in the
/// meantime, the change is made again.
/// </remarks>
internal static class KnownHostsWriter
{
    private const string Suffix = ".containeros-new";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A change takes milliseconds. An older file is left over from a process that was killed.
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(60);

    /// <summary>Changes a file.</summary>
    /// <param name="path">The file; links are followed. ~/.ssh is made if it is missing, like ssh does.</param>
    /// <param name="edit">Makes the new content of the old (empty when there is no file); null leaves everything as it is. May be called again.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="KnownHostsException">The file cannot be changed.</exception>
    public static bool Change(string path, Func<byte[], byte[]?> edit, CancellationToken cancellationToken)
    {
        try
        {
            var file = FileIdentity.FollowLinks(path);
            FileIdentity.MakeSshFolder(file);
            CheckWritable(file);
            while (true)
            {
                using var newFile = Lock(file, cancellationToken);
                var before = Stamp(file);
                if (edit(KnownHostsFile.ReadBytes(file)) is not { } content)
                    return false;
                newFile.Write(content);
                if (Stamp(file) == before && newFile.TryPublish(file))
                    return true;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KnownHostsException(path, "cannot be written: " + error.Message.TrimEnd('.'),
                "The file and its folder must be writable for you; or give another file with -KnownHostsFile.", error);
        }
    }

    private static (bool Exists, long Length, DateTime Written) Stamp(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? (true, info.Length, info.LastWriteTimeUtc) : default;
    }

    // A rename asks only the folder for permission.
    private static void CheckWritable(string path)
    {
        if (Directory.Exists(path))
            throw new IOException("it is a directory");
        if (!File.Exists(path))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path));
            if (!Directory.Exists(folder))
                throw new IOException("the folder " + folder + " does not exist");
            return;
        }

        if (!FileIdentity.IsRegular(path))
            throw new IOException("it is a device or a pipe, no file to keep keys in");
        if ((File.GetAttributes(path) & FileAttributes.ReadOnly) != 0)
            throw new UnauthorizedAccessException("it is read-only");
        using var _ = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private static NewFile Lock(string path, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + Patience;
        var random = new Random();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new NewFile(path + Suffix);
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException) && DateTime.UtcNow < deadline)
            {
                var holder = new FileInfo(path + Suffix);
                if (holder.Exists && DateTime.UtcNow - holder.LastWriteTimeUtc > Abandoned)
                    holder.Delete();
                cancellationToken.WaitHandle.WaitOne(random.Next(5, 25));
            }
        }
    }

    /// <summary>The new file, from its creation to its rename.</summary>
    private sealed class NewFile(string path) : IDisposable
    {
        private readonly FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        private bool published;

        public void Write(byte[] content)
        {
            stream.Write(content, 0, content.Length);
            stream.Flush(flushToDisk: true);
        }

        /// <summary>Puts it in the place of the old file; false when one has appeared where there was none.</summary>
        public bool TryPublish(string target)
        {
            FileIdentity.CopyOwnerAndMode(target, path);
            stream.Dispose();
            if (File.Exists(target))
            {
                File.Replace(path, target, null);
                return published = true;
            }

            try
            {
                File.Move(path, target);
                return published = true;
            }
            catch (IOException) when (File.Exists(target))
            {
                return false;
            }
        }

        public void Dispose()
        {
            stream.Dispose();
            if (!published)
                File.Delete(path);
        }
    }
}

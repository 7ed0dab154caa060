using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace ContainerOS.Connections.HostKeys;

/// <summary>What a file must keep when another takes its place: where links lead to, its mode and its owner.</summary>
/// <remarks>netstandard2.0 knows nothing of this on Unix, hence libc. On Windows a replaced file keeps its access list by itself.</remarks>
internal static class FileIdentity
{
    private const int CurrentDirectory = -100;
    private const uint OwnerGroupAndMode = 0x1 | 0x2 | 0x8 | 0x10;
    private const uint PermissionBits = 0xFFF;
    private const uint OthersBits = 0x3F; // 0077
    private const uint TypeBits = 0xF000;
    private const uint RegularFile = 0x8000;
    private const uint OnlyOwnerWrites = 0x180; // 0600
    private const uint OnlyOwnerEnters = 0x1C0; // 0700
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    /// <summary>The file behind symbolic links; the path itself when there is no file yet.</summary>
    /// <exception cref="IOException">The link leads to no file, or links cannot be followed on this system.</exception>
    public static string FollowLinks(string path)
    {
        if (!IsLink(path))
            return path;
        var buffer = new byte[4096];
        if (IsWindows || RealPath(path, buffer) == IntPtr.Zero)
            throw new IOException("it is a symbolic link that cannot be followed; name the file itself");
        return Encoding.UTF8.GetString(buffer, 0, Array.IndexOf(buffer, (byte)0));
    }

    /// <summary>Whether it is an ordinary file that another may take the place of: /dev/null, a usual UserKnownHostsFile, is not.</summary>
    public static bool IsRegular(string path) =>
        IsWindows || (Status(path) is { } status ? (status.Mode & TypeBits) == RegularFile : !path.StartsWith("/dev/", StringComparison.Ordinal));

    /// <summary>The mode of one's own file that others can get at, by the rule of ssh for private keys; null when they cannot, or when the system does not tell.</summary>
    public static uint? ModeForOthers(string path) =>
        !IsWindows && File.Exists(path) && Status(path) is { } status && status.User == EffectiveUser() && (status.Mode & OthersBits) != 0 ? status.Mode & PermissionBits : null;

    /// <summary>Makes ~/.ssh, for this user only, when the file belongs there.</summary>
    public static void MakeSshFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder != KnownHostsPaths.UserFolder || Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        if (!IsWindows)
            Check(ChangeMode(folder, OnlyOwnerEnters), folder);
    }

    /// <summary>Gives a new file what the old one has; where there is none, only the owner may read and write it.</summary>
    /// <exception cref="IOException">The old file belongs to somebody else, and this user may not give files away.</exception>
    public static void CopyOwnerAndMode(string from, string to)
    {
        if (IsWindows)
            return;
        if (!File.Exists(from))
        {
            Check(ChangeMode(to, OnlyOwnerWrites), to);
            return;
        }

        var (old, current) = (Status(from), Status(to));
        if (old is null || current is null)
            return;
        if ((old.Value.User, old.Value.Group) != (current.Value.User, current.Value.Group))
            Check(ChangeOwner(to, old.Value.User, old.Value.Group), from);
        Check(ChangeMode(to, old.Value.Mode & PermissionBits), to); // after the owner: chown takes bits away
    }

    private static bool IsLink(string path)
    {
        try
        {
            return (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    // statx is the one call of its kind whose answer looks the same on every processor. Elsewhere than on Linux nobody is asked.
    private static (uint User, uint Group, uint Mode)? Status(string path)
    {
        var answer = new byte[256];
        try
        {
            Check(StatX(CurrentDirectory, path, 0, OwnerGroupAndMode, answer), path);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        return (BitConverter.ToUInt32(answer, 20), BitConverter.ToUInt32(answer, 24), BitConverter.ToUInt16(answer, 28));
    }

    private static void Check(int result, string path)
    {
        if (result != 0)
            throw new IOException($"its owner and permissions cannot be kept (error {Marshal.GetLastWin32Error()} for {path})");
    }

    [DllImport("libc", EntryPoint = "realpath", SetLastError = true, BestFitMapping = false)]
    private static extern IntPtr RealPath([MarshalAs(UnmanagedType.LPStr)] string path, byte[] resolved);

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true, BestFitMapping = false)]
    private static extern int ChangeMode([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true, BestFitMapping = false)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPStr)] string path, uint user, uint group);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "statx", SetLastError = true, BestFitMapping = false)]
    private static extern int StatX(int directory, [MarshalAs(UnmanagedType.LPStr)] string path, int flags, uint mask, byte[] answer);
}

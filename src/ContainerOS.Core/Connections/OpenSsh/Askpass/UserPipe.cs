using System;
using System.ComponentModel;
using System.IO;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>Named pipes that only this user may open. netstandard2.0 knows no access lists of pipes, hence Windows' own functions.</summary>
internal static class UserPipe
{
    private const uint ReadAndWrite = 0x3;
    private const uint Overlapped = 0x40000000;
    private const uint FirstInstance = 0x80000; // nobody else has made one of this name
    private const uint RejectRemoteClients = 0x8;
    private const uint BufferSize = 4096;
    private const uint QueryToken = 0x8;
    private const int TokenUser = 1;
    private const int LargestTokenUser = 256; // a pointer and a SID of at most 68 bytes

    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    /// <summary>Makes a pipe for one connection at a time.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="Win32Exception">It cannot be made.</exception>
    public static NamedPipeServerStream Create(string name) => IsWindows
        ? new NamedPipeServerStream(PipeDirection.InOut, isAsync: true, isConnected: false, Open(@"\\.\pipe\" + name))
        : new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);

    /// <summary>Makes Windows forget a client that the stream has not met.</summary>
    /// <exception cref="Win32Exception">It is of no use any more.</exception>
    public static void Disconnect(NamedPipeServerStream pipe) => Check(IsWindows && DisconnectNamedPipe(pipe.SafePipeHandle));

    private static SafePipeHandle Open(string path)
    {
        Check(ConvertStringSecurityDescriptorToSecurityDescriptor($"D:P(A;;GA;;;{UserSid()})", 1, out var descriptor, IntPtr.Zero));
        try
        {
            var attributes = new SecurityAttributes { Size = Marshal.SizeOf(typeof(SecurityAttributes)), Descriptor = descriptor };
            var pipe = CreateNamedPipe(path, ReadAndWrite | Overlapped | FirstInstance, RejectRemoteClients, 1, BufferSize, BufferSize, 0, ref attributes);
            Check(pipe != new IntPtr(-1));
            return new SafePipeHandle(pipe, ownsHandle: true);
        }
        finally
        {
            LocalFree(descriptor);
        }
    }

    private static string UserSid()
    {
        Check(OpenProcessToken(new IntPtr(-1), QueryToken, out var token));
        var user = Marshal.AllocHGlobal(LargestTokenUser);
        try
        {
            Check(GetTokenInformation(token, TokenUser, user, LargestTokenUser, out _));
            Check(ConvertSidToStringSid(Marshal.ReadIntPtr(user), out var text));
            var sid = Marshal.PtrToStringUni(text);
            LocalFree(text);
            return sid;
        }
        finally
        {
            Marshal.FreeHGlobal(user);
            CloseHandle(token);
        }
    }

    private static void Check(bool ok)
    {
        if (!ok)
            throw new Win32Exception(Marshal.GetLastWin32Error());
    }

    [DllImport("kernel32.dll", EntryPoint = "CreateNamedPipeW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr CreateNamedPipe(string name, uint access, uint mode, uint instances, uint outSize, uint inSize, uint timeout, ref SecurityAttributes security);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern bool DisconnectNamedPipe(SafePipeHandle pipe);

    [DllImport("advapi32.dll", EntryPoint = "ConvertStringSecurityDescriptorToSecurityDescriptorW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern bool ConvertStringSecurityDescriptorToSecurityDescriptor(string text, uint revision, out IntPtr descriptor, IntPtr size);

    [DllImport("advapi32.dll", EntryPoint = "ConvertSidToStringSidW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern bool ConvertSidToStringSid(IntPtr sid, out IntPtr text);

    [DllImport("advapi32.dll", SetLastError = true)]
    private static extern bool OpenProcessToken(IntPtr process, uint access, out IntPtr token);

    [DllImport("advapi32.dll", SetLastError = true)]
    private static extern bool GetTokenInformation(IntPtr token, int kind, IntPtr information, int size, out int needed);

    [DllImport("kernel32.dll")]
    private static extern IntPtr LocalFree(IntPtr memory);

    [DllImport("kernel32.dll")]
    private static extern bool CloseHandle(IntPtr handle);

    [StructLayout(LayoutKind.Sequential)]
    private struct SecurityAttributes
    {
        public int Size;
        public IntPtr Descriptor;
        public int Inherit;
    }
}

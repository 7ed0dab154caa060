using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ContainerOS.Asking;

/// <summary>Standard output without Console, whose stream begins with a write of no bytes to try the handle: ssh's read on Windows never ends after one.</summary>
internal static class StandardOutput
{
    private const int WindowsHandle = -11;
    private const int UnixDescriptor = 1;

    public static void Write(byte[] bytes, int offset, int count)
    {
        var handle = Path.DirectorySeparatorChar == '\\' ? GetStdHandle(WindowsHandle) : new IntPtr(UnixDescriptor);
        using var output = new FileStream(new SafeFileHandle(handle, ownsHandle: false), FileAccess.Write, bufferSize: 1);
        output.Write(bytes, offset, count);
    }

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern IntPtr GetStdHandle(int number);
}

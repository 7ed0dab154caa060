using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace ContainerOS.Asking;

/// <summary>The process that started this one to ask: ssh.</summary>
internal sealed class Asker : IDisposable
{
    private const int BasicInformation = 0;
    private const int ParentField = 5;
    private const int EndMilliseconds = 5000;
    private readonly Process self = Process.GetCurrentProcess();

    /// <summary>Its id.</summary>
    public int Id { get; } = Path.DirectorySeparatorChar == '\\' ? WindowsParent() : UnixParent();

    /// <summary>Ends it: it would send an empty answer, which counts as a failed login on the host.</summary>
    public void End()
    {
        try
        {
            using var asker = Process.GetProcessById(Id);
            if (asker.StartTime > self.StartTime)
                return; // it has gone, and another process has its number
            asker.Kill();
            asker.WaitForExit(EndMilliseconds);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has gone by itself.
        }
    }

    public void Dispose() => self.Dispose();

    private static int WindowsParent()
    {
        var fields = new IntPtr[6];
        var status = NtQueryInformationProcess(new IntPtr(-1), BasicInformation, fields, fields.Length * IntPtr.Size, IntPtr.Zero);
        return status == 0 ? fields[ParentField].ToInt32() : throw new Win32Exception($"The parent process is not known (status {status:X}).");
    }

    [DllImport("ntdll.dll")]
    private static extern int NtQueryInformationProcess(IntPtr process, int kind, [Out] IntPtr[] fields, int size, IntPtr returned);

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int UnixParent();
}

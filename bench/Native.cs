using System.Runtime.InteropServices;

namespace ContainerOS.Benchmarks;

internal static class Native
{
    public const int SigKill = 9;

    [DllImport("libc", EntryPoint = "kill")]
    public static extern int Kill(int process, int signal);
}

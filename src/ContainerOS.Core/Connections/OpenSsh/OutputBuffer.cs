using System.IO;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>Bytes from a process: one thread appends, others may look.</summary>
internal sealed class OutputBuffer
{
    private readonly object gate = new();
    private readonly MemoryStream bytes = new();

    public long Length
    {
        get
        {
            lock (gate)
                return bytes.Length;
        }
    }

    public void Append(byte[] chunk, int count)
    {
        lock (gate)
            bytes.Write(chunk, 0, count);
    }

    public byte[] ToArray()
    {
        lock (gate)
            return bytes.ToArray();
    }

    /// <summary>Looks at the bytes without copying them.</summary>
    public bool Any(System.Func<byte[], int, bool> predicate)
    {
        lock (gate)
            return predicate(bytes.GetBuffer(), (int)bytes.Length);
    }
}

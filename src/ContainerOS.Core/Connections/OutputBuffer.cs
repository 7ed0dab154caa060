using System;
using System.IO;

namespace ContainerOS.Connections;

/// <summary>Bytes from a host: one thread appends, others may look.</summary>
internal sealed class OutputBuffer
{
    private readonly object gate = new();
    private MemoryStream bytes = new();
    private bool closed;

    public long Length
    {
        get
        {
            lock (gate)
                return bytes.Length;
        }
    }

    /// <summary>Keeps nothing more from now on: the answer is too large, and what prints it not yet ended.</summary>
    public void Close()
    {
        lock (gate)
            closed = true;
    }

    /// <summary>Forgets what came, and its memory.</summary>
    public void Clear()
    {
        lock (gate)
            bytes = new MemoryStream();
    }

    /// <summary>Takes some bytes out.</summary>
    public void Cut(int from, int count)
    {
        lock (gate)
        {
            Buffer.BlockCopy(bytes.GetBuffer(), from + count, bytes.GetBuffer(), from, (int)bytes.Length - from - count);
            bytes.SetLength(bytes.Length - count);
        }
    }

    public void Append(byte[] chunk, int count)
    {
        lock (gate)
        {
            if (!closed)
                bytes.Write(chunk, 0, count);
        }
    }

    /// <summary>The last bytes, as text.</summary>
    public string Tail(int count)
    {
        lock (gate)
        {
            var from = Math.Max(0, (int)bytes.Length - count);
            var tail = new byte[(int)bytes.Length - from];
            Buffer.BlockCopy(bytes.GetBuffer(), from, tail, 0, tail.Length);
            return HostText.Decode(tail);
        }
    }

    /// <summary>A copy of the bytes from an offset on.</summary>
    public byte[] From(int offset)
    {
        lock (gate)
        {
            var rest = new byte[(int)bytes.Length - offset];
            Buffer.BlockCopy(bytes.GetBuffer(), offset, rest, 0, rest.Length);
            return rest;
        }
    }

    public byte[] ToArray()
    {
        lock (gate)
            return bytes.ToArray();
    }

    /// <summary>Looks at the bytes without copying them.</summary>
    public bool Any(Func<byte[], int, bool> predicate)
    {
        lock (gate)
            return predicate(bytes.GetBuffer(), (int)bytes.Length);
    }
}

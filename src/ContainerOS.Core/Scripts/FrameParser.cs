using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace ContainerOS.Scripts;

/// <summary>Takes the two streams of an answer apart along their marks.</summary>
internal static class FrameParser
{
    private const int NoiseLimit = 4096;

    /// <summary>Finds the start mark: the sign that our script, and nothing else, is running.</summary>
    /// <param name="stdout">What has come so far.</param>
    /// <param name="count">How many bytes of it count.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="searched">Where to search on; moved forward, so that a flood of noise is not read again and again.</param>
    public static bool HasStarted(byte[] stdout, int count, string mark, ref int searched)
    {
        var needle = Encoding.ASCII.GetBytes(mark + " start ");
        var found = IndexOf(stdout, count, needle, searched) >= 0;
        searched = Math.Max(searched, count - needle.Length);
        return found;
    }

    public static FrameContent Parse(byte[] stdout, byte[] stderr, string mark)
    {
        var content = new FrameContent();
        var output = Split(stdout, mark, out var outputNoise);
        var error = Split(stderr, mark, out var errorNoise);
        content.OutputNoise = outputNoise;
        content.ErrorNoise = errorNoise;
        content.IsComplete = output.Exists(part => part.Kind == "exit") && error.Exists(part => part.Kind == "exit");

        // By name, the first one counts: a host that knows the mark may send any number.
        var errors = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var part in error)
        {
            if (part.Kind == "section" && !errors.ContainsKey(part.Name))
                errors.Add(part.Name, part.Content);
        }

        foreach (var part in output)
        {
            switch (part.Kind)
            {
                case "start":
                    content.IsStarted = true;
                    content.IsElevated = part.Name == "root";
                    break;
                case "exit":
                    content.ExitCode = Number(part.Name);
                    break;
                case "section":
                    content.Sections[part.Name] = new ScriptSection(part.Name, part.Content, errors.TryGetValue(part.Name, out var said) ? said : [], part.Status);
                    break;
            }
        }

        return content;
    }

    private static List<Part> Split(byte[] stream, string mark, out string noise)
    {
        var parts = new List<Part>();
        var outside = new MemoryStream();
        var needle = Encoding.ASCII.GetBytes(mark + " ");
        Part? open = null;
        var from = 0;
        var search = 0;
        while (true)
        {
            var at = IndexOf(stream, stream.Length, needle, search);
            var lineEnd = at < 0 ? -1 : Array.IndexOf(stream, (byte)'\n', at + needle.Length);
            var words = lineEnd < 0 ? [] : Encoding.ASCII.GetString(stream, at + needle.Length, lineEnd - at - needle.Length).Split(' ');
            if (words.Length > 0 && words[0] is not ("begin" or "end" or "start" or "exit"))
            {
                search = at + needle.Length; // a shell that traces shows how we print marks
                continue;
            }

            var contentEnd = at < 0 ? stream.Length : at; // a mark that is itself cut off ends the content all the same
            if (open is null)
                outside.Write(stream, from, Math.Min(contentEnd - from, NoiseLimit - (int)Math.Min(outside.Length, NoiseLimit)));
            else
                open.Content = Slice(stream, from, contentEnd);
            if (lineEnd < 0)
                break;

            var name = words.Length > 1 ? words[1] : "";
            if (words[0] == "end" && open?.Name == name && words.Length > 2)
                open.Status = Number(words[2]);
            open = null;
            if (words[0] == "begin")
                parts.Add(open = new Part("section", name));
            else if (words[0] is "start" or "exit")
                parts.Add(new Part(words[0], name));
            search = from = lineEnd + 1;
        }

        noise = HostText.Decode(outside.ToArray());
        return parts;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static byte[] Slice(byte[] bytes, int from, int to)
    {
        var slice = new byte[to - from];
        Buffer.BlockCopy(bytes, from, slice, 0, slice.Length);
        return slice;
    }

    /// <summary>Finds bytes in the first <paramref name="count"/> of others; -1 when they are not there.</summary>
    public static int IndexOf(byte[] bytes, int count, byte[] needle, int from)
    {
        while (true)
        {
            var at = count - from < needle.Length ? -1 : Array.IndexOf(bytes, needle[0], from, count - from - needle.Length + 1);
            if (at < 0)
                return -1;
            var i = 1;
            while (i < needle.Length && bytes[at + i] == needle[i])
                i++;
            if (i == needle.Length)
                return at;
            from = at + 1;
        }
    }

    private sealed class Part(string kind, string name)
    {
        public string Kind { get; } = kind;

        public string Name { get; } = name;

        public byte[] Content { get; set; } = [];

        public int? Status { get; set; }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ContainerOS.HelpBuilding.Commands;
using ContainerOS.HelpBuilding.Layout;
using ContainerOS.HelpBuilding.Topics;

namespace ContainerOS.HelpBuilding;

/// <summary>Builds the help of a module from a directory of markdown files.</summary>
public static class HelpCompiler
{
    /// <summary>Writes en-US/*-Help.xml and en-US/about_*.help.txt.</summary>
    /// <param name="source">The directory with Verb-Noun.md and about_Topic.md files.</param>
    /// <param name="output">The module's directory, in which en-US is made.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="HelpSyntaxException">A file is not in the expected layout; nothing was written.</exception>
    public static IReadOnlyList<string> Build(string source, string output)
    {
        if (!Directory.Exists(source))
            throw new HelpSyntaxException(source, 1, "there is no such directory.");

        // Ordinal order: the same result on every machine.
        var files = Directory.GetFiles(source, "*.md").Order(StringComparer.Ordinal).ToLookup(IsAbout);
        var topics = files[true].Select(file => AboutTopic.Read(HelpDocument.Load(file, isTopic: true))).ToList();
        var commands = files[false].Select(file => CommandReader.Read(HelpDocument.Load(file, isTopic: false))).ToList();

        var directory = Directory.CreateDirectory(Path.Combine(output, "en-US")).FullName;
        var written = new List<string>();
        foreach (var group in commands.GroupBy(command => command.HelpFile))
        {
            var path = Path.Combine(directory, group.Key);
            MamlWriter.Write(path, group);
            written.Add(path);
        }

        foreach (var topic in topics)
        {
            var path = Path.Combine(directory, topic.Name + ".help.txt");
            File.WriteAllText(path, topic.Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            written.Add(path);
        }

        return written;
    }

    private static bool IsAbout(string file) => Path.GetFileName(file).StartsWith("about_", StringComparison.Ordinal);
}

using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Tests.Sshd.Configuration;

/// <summary>Files of a host, for tests that need no sshd.</summary>
internal static class FileSet
{
    public const string Main = "/etc/ssh/sshd_config";

    public static SshdConnectionSpec Root { get; } = new("root") { Address = "10.0.0.1", Host = "10.0.0.1", LocalAddress = "10.0.0.2", LocalPort = 22, Groups = ["root"] };

    /// <summary>A main file alone.</summary>
    public static SshdFiles Of(string main, string? version = "OpenSSH_9.2p1") => Of([new SshdFile(Main, main)], version);

    /// <summary>Files; patterns of Includes are expanded among them.</summary>
    public static SshdFiles Of(IReadOnlyList<SshdFile> files, string? version = "OpenSSH_9.2p1")
    {
        var patterns = files.SelectMany(file => file.Lines).Where(line => string.Equals(line.Keyword, "Include", StringComparison.OrdinalIgnoreCase)).SelectMany(line => line.Words).Select(word => SshdFiles.Absolute(word.Text)).Distinct();
        return new SshdFiles(files[0].Path, files, patterns.ToDictionary(pattern => pattern,
            pattern => (IReadOnlyList<string>)files.Select(file => file.Path).Where(path => SshdGlob.Matches(pattern, path)).Order(StringComparer.Ordinal).ToList()))
        { Version = SshdVersion.Parse(version) };
    }

    public static SshdEvaluation RootLogin(this SshdFiles files) => SshdEvaluation.Of(files, "permitrootlogin", Root);
}

using System.Linq;
using ContainerOS.Info;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd;

/// <summary>PermitRootLogin, from sshd itself where it was asked, else from its files.</summary>
internal static class RootLoginReader
{
    private const string MainFile = "/etc/ssh/sshd_config";

    public static void Read(HostInfo info, HostFacts facts, ScriptResult result, bool sshdAsked)
    {
        string? refusal = null;
        if (sshdAsked)
        {
            info.PermitRootLogin = Ask(result, out refusal);
            if (info.PermitRootLogin is not null)
            {
                info.PermitRootLoginSource = SettingSource.Sshd;
                return;
            }
        }

        var trouble = ReadFiles(info, facts);
        if (trouble is not null || refusal is not null)
            facts.Note(nameof(info.PermitRootLogin), string.Join("; ", new[] { refusal, trouble }.OfType<string>()));
    }

    internal static PermitRootLogin? Value(string? word) => word?.ToLowerInvariant() switch
    {
        "yes" => PermitRootLogin.Yes,
        "no" => PermitRootLogin.No,
        "prohibit-password" or "without-password" => PermitRootLogin.ProhibitPassword,
        "forced-commands-only" => PermitRootLogin.ForcedCommandsOnly,
        _ => null,
    };

    private static PermitRootLogin? Ask(ScriptResult result, out string? refusal)
    {
        var section = result.Sections.TryGetValue("sshd", out var asked) ? asked : null;
        var value = section is { IsComplete: true } ? Value(section.OutputText.Trim().Split(' ').Last()) : null;
        // sudo refuses before the script begins.
        var isRoot = result.IsElevated || result.Connection.UserName == "root";
        var words = isRoot ? section?.FirstError ?? "" : HostText.FirstLine(result.ErrorNoise);
        refusal = value is null ? "sshd could not be asked" + (words.Length == 0 ? "" : " (" + words + ")") : null;
        return value;
    }

    private static string? ReadFiles(HostInfo info, HostFacts facts)
    {
        if (!facts.All("sshdfile").Contains(MainFile))
            return facts.Reason(MainFile);
        var files = FoundLines.Read(MainFile, facts.All("sshd"), facts.All("sshdfile"), facts.Absent, SshdVersion.Parse(info.SshServerVersion));
        var evaluation = SshdEvaluation.Of(files, "PermitRootLogin", SshdConnectionSpec.ForConnection("root", facts.All("connection").FirstOrDefault()));
        if (evaluation.Unknown is not null)
            return evaluation.Unknown;
        info.PermitRootLogin = Value(evaluation.Value);
        if (info.PermitRootLogin is null)
            return $"{MainFile} does not say, and the default of '{info.SshServerVersion}' is not known";
        info.PermitRootLoginSource = evaluation.IsDefault ? SettingSource.Default : SettingSource.File;
        return null;
    }
}

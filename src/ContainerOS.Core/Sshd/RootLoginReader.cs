using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.Info;
using ContainerOS.Scripts;

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
        var reading = new SshdFileReading("permitrootlogin", MainFile, facts.All("sshd"), facts.All("sshdfile"), facts.Absent);
        if (reading.ScopedAt is not null)
            return $"a Match block at {reading.ScopedAt} decides by user or address";
        if (reading.Gap is not null)
            return reading.Gap;
        info.PermitRootLogin = reading.Value is null ? DefaultOf(info.SshServerVersion) : Value(reading.Value);
        if (info.PermitRootLogin is null)
            return reading.Value is null ? $"{MainFile} does not say, and the default of '{info.SshServerVersion}' is not known" : $"{MainFile} reads PermitRootLogin '{reading.Value}'";
        info.PermitRootLoginSource = reading.Value is null ? SettingSource.Default : SettingSource.File;
        return null;
    }

    // OpenSSH 7.0 changed its default from yes.
    private static PermitRootLogin? DefaultOf(string? serverVersion)
    {
        var major = Regex.Match(serverVersion ?? "", @"^OpenSSH_([0-9]{1,3})\.", RegexOptions.CultureInvariant).Groups[1].Value;
        return major.Length == 0 ? null : major is "1" or "2" or "3" or "4" or "5" or "6" ? PermitRootLogin.Yes : PermitRootLogin.ProhibitPassword;
    }
}

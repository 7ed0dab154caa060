using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ContainerOS.Connections.HostKeys;
using ContainerOS.OperatingSystems;

namespace ContainerOS.Views;

/// <summary>Raw values as people read them, for the views. Invariant culture: a column looks the same everywhere.</summary>
public static class Human
{
    /// <summary>Bytes in binary units.</summary>
    /// <param name="bytes">The bytes; null gives an empty text.</param>
    /// <returns>For example <c>1.9 GiB</c>.</returns>
    public static string Bytes(long? bytes)
    {
        if (bytes is null)
            return "";
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        double value = bytes.Value;
        var unit = 0;
        while (Math.Abs(value) >= 1023.95 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString(unit == 0 || Math.Abs(value) >= 99.95 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    /// <summary>A duration with its two largest units.</summary>
    /// <param name="duration">The duration; null gives an empty text.</param>
    /// <returns>For example <c>3d 4h</c> or <c>0.4s</c>.</returns>
    public static string Duration(TimeSpan? duration)
    {
        if (duration is not { } time)
            return "";
        var sign = time < TimeSpan.Zero ? "-" : "";
        time = time.Duration();
        string Format(FormattableString text) => sign + text.ToString(CultureInfo.InvariantCulture);
        return time.TotalSeconds < 10 ? Format($"{time.TotalSeconds:0.0}s")
            : time.TotalMinutes < 1 ? Format($"{time.Seconds}s")
            : time.TotalHours < 1 ? Format($"{time.Minutes}m {time.Seconds}s")
            : time.TotalDays < 1 ? Format($"{time.Hours}h {time.Minutes}m")
            : Format($"{time.Days}d {time.Hours}h");
    }

    /// <summary>Used and total bytes in the total's unit.</summary>
    /// <param name="used">Used bytes.</param>
    /// <param name="total">All bytes.</param>
    /// <returns>For example <c>109 MiB of 2.0 GiB</c>; empty when either is null.</returns>
    public static string Share(long? used, long? total) => used is null || total is null ? "" : Bytes(used) + " of " + Bytes(total);

    /// <summary>Used and total bytes for a narrow column.</summary>
    /// <param name="used">Used bytes.</param>
    /// <param name="total">All bytes.</param>
    /// <returns>For example <c>109M/2.0G</c>; empty when either is null.</returns>
    public static string Compact(long? used, long? total) => used is null || total is null ? "" : Short(used) + "/" + Short(total);

    /// <summary>A percentage.</summary>
    /// <param name="percent">The percentage; null gives an empty text.</param>
    /// <returns>For example <c>4 %</c>.</returns>
    public static string Percent(double? percent) => percent is null ? "" : FormattableString.Invariant($"{percent:0} %");

    /// <summary>A percentage of bytes for a narrow column.</summary>
    /// <param name="percent">Used, in percent.</param>
    /// <param name="total">All bytes.</param>
    /// <returns>For example <c>4%/28.0G</c>; empty when either is null.</returns>
    public static string CompactPercent(double? percent, long? total) =>
        percent is null || total is null ? "" : FormattableString.Invariant($"{percent:0}%/") + Short(total);

    /// <summary>A command's output in one line, without anything that a terminal acts upon.</summary>
    /// <param name="output">Text, or bytes.</param>
    /// <returns>The first line, and how many more there are.</returns>
    public static string Line(object? output)
    {
        var lines = Lines(output);
        return lines.Length <= 1 ? string.Concat(lines) : FormattableString.Invariant($"{lines[0]} (+{lines.Length - 1} lines)");
    }

    /// <summary>A command's output, without anything that a terminal acts upon but its line ends and tabs.</summary>
    /// <param name="output">Text, or bytes.</param>
    /// <returns>The lines, joined again.</returns>
    public static string Text(object? output) => output is string text ? HostText.CleanLines(text).Replace("\n", Environment.NewLine) : string.Concat(Lines(output));

    /// <summary>The operating system, short: family and version.</summary>
    /// <param name="info">The host.</param>
    /// <returns>For example <c>Photon OS 5.0</c>; for other Linux systems the name they give themselves.</returns>
    public static string OperatingSystem(HostInfo info) => OperatingSystem(info.OsFamily, info.OsName, info.OsVersion);

    /// <summary>The operating system, short: family and version.</summary>
    /// <param name="family">The family.</param>
    /// <param name="name">The name it gives itself.</param>
    /// <param name="version">Its version.</param>
    /// <returns>For example <c>Photon OS 5.0</c>; for other Linux systems the name.</returns>
    public static string OperatingSystem(OsFamily family, string? name, string? version) =>
        family is OsFamily.OtherLinux or OsFamily.Unknown or OsFamily.Kairos ? name ?? "" : $"{OsProfiles.For(family).ShortName} {version}".TrimEnd();

    /// <summary>Kernel modules for a narrow column.</summary>
    /// <param name="names">The modules.</param>
    /// <returns>For example <c>ip_vs, _rr, _sh, nf_conntrack</c>.</returns>
    public static string Modules(IEnumerable<string> names) => string.Join(", ", names).Replace(" ip_vs_", " _");

    /// <summary>What a reader of the table should not miss: a clock far off, a full root, a live boot, failed units.</summary>
    /// <param name="info">The host.</param>
    /// <param name="colour">Whether the output understands colours.</param>
    /// <returns>The notes, separated by commas.</returns>
    public static string Notes(HostInfo info, bool colour)
    {
        var notes = new List<string>();
        if (info.LiveBoot == true)
            notes.Add(Paint("live boot", "33", colour));
        if (info.RootUsedPercent is { } used && used > HostInfo.RootFullLimit && info.RootReadOnly != true)
            notes.Add(Paint(FormattableString.Invariant($"root {used:0} % full"), "31", colour));
        if (info.ClockSkew is { } skew && skew.Duration() >= HostInfo.ClockSkewLimit)
            notes.Add(Paint("clock " + (skew > TimeSpan.Zero ? "+" : "") + Duration(skew), "33", colour));
        if (info.SystemState is not null and not "running")
            notes.Add(Paint(info.FailedUnits > 0 ? $"{info.SystemState}, {info.FailedUnits} failed" : info.SystemState, "33", colour));
        if (info.Unknown.Count > 0)
            notes.Add($"{info.Unknown.Select(unknown => unknown.Property).Distinct().Count()} unknown");
        return string.Join(", ", notes);
    }

    /// <summary>The state of a host key; what needs attention is coloured.</summary>
    /// <param name="key">The key.</param>
    /// <param name="colour">Whether the output understands colours.</param>
    /// <returns>For example <c>Changed</c>.</returns>
    public static string State(HostKey key, bool colour) => Paint(key.State.ToString(), key.State switch
    {
        HostKeyState.Known => "32",
        HostKeyState.Unknown => "33",
        _ => "31",
    }, colour);

    /// <summary>Whether a host is ready for Kubernetes.</summary>
    /// <param name="host">The host.</param>
    /// <param name="colour">Whether the output understands colours.</param>
    /// <returns>True or False; a question mark when it is not known.</returns>
    public static string Ready(IpvsPrereqs host, bool colour) =>
        host.Ready switch { true => Paint("True", "32", colour), false => Paint("False", "31", colour), _ => Paint("?", "33", colour) };

    /// <summary>How a check ended; what is bad and required is red, other trouble yellow.</summary>
    /// <param name="check">The check.</param>
    /// <param name="colour">Whether the output understands colours.</param>
    /// <returns>For example <c>Loadable</c>.</returns>
    public static string Status(PrereqCheck check, bool colour) =>
        check.Status == PrereqStatus.Ok ? check.Status.ToString() : Paint(check.Status.ToString(), check.Required && check.IsBad ? "31" : "33", colour);

    /// <summary>The checks of a host that are not met, each with what can be done, and how many are.</summary>
    /// <param name="host">The host.</param>
    /// <returns>A line for each.</returns>
    public static string Checks(IpvsPrereqs host)
    {
        var open = host.Checks.Where(check => check.Status != PrereqStatus.Ok).ToList();
        var lines = open.Select(check => $"{check}{(check.Required ? "" : ", not required")}{(check.Remedy is null ? "" : $"; {check.Remedy}")}");
        return string.Join(Environment.NewLine, lines.Append(FormattableString.Invariant($"{host.Checks.Count - open.Count} of {host.Checks.Count} are ok")));
    }

    /// <summary>Where known_hosts says what it says about a host key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>For example <c>known_hosts:12</c>, with the marker of the line before it; empty when there is no line.</returns>
    public static string Line(HostKey key) => key.File is null ? "" : (key.Marker switch
    {
        KnownHostMarker.Revoked => "@revoked ",
        KnownHostMarker.CertAuthority => "@cert-authority ",
        _ => "",
    }) + FormattableString.Invariant($"{Path.GetFileName(key.File)}:{key.Line}");

    /// <summary>Where sshd's files say what sshd does about a keyword, and what there is to know about it.</summary>
    /// <param name="option">The keyword.</param>
    /// <returns>For example <c>sshd_config:12, Match User root; 1 shadowed</c>; empty when there is nothing.</returns>
    public static string Line(SshdOption option)
    {
        var place = option.File is null ? null : FormattableString.Invariant($"{Path.GetFileName(option.File)}:{option.Line}") + (option.Match is null ? "" : ", " + option.Match);
        return string.Join("; ", new[]
        {
            place, option.Shadowed.Count > 0 ? FormattableString.Invariant($"{option.Shadowed.Count} shadowed") : null, option.Otherwise.Count > 0 ? FormattableString.Invariant($"{option.Otherwise.Count} otherwise") : null,
            option.SurvivesReboot == false ? "until reboot" : null, option.Unknown.FirstOrDefault()?.Reason,
        }.OfType<string>());
    }

    /// <summary>Whether colours make sense: the host's terminal knows them, and the output goes there.</summary>
    /// <param name="hostSupportsIt"><c>$Host.UI.SupportsVirtualTerminal</c>.</param>
    /// <returns>True for colours.</returns>
    public static bool UseColour(bool hostSupportsIt) =>
        hostSupportsIt && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !Console.IsOutputRedirected;

    private static string[] Lines(object? output) => output switch
    {
        byte[] bytes => [FormattableString.Invariant($"{bytes.Length} bytes")],
        string { Length: > 0 } text => text.Split('\n').Select(line => HostText.Clean(line.TrimEnd('\r'))).ToArray(),
        _ => [],
    };

    private static string Short(long? bytes) => Bytes(bytes).Replace(" ", "").Replace("iB", "");

    private static string Paint(string text, string colourCode, bool colour) => colour ? $"\u001b[{colourCode}m{text}\u001b[0m" : text;
}

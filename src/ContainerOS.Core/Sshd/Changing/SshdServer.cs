using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using ContainerOS.Changes;
using ContainerOS.Scripts;

namespace ContainerOS.Sshd.Changing;

/// <summary>The sshd that serves our connection, and how it is told that its configuration has changed.</summary>
internal sealed class SshdServer
{
    private readonly string bringBack;

    private SshdServer(string command, string description, string bringBack) => (Command, Description, this.bringBack) = (command, description, bringBack);

    /// <summary>The command that tells it; <c>:</c> where nothing is to be told.</summary>
    public string Command { get; }

    /// <summary>That in words, for plans.</summary>
    public string Description { get; }

    /// <summary>Tells it.</summary>
    public ChangeStep Tell => new CommandStep(Description, Command);

    /// <summary>Tells it of the old configuration, behind everything else that is undone; the new one may have ended it. In a reboot it starts later by itself.</summary>
    public ChangeStep TellWhenUndone => new CommandStep("begin", ":", $"case $1 in reboot) : ;; *) {bringBack} ;; esac");

    /// <summary>Makes it of what the host told.</summary>
    /// <returns>Null when no sshd was found above our script.</returns>
    public static SshdServer? Of(IReadOnlyDictionary<string, string> facts)
    {
        if (!facts.TryGetValue("pid", out var text) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return null;
        facts.TryGetValue("title", out var title);
        // Older ones show their command, newer ones say what they are; what serves one connection names its account.
        if (title is null || (title.StartsWith("sshd: ", StringComparison.Ordinal) && !title.Contains("[listener]")) || Regex.IsMatch(title, @"sshd -\w*i", RegexOptions.CultureInvariant))
            return new SshdServer(":", "sshd is started anew for each connection: nothing to tell it", ":");
        var hup = "cos_hup_sshd " + text;
        if (!facts.TryGetValue("unit", out var unit) || !Regex.IsMatch(unit, @"^[\w@.:-]+\.service$", RegexOptions.CultureInvariant))
            return new SshdServer(hup, "HUP to sshd, process " + text, $"{hup} || cos_hup_successors");
        var (reload, restart) = ("systemctl reload " + ScriptEncoding.Quote(unit), "cos_restart " + ScriptEncoding.Quote(unit));
        return facts.TryGetValue("reload", out var can) && can == "CanReload=yes"
            ? new SshdServer(reload, "systemctl reload " + unit, $"{reload} || {restart}")
            : new SshdServer(hup, "HUP to sshd, process " + text, $"{hup} || {restart}");
    }
}

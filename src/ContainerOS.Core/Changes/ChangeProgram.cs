using System;
using System.Globalization;
using System.Linq;
using System.Text;
using ContainerOS.Scripts;

namespace ContainerOS.Changes;

/// <summary>Makes the program of a transaction: the steps of a plan, then the engine that takes and undoes them.</summary>
internal static class ChangeProgram
{
    private static readonly Lazy<string> Engine = new(() => RemoteScript.Embedded("change-engine.sh"));

    /// <summary>The program; it finds its transaction by its own path.</summary>
    public static string Text(string id, ChangePlan plan)
    {
        var text = new StringBuilder("cos_dir=${0%/*}\n")
            .Append("cos_id=").Append(id).Append('\n')
            .Append("cos_title=").Append(ScriptEncoding.Quote(plan.Title)).Append('\n')
            .Append("cos_steps=").Append(plan.Steps.Count).Append('\n')
            .Append("cos_afters=").Append(plan.Afters.Count).Append('\n')
            .Append("cos_rollback_after=").Append(((int)Math.Ceiling(plan.RollbackAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture)).Append('\n')
            .Append("cos_guard=").Append(plan.SurvivesReboot ? "yes" : "no").Append('\n');
        if (plan.Library.Length > 0)
            text.Append(plan.Library).Append('\n');
        for (var i = 0; i < plan.Steps.Count; i++)
            text.Append(plan.Steps[i].ToShell(i + 1));
        for (var i = 0; i < plan.Afters.Count; i++)
            text.Append(plan.Afters[i].ToShellAfter(plan.Steps.Count + i + 1, i + 1));
        return text.Append(Engine.Value).ToString();
    }

    /// <summary>A name for a transaction: sorts by time, and no two are the same.</summary>
    public static string NewId() => DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + ScriptCall.Marks.RandomHex().Substring(0, 8);

    /// <summary>Whether a text is such a name. It becomes part of paths.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 64 && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'z' or 'T' or 'Z' or '-') && text[0] == '2';
}

using System.Collections.Generic;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Editing;

namespace ContainerOS.Sshd.Changing;

/// <summary>Edits of sshd's files as steps of a change: one for each file, whatever number of edits it has.</summary>
/// <param name="original">The files as they are.</param>
internal sealed class SshdEditSteps(SshdFiles original)
{
    private readonly List<SshdEdit> edits = [];

    /// <summary>Takes an edit in; one that does nothing is left out. Later edits build on the files of earlier ones.</summary>
    public void Add(SshdEdit edit)
    {
        if (edit.Kind != SshdEditKind.None)
            edits.Add(edit);
    }

    /// <summary>The edits.</summary>
    public IReadOnlyList<SshdEdit> Edits => edits;

    /// <summary>The edits in words.</summary>
    public IEnumerable<string> Summary => edits.Select(edit => $"{edit.Path}:{edit.Line}: " + edit switch
    {
        { Before: null } => $"insert '{edit.After}'",
        { After: null } => $"remove '{edit.Before}'" + (edit.DeletesFile ? ", and the file" : ""),
        _ => $"'{edit.Before}' -> '{edit.After}'",
    } + (edit.ReplacesLink ? " (a file takes the place of the link into a read-only place)" : ""));

    /// <summary>The steps.</summary>
    /// <param name="isRead">Whether sshd reads these files themselves, and must like them; false for a template.</param>
    public IEnumerable<ChangeStep> Steps(bool isRead) => edits.GroupBy(edit => edit.Path!).Select(file =>
    {
        var last = file.Last();
        var old = original.All.FirstOrDefault(one => one.Path == file.Key || one.LinkTarget == file.Key);
        return new FileStep(file.Key, old?.Bytes, last.DeletesFile ? null : last.NewBytes)
        {
            Mode = "0600",
            Check = isRead && old?.Path == original.MainFile && !last.DeletesFile ? SshdSteps.Accepts("\"$cos_new\"") : null,
        };
    });
}

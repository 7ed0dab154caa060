using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd.Editing;

/// <summary>Finds the edit: change the line that wins, else put one in where it wins, else take ours out. What it finds is evaluated before it is handed out.</summary>
internal sealed class SshdEditor(SshdFiles original, SshdKeyword keyword, SshdConnectionSpec spec)
{
    private const string DropInName = "00-containeros.conf"; // sorts before what systems ship
    // A main file that is missing is one that says nothing.
    private readonly SshdFiles files = original.Find(original.MainFile) is null ? original.With(new SshdFile(original.MainFile, "")) : original;
    private readonly List<string> warnings = [];

    public SshdEdit Plan(string? newValue)
    {
        var reading = SshdReading.Of(files, spec);
        if (reading.Problems.Count > 0)
            return SshdEdit.Refuse(original, SshdEditRefusal.BrokenFiles, "sshd refuses its files as they are: " + reading.Problems[0]);
        var now = SshdEvaluation.Of(reading, keyword.Name);
        if (newValue is null)
            return ToDefault(now);
        var wanted = newValue.IndexOfAny(['\r', '\n', '\0']) >= 0 || newValue.Any(c => c > '\u00ff') ? null : SshdValue.Parse(keyword, newValue);
        return wanted is null || (keyword.Kind == SshdValueKind.List && wanted.Count == 0)
            ? SshdEdit.Refuse(original, SshdEditRefusal.InvalidValue, $"sshd would not take {keyword.Name} '{HostText.Clean(newValue)}'")
            : ToValue(now, newValue, wanted);
    }

    private SshdEdit ToValue(SshdEvaluation now, string newValue, IReadOnlyList<string> wanted)
    {
        if (now.Unknown is null && SshdValue.Same(now.Values, wanted))
            return SshdEdit.Nothing(original);
        if (now.Deciding.Count > 1)
            return SshdEdit.Refuse(original, SshdEditRefusal.SeveralLines, $"{keyword.Name} is the sum of several lines: {string.Join(", ", now.Deciding)}");
        var line = now.Unknown is null || now.IsByMatch ? now.Deciding.SingleOrDefault() : null;
        if (line is not null && CanWrite(line.File))
            return Replace(line, newValue, wanted);
        if (Insert(newValue) is not { } insert)
            return SshdEdit.Refuse(original, SshdEditRefusal.NotWritable, $"{(line is null ? files.MainFile : line.ToString())} lies in a read-only place, and no directory of drop-ins can be written");
        return Check(SshdEditKind.Insert, insert.File, insert.Change, wanted, removesFile: false);
    }

    private SshdEdit ToDefault(SshdEvaluation now)
    {
        if (now.IsDefault)
            return SshdEdit.Nothing(original);
        if (now.Deciding.Count > 1)
            return SshdEdit.Refuse(original, SshdEditRefusal.SeveralLines, $"{keyword.Name} is the sum of several lines: {string.Join(", ", now.Deciding)}");
        if (now.Deciding.Count == 0)
            return SshdEdit.Refuse(original, SshdEditRefusal.NotEffective, now.Unknown!);
        var line = now.Deciding[0];
        var file = files.Find(line.File)!;
        if (SshdMarker.IsAbove(file, line.Line) && CanWrite(file.Path))
        {
            var change = SshdMarker.Remove(file, line.Line, out var removesFile);
            return Check(SshdEditKind.Remove, file, change, null, removesFile);
        }

        if (keyword.DefaultOf(files.Version) is not { } value)
            return SshdEdit.Refuse(original, SshdEditRefusal.DefaultUnknown, $"{line} sets {keyword.Name}, and what sshd does without it is not known: change or remove that line by hand");
        if (now.Unknown is null && SshdValue.Same(now.Values, [value]))
            return SshdEdit.Nothing(original);
        warnings.Add($"{line} is not a line of ours: it stays, with OpenSSH's default '{value}'");
        return ToValue(now, value, [value]);
    }

    private SshdEdit Replace(SshdSetting line, string newValue, IReadOnlyList<string> wanted)
    {
        if (line is { IsGlobal: false, Block: { } block })
            warnings.Add($"{line} is in the block of '{block.Text}' and counts for all whom that names, and for nobody else");
        var file = files.Find(line.File)!;
        return Check(SshdEditKind.Replace, file, SshdLineEdit.Replace(file, line.Line, keyword, newValue), wanted, removesFile: false);
    }

    // Before the first line that beats or scopes it. Where the last line wins, behind all that are for everybody.
    private (SshdFile File, SshdChange Change)? Insert(string value)
    {
        if (CanWrite(files.MainFile))
        {
            var main = files.Find(files.MainFile)!;
            var isFirst = keyword.CombineOf(files.Version) != SshdCombine.Last;
            var before = main.Lines.FirstOrDefault(line => Is(line, "Match") || (isFirst && Is(line, "Include")));
            return (main, SshdMarker.Insert(main, before, keyword, value, makesFile: original.Find(main.Path) is null));
        }

        if (DropIn() is not { } path)
            return null;
        var dropIn = files.Find(path) ?? new SshdFile(path, "");
        return (dropIn, SshdMarker.Insert(dropIn, dropIn.Lines.FirstOrDefault(), keyword, value, makesFile: files.Find(path) is null));
    }

    // The main file belongs to the system, as on SUSE Linux Micro: what it includes is the administrator's.
    private string? DropIn() => files.Find(files.MainFile)!.Lines.TakeWhile(line => !Is(line, "Match")).Where(line => Is(line, "Include")).SelectMany(line => line.Words)
        .Select(word => SshdFiles.Absolute(word.Text)).Select(pattern => (Pattern: pattern, Path: pattern.Substring(0, pattern.LastIndexOf('/') + 1) + DropInName))
        .Where(found => SshdGlob.Matches(found.Pattern, found.Path) && files.Places.TryGetValue(found.Path.Substring(0, found.Path.LastIndexOf('/')), out var writable) && writable)
        .Select(found => found.Path).FirstOrDefault();

    private SshdEdit Check(SshdEditKind kind, SshdFile file, SshdChange change, IReadOnlyList<string>? wanted, bool removesFile)
    {
        var after = removesFile ? files.Without(file.Path) : files.With(new SshdFile(file.Path, change.Text) { IsWritable = file.IsWritable });
        if (!(removesFile && file.Path == files.MainFile))
        {
            var then = SshdEvaluation.Of(after, keyword.Name, spec);
            if (wanted is not null && (then.Unknown is not null || !SshdValue.Same(then.Values, wanted)))
                return SshdEdit.Refuse(original, SshdEditRefusal.NotEffective, then.Unknown ?? $"{string.Join(", ", then.Deciding)} would still make {keyword.Name} '{then.Value}'");
            if (wanted is null && !then.IsDefault)
                warnings.Add(then.Unknown ?? $"without the line of ours {then.Deciding[0]} decides: {keyword.Name} is '{then.Value}' then");
        }

        return SshdEdit.Of(kind, file, change, after, warnings);
    }

    private bool CanWrite(string path) => files.Find(path) is { Text: not null } file && (file.IsWritable != false || file.LinkTarget is not null);

    private static bool Is(SshdLine line, string name) => string.Equals(line.Keyword, name, StringComparison.OrdinalIgnoreCase);
}

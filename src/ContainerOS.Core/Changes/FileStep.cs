using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ContainerOS.Changes;

/// <summary>A file gets a new content, is made, or goes away: in one rename, with mode, owner and label kept, and only if it is what it was when the change was planned.</summary>
internal sealed class FileStep : ChangeStep
{
    private readonly string path;
    private readonly byte[]? before;
    private readonly byte[]? after;

    /// <summary>Creates the step.</summary>
    /// <param name="path">The file; a link is replaced by a file.</param>
    /// <param name="before">What it holds now; null when there is none.</param>
    /// <param name="after">What it is to hold; null when it is to go away.</param>
    public FileStep(string path, byte[]? before, byte[]? after)
    {
        if (before is null && after is null)
            throw new ArgumentException("A file that is missing cannot go away.", nameof(after));
        this.path = path;
        this.before = before;
        this.after = after;
    }

    public override string Title => (before is null ? "make " : after is null ? "remove " : "write ") + path;

    /// <summary>The mode of a file that is made.</summary>
    public string Mode { get; init; } = "0644";

    /// <summary>The owner and group of a file that is made.</summary>
    public string Owner { get; init; } = "root:root";

    /// <summary>A command that must like the new file, <c>$cos_new</c>, before it takes its place; null for none.</summary>
    public string? Check { get; init; }

    /// <summary>What the file is part of, where its failure is an item's own and does not undo the change (see <see cref="ItemStep"/>); null for a step like others.</summary>
    public string? ItemKind { get; init; }

    /// <summary>Whether the new content is for root only: then so is the file from its first byte on, and the transaction keeps nothing of it when it is over.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether the old content is not to be kept once the change is over.</summary>
    public bool WasSecret { get; init; }

    private string Old => before is null ? "missing" : Sum(before);

    private string New => after is null ? "missing" : Sum(after);

    protected override string Do(int number) => ItemKind is null ? Write(number) : $"cos_item {ItemKind} {Quote(path)} {Quote(Write(number))}";

    private string Write(int number) => after is null
        ? $"cos_delete {number} {Quote(path)} '{Old}'"
        : $"cos_write {number} {Quote(path)} '{Old}' '{New}' {Quote(Mode)} {Quote(Owner)} {Quote(Check ?? ":")}";

    protected override string Undo(int number) => $"cos_restore {number} {Quote(path)} '{Old}' '{New}'";

    // The program goes last: all that may still need it has been done. A shell that runs it has it open.
    protected override string Clean(int number) => $"cos_clean {number} {Quote(path)}" + (IsSecret || WasSecret ? $"\nrm -f \"$cos_dir/backup.{number}\"" : "") + (IsSecret ? "\nrm -f \"$cos_dir/program.sh\"" : "");

    protected override string Data(int number) => after is null ? "" : $"content_{number}() {{\n{(IsSecret ? "chmod 600 \"$cos_new\" && " : "")}{Print(after)}\n}}\n";

    /// <summary>The SHA-256 of a content, as sha256sum prints it.</summary>
    internal static string Sum(byte[] content)
    {
        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(content)).Replace("-", "").ToLowerInvariant();
    }

    /// <summary>Commands that print a content.</summary>
    /// <remarks>In pieces: busybox's printf gets slow on one long word.</remarks>
    internal static string Print(byte[] content)
    {
        var text = new StringBuilder("printf %b '");
        for (var i = 0; i < content.Length; i++)
        {
            if (i > 0 && i % 4096 == 0)
                text.Append("' && printf %b '");
            var b = content[i];
            if (b is < 0x20 or > 0x7e or (byte)'\\' or (byte)'\'')
                text.Append("\\0").Append(Convert.ToString(b, 8).PadLeft(3, '0'));
            else
                text.Append(((char)b).ToString(CultureInfo.InvariantCulture));
        }

        return text.Append('\'').ToString();
    }
}

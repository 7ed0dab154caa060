using System;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.Scripts;

namespace ContainerOS.Access.Keys;

/// <summary>
/// A file in a folder of somebody's gets a new content. It is written by the account that owns the folder: what root does there could be led elsewhere by links.
/// </summary>
/// <param name="path">The file, all links followed.</param>
/// <param name="before">What it holds now; null when there is none.</param>
/// <param name="after">What it is to hold.</param>
/// <param name="owner">The account that the folder belongs to.</param>
internal sealed class AccountFileStep(string path, byte[]? before, byte[] after, string owner) : ChangeStep
{
    private static readonly Lazy<string> Functions = new(() => RemoteScript.Embedded("as-account.sh"));

    /// <summary>Functions that the step uses.</summary>
    public static string Library => Functions.Value;

    public override string Title => "write " + path;

    /// <summary>The mode of a file that is made.</summary>
    public string Mode { get; init; } = "0600";

    /// <summary>Whether its folder is made too.</summary>
    public bool MakesFolder { get; init; }

    private string Folder => path.Substring(0, path.LastIndexOf('/'));

    private string Old => before is null ? "missing" : FileStep.Sum(before);

    private string New => FileStep.Sum(after);

    protected override string Do(int number) =>
        (before is null ? "" : $"old_{number} >\"$cos_dir/backup.{number}\" || return\n") + $"content_{number} | cos_as {Quote(owner)} {Quote(Write(number, Old, New))} && true >\"$cos_dir/wrote.{number}\"";

    // What was never written is left alone, whatever it is now.
    protected override string Undo(int number) =>
        $"cos_is_new=$(cos_as {Quote(owner)} {Quote(Sum + "cos_sum " + Quote(path))})\n[ \"$cos_is_new\" = {New} ] || [ -e \"$cos_dir/wrote.{number}\" ] || return 0\n[ \"$cos_is_new\" != {Old} ] || return 0\n" +
        (before is null ? $"cos_as {Quote(owner)} {Quote($"rm -f {Quote(path)}" + (MakesFolder ? $"; rmdir {Quote(Folder)} 2>/dev/null || true" : ""))}"
            : $"old_{number} | cos_as {Quote(owner)} {Quote(Write(number, null, Old))}");

    protected override string Data(int number) => $"content_{number}() {{\n{FileStep.Print(after)}\n}}\n" + (before is null ? "" : $"old_{number}() {{\n{FileStep.Print(before)}\n}}\n");

    private const string Sum = "cos_sum() { if [ -e \"$1\" ]; then sha256sum <\"$1\" | cut -d ' ' -f 1; else echo missing; fi; }\n";

    // The new content comes on stdin.
    private string Write(int number, string? expected, string sum) => Sum + string.Join("\n", new[]
    {
        "umask 077",
        expected is null ? "" : $"[ \"$(cos_sum {Quote(path)})\" = {expected} ] || {{ echo {Quote(path + " is not what it was when the change was planned")} >&2; exit 1; }}",
        MakesFolder ? $"[ -d {Quote(Folder)} ] || mkdir {Quote(Folder)} || exit" : "",
        $"new={Quote($"{Folder}/.containeros.{number}.new")}",
        "rm -f \"$new\"",
        $"if [ -e {Quote(path)} ]; then cp -p {Quote(path)} \"$new\"; else true >\"$new\" && chmod {Mode} \"$new\"; fi || exit",
        $"cat >\"$new\" && [ \"$(cos_sum \"$new\")\" = {sum} ] || {{ rm -f \"$new\"; echo {Quote("the new " + path + " could not be written")} >&2; exit 1; }}",
        "sync \"$new\" 2>/dev/null || sync",
        $"mv -f \"$new\" {Quote(path)} || exit",
        $"if command -v restorecon >/dev/null 2>&1; then restorecon {Quote(Folder)} {Quote(path)} 2>/dev/null; fi",
        "exit 0",
    }.Where(line => line.Length > 0));
}

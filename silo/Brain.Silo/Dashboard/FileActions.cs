using System.Globalization;
using Brain.Domain.Skills.Scan;
using Brain.Messages.Commands;
using Brain.Messages.Import;
using Brain.Messages.Knowledge;
using Brain.Messages.Skills;
using Brain.Postgres.Knowledge;
using Brain.Silo.Import;
using Brain.Silo.Knowledge;
using Brain.Silo.Skills;

namespace Brain.Silo.Dashboard;

/// <summary>
/// What a person has read of the machine that the brain runs on: documents, what agents wrote down, folders of skills.
/// </summary>
internal sealed class FileActions(
    DocumentKeeper keeper,
    DocumentStore documents,
    ImportRuns imports,
    TimeProvider clock
)
{
    /// <summary>So long a form waits for an import, which goes on all the same.</summary>
    public static readonly TimeSpan ImportAwaited = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const int ShownMax = 200;

    /// <summary>
    /// Has documents read, lists them, or takes some out: <c>add PATH…</c>, <c>list</c>, <c>remove ID…</c>.
    /// </summary>
    public async Task<(CommandResult Result, bool OnlyTold)> Documents(
        string[] words,
        string? project,
        CancellationToken stop
    ) =>
        words switch
        {
            [] or ["list"] => (new(ToText(await documents.List(project, stop))), true),
            ["add", _, ..] when Strange(words[1..]) is { } strange => (Refused("documents.path", strange), true),
            ["add", _, ..] when words.Length - 1 > AddDocuments.PathsMax => (
                Refused("documents.path", $"At most {AddDocuments.PathsMax} paths are said at once; nothing was read."),
                true
            ),
            ["add", _, ..] => (new(ToText(await keeper.Add(new(words[1..]) { Project = project }, stop))), false),
            ["remove", _, ..] when Unmeant(words[1..]) is { } fault => (Refused("documents.which", fault), true),
            ["remove", _, ..] => await documents.Remove(words[1..], stop) switch
            {
                0 => (Refused("documents.unknown", "No document is meant by that; nothing was changed."), true),
                var gone => (new($"{gone} taken out; search does not find them any more."), false),
            },
            _ => (Refused("documents.words", "Expected add PATH, list, or remove ID; nothing was changed."), true),
        };

    /// <summary>Has what agents wrote down read: files and folders, or all known places.</summary>
    public async Task<CommandResult> Import(string[] paths, CancellationToken stop)
    {
        if (Strange(paths) is { } strange)
            return Refused("import.path", strange);
        var run = imports.Start(new(paths));
        var until = clock.GetUtcNow() + ImportAwaited;
        while (run.State is "waiting" or "reading" && clock.GetUtcNow() < until)
        {
            await Task.Delay(Pause, clock, stop);
            run = imports.Find(run.Id) ?? run;
        }

        return run.Fault is { } fault
            ? Refused("import.failed", $"The import stopped: {fault} What was read before is kept; say it again.")
            : new(ToText(run));
    }

    /// <summary>Says what skills can do, by their files alone.</summary>
    public static CommandResult Scan(string[] paths)
    {
        if (paths.Length == 0 || Strange(paths) is not null)
            return Refused("skills.path", Strange(paths) ?? "Expected a skill's folder, as a whole path.");
        var reports = paths.Select(SkillOf).Select(Scan).ToArray();
        return reports.FirstOrDefault(one => one.Report is null).Folder is { } none
            ? Refused("skills.path", $"There is no SKILL.md in {none}; nothing was read.")
            : new(string.Join("\n\n", reports.Select(one => ToText(one.Report!))));
    }

    private static string SkillOf(string path) =>
        Path.GetFileName(path) == "SKILL.md" ? Path.GetDirectoryName(path)! : path.TrimEnd('/');

    private static (string? Folder, SkillScanReport? Report) Scan(string folder) =>
        File.Exists(Path.Combine(folder, "SKILL.md")) && SkillFolderDigest.Of(folder) is { } found
            ? (null, SkillScanner.Scan(Path.GetFileName(folder), found.Contents()) with { Folder = folder })
            : (folder, null);

    private static string? Strange(string[] paths) =>
        paths.FirstOrDefault(path => !Path.IsPathFullyQualified(path)) is { } part
            ? $"'{part}' is no whole path of the machine that the brain runs on, such as /home/me/docs. Nothing was "
                + "read."
        : paths.FirstOrDefault(path => !Path.Exists(path)) is { } missing
            ? $"There is no file or folder {missing}. Nothing was read."
        : null;

    private static string? Unmeant(string[] which) =>
        which.Length > RemoveDocuments.WhichMax
            ? $"At most {RemoveDocuments.WhichMax} are said at once; nothing was taken out."
            : which.Select(RemoveDocuments.Fault).FirstOrDefault(fault => fault is not null) is { } fault
                ? $"{fault} Nothing was taken out."
                : null;

    private static string ToText(DocumentSummary[] all) =>
        all.Length == 0
            ? "There are no documents."
            : string.Join(
                '\n',
                all.Take(ShownMax).Select(one => $"{one.Id.ToString()[..8]}  {one.Title}  {one.Path ?? "-"}")
            ) + (all.Length > ShownMax ? $"\nand {all.Length - ShownMax} more" : "");

    private static string ToText(DocumentsAdded added) =>
        $"{added.Added} added, {added.Changed} changed, {added.Same} as they were: {added.Chunks} pieces to search in."
        + string.Concat(added.Skipped.Select(one => $"\nleft out {one.Path}: {one.Reason}"));

    private static string ToText(ImportProgress run) =>
        run.State == "done"
            ? $"{run.FilesRead} of {run.Files} files had something new: {run.Lines} lines. New: {run.Turns} turns, "
                + $"{run.ToolCalls} tool calls, {run.Requests} model requests and {run.Learnings} notes, in "
                + $"{run.Sessions} sessions."
                + (run.SkippedCount > 0 ? $" {run.SkippedCount} were passed over." : "")
            : $"It goes on: {run.FilesRead} of {run.Files} files read so far.";

    private static string ToText(SkillScanReport report) =>
        $"{report.Name}  score {report.Score.ToString(CultureInfo.InvariantCulture)} of 100\n"
        + string.Join(
            '\n',
            CapabilityDifference.Words(SkillCapabilities.None, report.Capabilities) is { Count: > 0 } able
                ? able.Select(word => $"  {word["now ".Length..]}")
                : ["  only words: it runs nothing, reaches nothing, reads no keys"]
        )
        + string.Concat(
            report
                .Findings.Take(ShownMax)
                .Select(one =>
                    $"\n  {one.Severity.ToString().ToLowerInvariant()}  {one.Path}:{one.Line}  {one.Reason}  "
                    + $"({one.Rule})"
                )
        );

    private static CommandResult Refused(string code, string message) => CommandResult.Refused(code, message);
}

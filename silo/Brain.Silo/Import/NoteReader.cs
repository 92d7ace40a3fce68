using System.Text;
using Brain.Domain.Import;
using Brain.Domain.Sessions;
using Brain.Postgres.Import;
using Brain.Silo.Files;

namespace Brain.Silo.Import;

/// <summary>
/// Reads agents' notes, one learning each. A note that says what is known already is no second one, whatever its file
/// or machine is called; one of no known project gets it as soon as somebody knows it.
/// </summary>
internal sealed class NoteReader(IEnumerable<IImportSource> sources, ImportStore store)
{
    /// <summary>A larger note is none.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>What is known of projects; notes that were read before it was get theirs.</summary>
    /// <param name="isAsked">Notes are to be read.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<NoteProjects> Projects(bool isAsked, CancellationToken stop)
    {
        var stray = await store.StrayNotes(Importer.Host, stop);
        if (!isAsked && stray.Length == 0)
            return NoteProjects.None;
        var projects = new NoteProjects(await store.Folders(Importer.Host, stop), await store.Worked(stop));
        foreach (var (id, agent, file) in stray)
        {
            var source = sources.FirstOrDefault(source => source.Agent == agent);
            if (source?.ProjectOf(file, projects.Worked) is { } project)
                await store.PlaceNote(id, project, stop);
        }

        return projects;
    }

    /// <summary>Reads one.</summary>
    public async Task Read(FoundFile found, NoteProjects projects, ImportRun run, CancellationToken stop)
    {
        var file = found.File;
        run.Count(progress =>
            progress with
            {
                FilesRead = progress.FilesRead + 1,
                Bytes = progress.Bytes + found.Identity.Length,
            }
        );
        if (RegularFile.Read(file.Path, BytesMax) is not { } bytes)
        {
            run.Skip(file.Path, null, "it is too large for a note");
            return;
        }

        if (Note(found.Source, file, bytes, projects) is { } note)
            await Keep(note, found, projects, run, stop);
        var whole = ImportPlace.Start with { Usage = TranscriptPlace.Start with { Offset = bytes.Length } };
        // As it was before it was read: what is written meanwhile is read the next time.
        var read = Importer.Stored(found, whole) with
        {
            Head = FileIdentity.Mark(found.Identity),
            Bytes = bytes.Length,
        };
        await store.Keep([read], stop);
    }

    private async Task Keep(
        ImportedNote note,
        FoundFile found,
        NoteProjects projects,
        ImportRun run,
        CancellationToken stop
    )
    {
        var same = await store.SameNotes(note, stop);
        // A copy leaves the note its file; a file that has another name takes it along.
        var gone = same.Where(one => IsGone(one.Origin)).ToArray();
        if (gone.Length > 0)
        {
            await store.MoveNote(gone[0].Id, note, stop);
            if (gone[0].IsStray)
                await store.PlaceNote(gone[0].Id, note.ProjectPath!, stop);
            return;
        }

        var known = same.Where(one => !one.IsStray).ToArray();
        if (known.Length > 0)
        {
            await store.KeepCopy(known[0].Id, note, stop);
            return;
        }

        // Where it says something else, a copy that says what it said keeps the learning, and what was said of it.
        foreach (var (learning, origin) in await store.Copies(note, stop))
        {
            if (
                Reread(found.Source, origin, projects) is not { } copy
                || (await store.SameNotes(copy, stop)).All(one => one.Id != learning)
            )
                continue;
            await store.MoveNote(learning, copy, stop);
            break;
        }

        var (changed, left) = await store.Notes([note], stop);
        run.Count(progress => progress with { Learnings = progress.Learnings + changed });
        if (left > 0)
            run.Skip(found.File.Path, null, "something of it was forgotten, so what it says now is left out");
    }

    // Of another machine's files nobody here knows.
    private static bool IsGone(string? origin) => PathOf(origin) is { } path && !Path.Exists(path);

    // What a file says by now; null when it is no note that can be read here.
    private static ImportedNote? Reread(IImportSource source, string origin, NoteProjects projects)
    {
        try
        {
            return
                PathOf(origin) is { } path
                && source.At(path).FirstOrDefault(one => one.Path == path && one.Kind == ImportKind.Memory) is { } file
                && RegularFile.Read(path, BytesMax) is { } bytes
                ? Note(source, file, bytes, projects)
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ImportedNote? Note(IImportSource source, ImportFile file, byte[] bytes, NoteProjects projects) =>
        source.Note(
            file,
            Text(bytes),
            projects.Folders.GetValueOrDefault(file.Folder) ?? source.ProjectOf(file.Path, projects.Worked),
            Importer.Host
        );

    private static string? PathOf(string? origin) =>
        origin?.StartsWith($"{Importer.Host}:", StringComparison.Ordinal) == true
            ? origin[(Importer.Host.Length + 1)..]
            : null;

    private static string Text(byte[] bytes)
    {
        using var text = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        return text.ReadToEnd();
    }
}

/// <summary>What is known of the projects that notes are about.</summary>
/// <param name="Folders">The folder that people worked in, by the folder of their transcripts.</param>
/// <param name="Worked">All folders that people worked in.</param>
internal sealed record NoteProjects(IReadOnlyDictionary<string, string> Folders, string[] Worked)
{
    /// <summary>Nothing is.</summary>
    public static readonly NoteProjects None = new(new Dictionary<string, string>(), []);
}

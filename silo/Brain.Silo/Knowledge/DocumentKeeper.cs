using Brain.Domain.Knowledge.Documents;
using Brain.Messages.Knowledge;
using Brain.Messages.Secrets;
using Brain.Postgres.Knowledge;
using Brain.Silo.Files;
using Npgsql;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Reads documents and keeps their pieces, without the secrets that are in them; the Librarian indexes them like
/// anything else. A file that was read before and did not change is left as it is.
/// </summary>
internal sealed class DocumentKeeper(DocumentStore store, ProjectFolders folders, TimeProvider clock)
{
    private const int SkippedMax = 200;

    private const string Forgotten =
        "Something of it was forgotten, so what it says now is left out. Taken out and added again, it is read as it "
        + "is now.";

    /// <summary>Reads files, and what is a document below folders.</summary>
    public async Task<DocumentsAdded> Add(AddDocuments asked, CancellationToken stop)
    {
        await folders.Know(asked.Project, stop);
        var (counts, chunks, skipped) = (
            new Dictionary<string, int>(StringComparer.Ordinal),
            0,
            new List<SkippedDocument>()
        );
        var files = asked.Paths.SelectMany(DocumentFiles.Meant).Distinct(StringComparer.Ordinal);
        foreach (var (place, path) in files.Index())
        {
            if (place == AddDocuments.FilesMax)
            {
                skipped.Add(new(path, $"At most {AddDocuments.FilesMax} files are read at once; say the rest anew."));
                break;
            }

            var (became, pieces, notes) = await AddOne(asked.Project, path, stop);
            skipped.AddRange(notes.Select(note => new SkippedDocument(path, note)));
            if (became is null)
                continue;
            counts[became] = counts.GetValueOrDefault(became) + 1;
            chunks += became == "same" ? 0 : pieces;
        }

        return new(
            counts.GetValueOrDefault("added"),
            counts.GetValueOrDefault("changed"),
            counts.GetValueOrDefault("same"),
            chunks,
            [.. skipped.Take(SkippedMax)]
        );
    }

    // Whatever is wrong with one, the others are read; a database that is gone is gone for all of them.
    private async Task<(string? Became, int Pieces, string[] Notes)> AddOne(
        string? project,
        string path,
        CancellationToken stop
    )
    {
        try
        {
            var (document, note) = await DocumentFiles.Read(path, clock, stop);
            if (document is null)
                return (null, 0, [note ?? "It can't be read."]);
            var pieces = Pieces(document, out var isCut);
            var became = await store.Keep(
                project,
                document with
                {
                    Title = SecretScanner.Redact(document.Title),
                },
                pieces,
                stop
            );
            if (became == "forgotten")
                return (null, 0, [Forgotten]);
            var cut = isCut ? $"Only its first {DocumentChunks.ChunksMax} pieces are kept." : null;
            return (became, pieces.Length, [.. new[] { note, cut }.OfType<string>()]);
        }
        catch (PostgresException fault) when (!fault.IsTransient)
        {
            return (null, 0, [$"It can't be kept: {fault.MessageText}"]);
        }
        catch (Exception fault)
            when (fault is not (NpgsqlException or OperationCanceledException or OutOfMemoryException))
        {
            return (null, 0, [$"It can't be read: {fault.Message}"]);
        }
    }

    // Redacted as a whole: a secret may stand on both sides of a cut.
    private static DocumentChunk[] Pieces(DocumentText document, out bool isCut) =>
        DocumentChunks.Of(
            SecretScanner.Redact(document.Text),
            document.MediaType == "text/markdown",
            out isCut
        );
}

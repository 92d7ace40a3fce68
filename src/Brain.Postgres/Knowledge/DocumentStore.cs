using Brain.Domain.Knowledge.Documents;
using Brain.Messages.Knowledge;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>Keeps documents that were given to the brain, lists them, and takes them out.</summary>
public sealed class DocumentStore(NpgsqlDataSource database)
{
    /// <summary>Keeps one; the same text again changes nothing.</summary>
    /// <returns>added, changed or same; forgotten where nothing was kept, because something of it was forgotten.
    /// </returns>
    public async Task<string> Keep(
        string? project,
        DocumentText document,
        IReadOnlyCollection<DocumentChunk> chunks,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/write_document.sql"));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = document.Title });
        command.Parameters.Add(new() { Value = document.Path });
        command.Parameters.Add(new() { Value = document.MediaType });
        command.Parameters.Add(new() { Value = document.Digest });
        command.Parameters.Add(
            Rows.Maybe(
                chunks.Select(chunk => chunk.Heading).ToArray(),
                NpgsqlDbType.Array | NpgsqlDbType.Text
            )
        );
        command.Parameters.Add(new() { Value = chunks.Select(chunk => chunk.Text).ToArray() });
        return (string)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>All of a project, or of all.</summary>
    public async Task<DocumentSummary[]> List(string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_documents.sql"));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        return await Rows.ReadAll(
            command,
            row => new DocumentSummary(
                row.GetGuid(0),
                row.GetString(1),
                Rows.Read<string>(row, 2),
                Rows.Read<string>(row, 3),
                row.GetString(4),
                row.GetInt32(5),
                row.GetFieldValue<DateTimeOffset>(6)
            ),
            stop
        );
    }

    /// <summary>Takes out those of these paths, below these folders, or of ids that begin so.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Remove(IReadOnlyCollection<string> which, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            Sql.Read("knowledge/remove_documents.sql")
        );
        command.Parameters.Add(
            new()
            {
                Value = which
                    .Select(text =>
                        text.StartsWith('/')
                            ? text
                            : text.Replace("-", "", StringComparison.Ordinal)
                    )
                    .ToArray(),
            }
        );
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }
}

/// <summary>A document as it was read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Title">Its first heading, or its file's name.</param>
/// <param name="MediaType">text/markdown, text/plain or application/pdf.</param>
/// <param name="Digest">SHA-256 of the file, in lower-case hexadecimal digits.</param>
/// <param name="Text">What it says.</param>
public sealed record DocumentText(
    string Path,
    string Title,
    string MediaType,
    string Digest,
    string Text
);

using System.Text.Json.Nodes;
using Brain.Messages.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Secrets;

/// <summary>Takes the secrets that the rules of today know out of all that is stored, page by page.</summary>
public sealed class RedactionStore(NpgsqlDataSource database)
{
    /// <summary>The most rows of one page.</summary>
    public const int PageMax = 200;

    /// <summary>Looks through the next rows.</summary>
    /// <exception cref="FormatException">The place names no table that is looked through.</exception>
    /// <exception cref="PostgresException">55P03: others held the table again and again; nothing of the page was
    /// changed.</exception>
    public Task<RedactionPage> Next(RedactStored asked, CancellationToken stop) =>
        new StoredTexts(
            database,
            new SecretCleaner(),
            asked.Apply ? (table, changes, _, cancel) => Write(table, changes, asked.Run, cancel) : null
        ).Next(asked.After, PageMax, stop);

    private async Task<int> Write(string table, JsonArray changes, Guid run, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("secrets/write_redacted.sql"));
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = changes.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = run });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }
}

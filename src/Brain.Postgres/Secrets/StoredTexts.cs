using System.Text.Json.Nodes;
using Brain.Messages.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Secrets;

/// <summary>
/// Looks through all that is stored, page by page, and has a cleaner say what each string shall be: the one place where
/// history is rewritten. What a page wrote stays written; looking through a page again changes nothing.
/// </summary>
/// <param name="database">Where it is stored.</param>
/// <param name="cleaner">Says what a string shall be.</param>
/// <param name="write">Writes the rows of one table that change; null to only look.</param>
internal sealed class StoredTexts(NpgsqlDataSource database, ITextCleaner cleaner, StoredTexts.WriteRows? write)
{
    /// <summary>What grains remember has no table of ours.</summary>
    public const string Grains = "orleans.storage";

    /// <summary>How often a table that others hold is waited for.</summary>
    public const int TriesMax = 10;

    /// <summary>Writes rows, as <c>v2.redact_rows</c> takes them; says how many were written.</summary>
    /// <param name="table">Theirs.</param>
    /// <param name="changes">The rows with their new texts.</param>
    /// <param name="strings">Each string of them that changes.</param>
    /// <param name="stop">Gives up waiting.</param>
    public delegate Task<int> WriteRows(
        string table,
        JsonArray changes,
        IReadOnlyList<(StoredText At, string Was, string Now)> strings,
        CancellationToken stop
    );

    /// <summary>The tables that are looked through, with an estimate of their rows.</summary>
    public async Task<(string Table, long Rows)[]> Tables(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("secrets/list_redactable.sql"));
        return [.. await Postgres.Rows.ReadAll(command, row => (row.GetString(0), row.GetInt64(1)), stop), (Grains, 0)];
    }

    /// <summary>Looks through the next rows.</summary>
    /// <exception cref="FormatException">The place names no table that is looked through.</exception>
    /// <exception cref="PostgresException">55P03: others held the table again and again; nothing of the page was
    /// changed.</exception>
    public async Task<RedactionPage> Next(RedactionPlace? after, int most, CancellationToken stop)
    {
        var tables = await Tables(stop);
        var place = after ?? new(tables[0].Table, null);
        var at = Array.FindIndex(tables, table => table.Table == place.Table);
        if (at < 0)
            throw new FormatException(
                $"'{place.Table}' is no table that is looked through: leave 'after' out to begin."
            );
        var counts = new Dictionary<(string, string), RedactionFinding>();
        var (last, rows, changed) =
            place.Table == Grains ? await States(place, most, counts, stop) : await Rows(place, most, counts, stop);
        var next =
            rows == most ? new RedactionPlace(place.Table, last)
            : at + 1 < tables.Length ? new(tables[at + 1].Table, null)
            : null;
        return new(next, rows, tables.Sum(table => table.Rows), changed, [.. counts.Values]);
    }

    private async Task<(string[]? Last, int Rows, int Changed)> Rows(
        RedactionPlace place,
        int most,
        Dictionary<(string, string), RedactionFinding> counts,
        CancellationToken stop
    )
    {
        for (var time = 1; ; time++)
        {
            counts.Clear();
            var page = await Page(place, most, stop);
            var (changes, strings) = Changes(place.Table, page, counts);
            string[]? last = page.Length > 0 ? page[^1].Key : place.Key;
            if (write is null || changes.Count == 0)
                return (last, page.Length, 0);
            // Whom somebody changed meanwhile is read again.
            if (
                await Write(place.Table, changes, strings, stop) is var written
                && (written == changes.Count || time == TriesMax)
            )
                return (last, page.Length, written);
        }
    }

    private (JsonArray Changes, List<(StoredText, string, string)> Strings) Changes(
        string table,
        (string[] Key, JsonObject Texts, Guid? Session)[] page,
        Dictionary<(string, string), RedactionFinding> counts
    )
    {
        var (changes, strings) = (new JsonArray(), new List<(StoredText, string, string)>());
        var clean = new CleanedJson(cleaner, counts) { Changed = (at, was, now) => strings.Add((at, was, now)) };
        foreach (var (key, texts, session) in page)
        {
            var changed = new JsonObject();
            foreach (var (column, value) in texts.ToArray())
            {
                var at = new StoredText(table, column, Guid.Parse(key[0]), session);
                if (clean.Clean(at, value, column) is { } without)
                    changed[column] = without.DeepClone();
            }

            if (changed.Count > 0)
                changes.Add(
                    new JsonObject
                    {
                        ["key"] = new JsonArray([.. key.Select(part => JsonValue.Create(part))]),
                        ["texts"] = changed,
                    }
                );
        }

        return (changes, strings);
    }

    private async Task<(string[] Key, JsonObject Texts, Guid? Session)[]> Page(
        RedactionPlace place,
        int most,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("secrets/read_redact_page.sql"));
        command.Parameters.Add(new() { Value = place.Table });
        command.Parameters.Add(Postgres.Rows.Maybe(place.Key, NpgsqlDbType.Array | NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = most });
        return await Postgres.Rows.ReadAll(
            command,
            row =>
                (
                    row.GetFieldValue<string[]>(0),
                    JsonNode.Parse(row.GetString(1))!.AsObject(),
                    Postgres.Rows.Read<Guid?>(row, 2)
                ),
            stop
        );
    }

    private async Task<int> Write(
        string table,
        JsonArray changes,
        List<(StoredText, string, string)> strings,
        CancellationToken stop
    )
    {
        for (var time = 1; ; time++)
        {
            try
            {
                return await write!(table, changes, strings, stop);
            }
            catch (PostgresException held)
                when (held.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
                    && time < TriesMax
                )
            {
                // Hooks come first: this waits in line again.
            }
        }
    }

    private async Task<(string[]? Last, int Rows, int Changed)> States(
        RedactionPlace place,
        int most,
        Dictionary<(string, string), RedactionFinding> counts,
        CancellationToken stop
    )
    {
        await using var read = database.CreateCommand(Sql.Read("secrets/page_grain_states.sql"));
        read.Parameters.Add(Postgres.Rows.Maybe(place.Key?[0], NpgsqlDbType.Text));
        read.Parameters.Add(new() { Value = most });
        var states = await Postgres.Rows.ReadAll(
            read,
            row => (Place: row.GetString(0), Body: row.GetString(1), Version: row.GetInt32(2)),
            stop
        );
        var clean = new CleanedJson(cleaner, counts);
        var changed = 0;
        foreach (var (key, body, version) in states)
        {
            var at = new StoredText(Grains, "payloadbinary", null, null);
            if (clean.Clean(at, JsonNode.Parse(body), "state") is not { } without || write is null)
                continue;
            await using var command = database.CreateCommand(Sql.Read("secrets/write_grain_state.sql"));
            command.Parameters.Add(new() { Value = key });
            command.Parameters.Add(new() { Value = version });
            command.Parameters.Add(new() { Value = without.ToJsonString() });
            changed += await command.ExecuteNonQueryAsync(stop);
        }

        return (states.Length > 0 ? [states[^1].Place] : place.Key, states.Length, changed);
    }
}

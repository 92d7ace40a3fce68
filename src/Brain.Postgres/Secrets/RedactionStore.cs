using System.Text.Json.Nodes;
using Brain.Messages.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Secrets;

/// <summary>
/// Looks through all that is stored for secrets which the rules of today know, page by page, and takes them out: the
/// one place where history is rewritten. What a page wrote stays written; looking through a page again changes nothing.
/// </summary>
public sealed class RedactionStore(NpgsqlDataSource database)
{
    /// <summary>The most rows of one page.</summary>
    public const int PageMax = 200;

    private const string Grains = "orleans.storage";
    private const int TriesMax = 10;

    /// <summary>Looks through the next rows.</summary>
    /// <exception cref="FormatException">The place names no table that is looked through.</exception>
    /// <exception cref="PostgresException">55P03: others held the table again and again; nothing of the page was
    /// changed.</exception>
    public async Task<RedactionPage> Next(RedactStored asked, CancellationToken stop)
    {
        var tables = await Tables(stop);
        var place = asked.After ?? new(tables[0].Table, null);
        var at = Array.FindIndex(tables, table => table.Table == place.Table);
        if (at < 0)
            throw new FormatException(
                $"'{place.Table}' is no table that is looked through: leave 'after' out to begin."
            );
        var counts = new Dictionary<(string, string), RedactionFinding>();
        var (last, rows, changed) =
            place.Table == Grains ? await States(place, asked, counts, stop) : await Rows(place, asked, counts, stop);
        var next =
            rows == PageMax ? new RedactionPlace(place.Table, last)
            : at + 1 < tables.Length ? new(tables[at + 1].Table, null)
            : null;
        return new(next, rows, tables.Sum(table => table.Rows), changed, [.. counts.Values]);
    }

    private async Task<(string Table, long Rows)[]> Tables(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("secrets/list_redactable.sql"));
        return [.. await Postgres.Rows.ReadAll(command, row => (row.GetString(0), row.GetInt64(1)), stop), (Grains, 0)];
    }

    private async Task<(string[]? Last, int Rows, int Changed)> Rows(
        RedactionPlace place,
        RedactStored asked,
        Dictionary<(string, string), RedactionFinding> counts,
        CancellationToken stop
    )
    {
        for (var time = 1; ; time++)
        {
            counts.Clear();
            var page = await Page(place, stop);
            var changes = new JsonArray();
            var clean = new RedactedJson(place.Table, counts);
            foreach (var (key, texts) in page)
            {
                var changed = new JsonObject();
                foreach (var (column, value) in texts.ToArray())
                {
                    if (clean.Clean(column, value, column) is { } without)
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

            string[]? last = page.Length > 0 ? page[^1].Key : place.Key;
            if (!asked.Apply || changes.Count == 0)
                return (last, page.Length, 0);
            // Whom somebody changed meanwhile is read again.
            if (
                await Write(place.Table, changes, asked.Run, stop) is { } written
                && (written == changes.Count || time == TriesMax)
            )
                return (last, page.Length, written);
        }
    }

    private async Task<(string[] Key, JsonObject Texts)[]> Page(RedactionPlace place, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("secrets/read_redact_page.sql"));
        command.Parameters.Add(new() { Value = place.Table });
        command.Parameters.Add(Postgres.Rows.Maybe(place.Key, NpgsqlDbType.Array | NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = PageMax });
        return await Postgres.Rows.ReadAll(
            command,
            row => (row.GetFieldValue<string[]>(0), JsonNode.Parse(row.GetString(1))!.AsObject()),
            stop
        );
    }

    private async Task<int> Write(string table, JsonArray changes, Guid run, CancellationToken stop)
    {
        for (var time = 1; ; time++)
        {
            try
            {
                await using var command = database.CreateCommand(Sql.Read("secrets/write_redacted.sql"));
                command.Parameters.Add(new() { Value = table });
                command.Parameters.Add(new() { Value = changes.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });
                command.Parameters.Add(new() { Value = run });
                return (int)(await command.ExecuteScalarAsync(stop))!;
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
        RedactStored asked,
        Dictionary<(string, string), RedactionFinding> counts,
        CancellationToken stop
    )
    {
        await using var read = database.CreateCommand(Sql.Read("secrets/page_grain_states.sql"));
        read.Parameters.Add(Postgres.Rows.Maybe(place.Key?[0], NpgsqlDbType.Text));
        read.Parameters.Add(new() { Value = PageMax });
        var states = await Postgres.Rows.ReadAll(
            read,
            row => (Place: row.GetString(0), Body: row.GetString(1), Version: row.GetInt32(2)),
            stop
        );
        var clean = new RedactedJson(Grains, counts);
        var changed = 0;
        foreach (var (key, body, version) in states)
        {
            if (clean.Clean("payloadbinary", JsonNode.Parse(body), "state") is not { } without || !asked.Apply)
                continue;
            await using var write = database.CreateCommand(Sql.Read("secrets/write_grain_state.sql"));
            write.Parameters.Add(new() { Value = key });
            write.Parameters.Add(new() { Value = version });
            write.Parameters.Add(new() { Value = without.ToJsonString() });
            changed += await write.ExecuteNonQueryAsync(stop);
        }

        return (states.Length > 0 ? [states[^1].Place] : place.Key, states.Length, changed);
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Domain.Knowledge;
using Brain.Messages.Knowledge;
using Brain.Messages.Secrets;
using Brain.Postgres.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>
/// Takes texts out of all rows and their history, for good, and sees to it that they do not come back.
/// </summary>
public sealed class ForgetStore(NpgsqlDataSource database)
{
    /// <summary>The most rows of one page.</summary>
    public const int PageMax = 200;

    /// <summary>The most that one run looks for; past that a text that stands only elsewhere is not found.</summary>
    public const int NeedlesMax = 20_000;

    /// <summary>The fewest characters of an id that name a row.</summary>
    public const int IdMin = 8;

    /// <summary>What grains remember, as a place.</summary>
    public const string GrainStates = StoredTexts.Grains;

    private const int IdLength = 32;

    /// <summary>Whether a word is an id, or begins like one.</summary>
    public static bool IsBeginning(string word) =>
        word.Replace("-", "", StringComparison.Ordinal) is { Length: >= IdMin and <= IdLength } digits
        && digits.All(char.IsAsciiHexDigit);

    /// <summary>The rows whose id begins so, at most three; an id's first characters, 8 or more, with or without
    /// hyphens.</summary>
    public async Task<(string Table, Guid Id)[]> Find(string beginning, CancellationToken stop)
    {
        var digits = beginning.Replace("-", "", StringComparison.Ordinal);
        await using var command = database.CreateCommand(Sql.Read("knowledge/find_forget_row.sql"));
        command.Parameters.Add(new() { Value = Guid.Parse(digits.PadRight(IdLength, '0')) });
        command.Parameters.Add(new() { Value = Guid.Parse(digits.PadRight(IdLength, 'f')) });
        return await Rows.ReadAll(command, row => (row.GetString(0), row.GetGuid(1)), stop);
    }

    /// <summary>What is looked for everywhere when this is forgotten.</summary>
    public async Task<string[]> Needles(ForgetTarget target, CancellationToken stop)
    {
        if (target.Matching is { } text)
            return [text];
        await using var command = database.CreateCommand(Sql.Read("knowledge/read_forget_texts.sql"));
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = await Own(target, stop) });
        command.Parameters.Add(new() { Value = target.Row is not null });
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (column, value) in await Rows.ReadAll(command, row => (row.GetString(1), row.GetString(2)), stop))
            texts.UnionWith(
                Strings(value).SelectMany(one => target.Row is null ? [one] : ForgetNeedles.WithSentences(one))
            );
        return [.. texts.Where(one => one.Trim().Length >= ForgetNeedles.LengthMin).Take(NeedlesMax)];
    }

    /// <summary>Notes a run before it takes anything.</summary>
    public async Task Begin(Guid run, ForgetTarget target, string[] needles, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/begin_forget_run.sql"));
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(Json(JsonSerializer.Serialize(target, KnowledgeJson.Default.ForgetTarget)));
        command.Parameters.Add(new() { Value = needles });
        command.Parameters.Add(
            Json(JsonSerializer.Serialize(ForgetCounts.None(target.Kind), KnowledgeJson.Default.ForgetCounts))
        );
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The oldest run that is not done; null when there is none.</summary>
    public async Task<ForgetRun?> Unfinished(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/next_forget_run.sql"));
        var found = await Rows.ReadAll(
            command,
            row => new ForgetRun(
                row.GetGuid(0),
                JsonSerializer.Deserialize(row.GetString(1), KnowledgeJson.Default.ForgetTarget)!,
                row.GetFieldValue<string[]>(2),
                row.GetString(3),
                PlaceOf(Rows.Read<string>(row, 4)),
                CountsOf(row.GetString(5))
            ),
            stop
        );
        return found.FirstOrDefault();
    }

    /// <summary>How far a run is; null when there never was one.</summary>
    public async Task<ForgetProgress?> Progress(Guid run, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/find_forget_run.sql"));
        command.Parameters.Add(new() { Value = run });
        var found = await Rows.ReadAll(
            command,
            row => (row.GetString(0), PlaceOf(Rows.Read<string>(row, 1)), CountsOf(row.GetString(2))),
            stop
        );
        return found is [var (phase, place, counts), ..]
            ? new(phase, place?.Table, counts.Rows, counts.Seen, counts.SeenMax, counts.Files, counts.Left)
            : null;
    }

    /// <summary>Gets ready to look.</summary>
    public async Task<ForgetWalk> Plan(ForgetTarget target, string[] needles, Guid? run, CancellationToken stop)
    {
        await using var list = database.CreateCommand(Sql.Read("knowledge/list_forget_columns.sql"));
        var columns = (
            await Rows.ReadAll(list, row => ((row.GetString(0), row.GetString(1)), row.GetBoolean(2)), stop)
        ).ToDictionary(one => one.Item1, one => one.Item2);
        await using var others = database.CreateCommand(Sql.Read("knowledge/list_forget_others.sql"));
        var tables = await Rows.ReadAll(others, row => row.GetString(0), stop);
        var looked = target.Matching is null ? ForgetNeedles.Of(needles) : ForgetNeedles.Matching(target.Matching);
        var own = target.Matching is null ? await Own(target, stop) : [];
        var sessions = target.Matching is null ? await Sessions(target, stop) : null;
        if (run is not null && sessions is not null)
            await Blank(target, sessions, columns.Keys.Select(one => one.Item2), needles, stop);
        var cleaner = new ForgetCleaner(looked, own.ToHashSet(), columns);
        return new(
            database,
            cleaner,
            tables,
            looked,
            run is { } id ? (t, c, s, x) => Write(t, c, Digests(s, looked, sessions), id, x) : null
        );
    }

    /// <summary>Has tables refuse what was forgotten.</summary>
    /// <param name="always">Also before the first text went.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task Guard(bool always, CancellationToken stop)
    {
        for (var time = 1; ; time++)
        {
            try
            {
                await using var command = database.CreateCommand(Sql.Read("knowledge/guard_against_forgotten.sql"));
                command.Parameters.Add(new() { Value = always });
                await command.ExecuteNonQueryAsync(stop);
                return;
            }
            catch (PostgresException held)
                when (held.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
                    && time < StoredTexts.TriesMax
                )
            {
                // Hooks come first: this waits in line again.
            }
        }
    }

    /// <summary>Notes how far a run is.</summary>
    public async Task Move(ForgetRun run, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/move_forget_run.sql"));
        command.Parameters.Add(new() { Value = run.Id });
        command.Parameters.Add(new() { Value = run.Phase });
        command.Parameters.Add(
            Json(run.Place is null ? null : JsonSerializer.Serialize(run.Place, KnowledgeJson.Default.RedactionPlace))
        );
        command.Parameters.Add(Json(JsonSerializer.Serialize(run.Counts, KnowledgeJson.Default.ForgetCounts)));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Ends a run; the audit log keeps what it came to, without a word of what was forgotten.</summary>
    public async Task End(ForgetRun run, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/end_forget_run.sql"));
        command.Parameters.Add(new() { Value = run.Id });
        command.Parameters.Add(Json(JsonSerializer.Serialize(run.Counts, KnowledgeJson.Default.ForgetCounts)));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The folders of all projects.</summary>
    public async Task<string[]> Projects(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_forget_projects.sql"));
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }

    /// <summary>The machines on which files may lie that have it.</summary>
    public async Task<string[]> Hosts(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_forget_hosts.sql"));
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }

    /// <summary>The files that the brain wrote as skills.</summary>
    public async Task<string[]> Written(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_forget_written.sql"));
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }

    private async Task<Guid[]> Own(ForgetTarget target, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_forget_own.sql"));
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = target.Row ?? target.Session!.Value.Value });
        return await Rows.ReadAll(command, row => row.GetGuid(0), stop);
    }

    // Where the pieces of what goes are known again; null in it stands for all that is of no session.
    private async Task<Guid?[]> Sessions(ForgetTarget target, CancellationToken stop)
    {
        if (target.Session is { } session)
            return [session.Value];
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_forget_sessions.sql"));
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = target.Row!.Value });
        return await Rows.ReadAll(command, row => Rows.Read<Guid?>(row, 0), stop);
    }

    // All that is left in a session's pieces goes with it; in others, what stands in the row that goes.
    private async Task Blank(
        ForgetTarget target,
        Guid?[] sessions,
        IEnumerable<string> columns,
        string[] needles,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/blank_forgotten_pieces.sql"));
        command.CommandTimeout = 0;
        var scopes = columns.Distinct().SelectMany(column => sessions.Select(session => Scope(session, column)));
        command.Parameters.Add(new() { Value = target.Session is null ? [] : scopes.ToArray() });
        command.Parameters.Add(new() { Value = target.Session is null ? needles : [] });
        await command.ExecuteNonQueryAsync(stop);
    }

    private async Task<int> Write(
        string table,
        JsonArray changes,
        JsonArray digests,
        Guid run,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/write_forgotten.sql"));
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(Json(changes.ToJsonString()));
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(Json(digests.ToJsonString()));
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    // What each text is known again by: all of it, and those of its sentences and words that went; these, where
    // sessions are given, in them alone, for others say the same words anew.
    private static JsonArray Digests(
        IReadOnlyList<(StoredText At, string Was, string Now)> strings,
        ForgetNeedles needles,
        Guid?[]? sessions
    )
    {
        var all = new JsonArray();
        foreach (var (at, was, now) in strings)
        {
            all.Add(new JsonObject { ["digest"] = Digest(at.Session, at.Column, was), ["replacement"] = now });
            if (sessions?.Contains(at.Session) == false)
                continue;
            var isWhole = now == ForgetNeedles.Replacement || now == ForgetNeedles.ReplacementOf(at.Row);
            var scope = Scope(at.Session, at.Column);
            foreach (var piece in ForgottenPieces.Of(was, isWhole, needles.Spans(was)))
                all.Add(
                    new JsonObject
                    {
                        ["digest"] = Digest(
                            at.Session,
                            piece.Words == 0 ? $"{at.Column}/sentence" : $"{at.Column}/words",
                            piece.Text
                        ),
                        ["scope"] = scope,
                        ["words"] = piece.Words,
                        ["replacement"] = piece.Replacement,
                    }
                );
        }

        return all;
    }

    private static string Scope(Guid? session, string column) => Digest(session, $"{column}/scope", "");

    // As v2.forgotten_digest has it, but for the key.
    private static string Digest(Guid? session, string column, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{session}\u001f{column}\u001f{text}")));

    // A text as it is, or every string of a jsonb value.
    private static IEnumerable<string> Strings(string value)
    {
        if (value is not (['{', ..] or ['[', ..]))
            return [value];
        try
        {
            return JsonNode.Parse(value) is { } node ? [value, .. Strings(node)] : [value];
        }
        catch (JsonException)
        {
            return [value];
        }
    }

    private static IEnumerable<string> Strings(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(field => Strings(field.Value)),
            JsonArray items => items.SelectMany(Strings),
            JsonValue text when text.TryGetValue<string>(out var words) && ForgetNeedles.IsProse(words) => [words],
            _ => [],
        };

    private static RedactionPlace? PlaceOf(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, KnowledgeJson.Default.RedactionPlace);

    private static ForgetCounts CountsOf(string json) =>
        JsonSerializer.Deserialize(json, KnowledgeJson.Default.ForgetCounts)!;

    private static NpgsqlParameter Json(string? json) => Rows.Maybe(json, NpgsqlDbType.Jsonb);
}

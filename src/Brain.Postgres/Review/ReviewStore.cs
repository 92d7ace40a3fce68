using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Domain.Review;
using Brain.Messages.Secrets;
using Brain.Messages.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Review;

/// <summary>
/// The Auditor's rows: turns to classify, comments and their ratings, lessons, and what waits for a person.
/// </summary>
public sealed class ReviewStore(NpgsqlDataSource database)
{
    private const int LinesMax = 10;

    /// <summary>
    /// Classifies every unclassified turn of a session, page by page, each in a transaction of its own: what is written
    /// stays written, so whoever was stopped half-way calls again. A session with nothing left is left as it is.
    /// </summary>
    /// <param name="id">Whose turns; one that is still open is classified as far as it got.</param>
    /// <param name="stop">Gives up between or within pages.</param>
    /// <param name="refine">Looks again at what the rules made of a page before it is written, or null.</param>
    /// <exception cref="PostgresException">BR002: there is no such session.</exception>
    public async Task<ReviewResult> Audit(
        SessionId id,
        CancellationToken stop,
        Func<AuditPage, ReviewBatch, Task<ReviewBatch>>? refine = null
    )
    {
        var total = new ReviewResult(0, 0, 0);
        while (true)
        {
            var page = await Page(id, ReviewBatch.PageMax, stop);
            var audit = ReviewBatch.Of(page);
            total = total.Plus(await Write(id, refine is null ? audit : await refine(page, audit), stop));
            // A page that was somebody else's meanwhile is no reason to read it for ever.
            if (page.Turns.Length < ReviewBatch.PageMax)
                return total;
        }
    }

    /// <summary>
    /// A session's oldest unclassified turns; none when all are classified or there is no such session.
    /// </summary>
    /// <param name="id">Whose turns.</param>
    /// <param name="limit">1 to <see cref="ReviewBatch.PageMax"/>.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<AuditPage> Page(SessionId id, int limit, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("review/read_audit_page.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = Math.Clamp(limit, 1, ReviewBatch.PageMax) });
        return (await Read(command, ReviewJson.Default.AuditPage, stop))!;
    }

    /// <summary>Writes the decision on a page: all of it or none. Writing it again changes nothing.</summary>
    /// <exception cref="PostgresException">BR002: there is no such session.</exception>
    public async Task<ReviewResult> Write(SessionId id, ReviewBatch audit, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("review/write_audit.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(Json(audit, ReviewJson.Default.ReviewBatch));
        return (await Read(command, ReviewJson.Default.ReviewResult, stop))!;
    }

    /// <summary>
    /// Keeps a session's hand-off for the next session on its project; said again it takes the place of what was said
    /// before.
    /// </summary>
    public async Task HandOff(SessionId id, string text)
    {
        await using var command = database.CreateCommand(Sql.Read("review/keep_handoff.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        command.Parameters.Add(new() { Value = SecretScanner.Redact(text) });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a session came to; null when there is no such session.</summary>
    public async Task<SessionOutcome?> Outcome(SessionId id, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("review/read_outcome.sql"));
        command.Parameters.Add(new() { Value = id.Value });
        return await Read(command, ReviewJson.Default.SessionOutcome, stop);
    }

    /// <summary>What is queued for a person, newest first, at most 10 lines.</summary>
    public async Task<string[]> Queue(string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("review/list_queue.sql"));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = LinesMax });
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }

    private static NpgsqlParameter Json<T>(T value, JsonTypeInfo<T> shape) =>
        new() { Value = JsonSerializer.Serialize(value, shape), NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static async Task<T?> Read<T>(NpgsqlCommand command, JsonTypeInfo<T> shape, CancellationToken stop) =>
        await command.ExecuteScalarAsync(stop) is string json ? JsonSerializer.Deserialize(json, shape) : default;
}

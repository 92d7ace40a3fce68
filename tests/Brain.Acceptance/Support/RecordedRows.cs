using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>What the brain wrote down, read from its own tables.</summary>
public sealed class RecordedRows(ScratchDatabase database)
{
    /// <summary>The session's one row.</summary>
    public async Task<Row> Session(Guid id) =>
        Assert.Single(await Read("select to_jsonb(s)::text from v2.sessions s where s.id = $1", id));

    /// <summary>Every session row of a project, oldest first.</summary>
    public Task<Row[]> SessionsIn(string project) =>
        Read("select to_jsonb(s)::text from v2.sessions s where s.project_path = $1 order by s.created_at", project);

    /// <summary>The turns, in their order.</summary>
    public Task<Row[]> Turns(Guid session) =>
        Read("select to_jsonb(t)::text from v2.turns t where t.session_id = $1 order by t.turn_num", session);

    /// <summary>The tool calls, oldest first, each with the <c>turn_num</c> of its turn.</summary>
    public Task<Row[]> ToolCalls(Guid session) =>
        Read(
            """
            select (to_jsonb(c) || jsonb_build_object('turn_num', t.turn_num))::text
            from v2.tool_calls c left join v2.turns t on t.id = c.turn_id
            where c.session_id = $1 order by c.created_at, c.tool_use_id
            """,
            session
        );

    /// <summary>What was not simply allowed, oldest first.</summary>
    public Task<Row[]> Decisions(Guid session) =>
        Read("select to_jsonb(d)::text from v2.decisions d where d.session_id = $1 order by d.created_at", session);

    /// <summary>The rules of people, newest first.</summary>
    public Task<Row[]> Rules(string action) =>
        Read("select to_jsonb(r)::text from v2.rules r where r.action = $1 order by r.created_at desc", action);

    /// <summary>What was learnt in a session.</summary>
    public Task<Row[]> Learnings(Guid session) =>
        Read("select to_jsonb(l)::text from v2.learnings l where l.session_id = $1 order by l.created_at", session);

    /// <summary>The audit log, oldest first.</summary>
    public Task<Row[]> Audit(Guid session) =>
        Read("select to_jsonb(a)::text from v2.audit_log a where a.session_id = $1 order by a.created_at", session);

    /// <summary>The drift events, oldest first.</summary>
    public Task<Row[]> Drift(Guid session) =>
        Read("select to_jsonb(d)::text from v2.drift_events d where d.session_id = $1 order by d.created_at", session);

    /// <summary>Waits until a session's newest turn is closed, and gives back all of them.</summary>
    /// <param name="session">Which session.</param>
    /// <param name="count">How many turns it must have by then.</param>
    public Task<Row[]> ClosedTurns(Guid session, int count) =>
        Eventually.See(
            () => Turns(session),
            turns => turns.Length == count && turns.All(turn => turn["ended_at"] is not null)
        );

    private async Task<Row[]> Read(string sql, object parameter) =>
        [
            .. (await database.Query<string>(sql, parameter)).Select(row => new Row(
                JsonSerializer.Deserialize<JsonElement>(row)
            )),
        ];
}

/// <summary>One row, by the names of its columns.</summary>
public sealed record Row(JsonElement Json)
{
    /// <summary>A column as text; null where the database has null.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public string? this[string column] =>
        Json.TryGetProperty(column, out var value)
            ? value.ValueKind == JsonValueKind.Null
                ? null
                : value.ToString()
            : throw new KeyNotFoundException($"No column '{column}' in {Json}.");
}

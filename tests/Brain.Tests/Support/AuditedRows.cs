using Brain.Messages.Sessions;
using NpgsqlTypes;

namespace Brain.Tests.Personas;

/// <summary>Sessions, turns, tool calls and comments as rows, for what the Auditor reads.</summary>
internal static class AuditedRows
{
    public static async Task<SessionId> Session(this PostgresFixture postgres, string project = "/home/me/site")
    {
        var id = new SessionId(Guid.NewGuid());
        await postgres.Insert(
            "insert into v2.sessions (id, project_path, started_at) values ($1, $2, now())",
            id.Value,
            project
        );
        return id;
    }

    public static Task Turn(
        this PostgresFixture postgres,
        SessionId session,
        int num,
        string? asked,
        string? answered = "Done."
    ) =>
        postgres.Insert(
            "insert into v2.turns (session_id, turn_num, started_at, ended_at, user_message, assistant_response) "
                + "values ($1, $2, now(), now(), $3, $4)",
            session.Value,
            num,
            asked,
            answered
        );

    public static Task Tool(
        this PostgresFixture postgres,
        SessionId session,
        int num,
        string name,
        string target,
        string? error = null
    ) =>
        postgres.Insert(
            """
            insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, target, status, ok, error, started_at)
            select $1, t.id, gen_random_uuid()::text, $3, $4, case when $5::text is null then 'ok' else 'errored' end, $5 is null, $5, clock_timestamp()
            from v2.turns t where t.session_id = $1 and t.turn_num = $2
            """,
            session.Value,
            num,
            name,
            target,
            error
        );

    public static async Task<Guid> Persona(this PostgresFixture postgres, string name)
    {
        await postgres.Insert("insert into v2.personas (name, emoji, job) values ($1, '🔧', 'APIs')", name);
        return await postgres.Read<Guid>($"select id from v2.personas where name = '{name}'");
    }

    public static Task Comment(
        this PostgresFixture postgres,
        Guid persona,
        SessionId session,
        int num,
        string comment,
        string metadata = "{}"
    ) =>
        postgres.Insert(
            "insert into v2.persona_comments (persona_id, session_id, turn_num, comment, metadata) values ($1, "
                + "$2, $3, $4, $5::jsonb)",
            persona,
            session.Value,
            num,
            comment,
            metadata
        );

    public static Task<string[]> Classes(this PostgresFixture postgres, SessionId session) =>
        postgres.Lines(
            $"select turn_num, classification ->> 'class' from v2.turns where session_id = '{session}' order by 1"
        );

    public static Task<string[]> Ratings(this PostgresFixture postgres, SessionId session) =>
        postgres.Lines(
            "select turn_num, rating, metadata ->> 'rated_by' from v2.persona_comments where session_id = "
                + $"'{session}' order by 1, comment"
        );

    public static Task<string[]> Versions(this PostgresFixture postgres) =>
        postgres.Lines(
            """
            select (select count(*) from v2.turns_history), (select count(*) from v2.persona_comments_history),
              (select count(*) from v2.learnings), (select count(*) from v2.learnings_history), (select count(*) from v2.sessions_history)
            """
        );

    private static async Task Insert(this PostgresFixture postgres, string sql, params object?[] values)
    {
        await using var command = postgres.Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(
                value is null
                    ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
                    : new() { Value = value }
            );
        await command.ExecuteNonQueryAsync();
    }
}

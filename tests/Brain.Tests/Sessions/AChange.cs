using System.Text.RegularExpressions;
using Brain.Postgres;
using Brain.Postgres.Sessions;
using NpgsqlTypes;

namespace Brain.Tests.Sessions;

/// <summary>What travels from a decision to <c>v2.record_change</c>.</summary>
public sealed class AChange(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // As version 0.3 wrote it. Add changes of later versions; never edit one.
    private const string Older = """
        {"session_id": "$session", "at": "2026-04-15T09:00:00Z", "replayed": "$delivery",
         "session": {"status": "active", "project_path": "/home/me/site", "purpose": "a wizard", "mode": "execution",
           "metadata": {"provisional": false, "hard": true, "budget_warned": false}},
         "turns": [{"num": 1, "begins": true, "user_message": "go"}],
         "tools": [{"tool_use_id": "toolu_1", "status": "ok", "tool_name": "Read", "turn_num": 1}],
         "decisions": [{"event": "PreToolUse", "event_key": "toolu_1", "decision": "ask", "rule": "mode.x",
           "rule_version": "1", "reason": "why", "turn_num": 1, "inputs": {}}],
         "audits": [{"action": "SessionStart", "event_key": "startup:0", "detail": {}}],
         "drifts": [{"drift_type": "ai", "event_key": "drift:1", "detail": "elsewhere", "turn_num": 1, "triggered_checkpoint": true}],
         "comments": [{"persona_id": "$cop", "turn_num": 1, "comment": "Is that so?", "line": "Cop: Is that so?"}],
         "drift": {"raised": 0.1}, "parked": [{"text": "later", "key": "parked:1"}],
         "links": [{"pipeline_id": "$pipeline", "place": 1, "event_key": "toolu_1", "subject": "milk"}],
         "told": ["$delivery"], "usage": [], "orient": true}
        """;

    // Whose it is and who made it: told to the functions that write rows.
    private static readonly string[] Head = ["session_id", "at", "source", "caller"];

    [Fact]
    public async Task Is_written_as_an_older_program_queued_it()
    {
        var (session, delivery) = (Guid.NewGuid(), Guid.NewGuid());
        var cop = await postgres.Read<Guid>("select id from v2.personas where name = 'Cop'");
        var pipeline = await postgres.Read<Guid>(
            "insert into v2.pipelines (name, version, persona_id, body, definition) "
                + $"values ('older', 1, '{cop}', 'x', '{{\"links\": [{{\"name\": \"need\"}}]}}') returning id"
        );
        var change = Older
            .Replace("$session", $"{session}", StringComparison.Ordinal)
            .Replace("$delivery", $"{delivery}", StringComparison.Ordinal)
            .Replace("$cop", $"{cop}", StringComparison.Ordinal)
            .Replace("$pipeline", $"{pipeline}", StringComparison.Ordinal);

        Assert.Contains("\"facts\"", await Record(change), StringComparison.Ordinal);
        Assert.Equal("{\"repeated\": true}", await Record(change));

        string[] tables =
        [
            "v2.turns",
            "v2.tool_calls",
            "v2.decisions",
            "v2.audit_log",
            "v2.drift_events",
            "v2.persona_comments",
            "v2.learnings",
            "brain.drift_levels",
            "brain.link_reports",
            "brain.replayed",
        ];
        foreach (var table in tables)
        {
            var rows = await postgres.Read<long>($"select count(*) from {table} where session_id = '{session}'");
            Assert.Equal((table, 1), (table, rows));
        }
    }

    [Fact]
    public void Is_dispatched_by_every_name_that_it_has()
    {
        var names = ChangeJson
            .Change.Properties.Where(property => property.Get is not null)
            .Select(property => property.Name)
            .ToArray();
        var dispatcher = Sql.Read("sessions/record_change.sql");

        Assert.Contains("links", names);
        Assert.DoesNotContain("pipelines", names);
        Assert.DoesNotContain(names.Except(Head, StringComparer.Ordinal), name =>
            !Regex.IsMatch(dispatcher, $@"['{{,]{name}['}},]")
        );
    }

    private async Task<string> Record(string change)
    {
        await using var command = postgres.Database.CreateCommand("select v2.record_change($1)::text");
        command.Parameters.Add(new() { Value = change, NpgsqlDbType = NpgsqlDbType.Jsonb });
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}

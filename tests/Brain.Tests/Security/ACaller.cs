using System.Net.Http.Json;
using Brain.Messages.Sessions;
using Brain.Tests.Personas;
using Brain.Tests.Sessions;

namespace Brain.Tests.Security;

public sealed class ACaller(SiloFixture silo) : IClassFixture<SiloFixture>
{
    // In the order of a session's life: each writes into tables of its own.
    private static readonly string[] Life =
    [
        """{"hook_event_name":"SessionStart","source":"startup","cwd":"/tmp"}""",
        """{"hook_event_name":"UserPromptSubmit","prompt":"work","prompt_id":"PROMPT"}""",
        """{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"t1","tool_input":{"command":"brain mode debug"},"prompt_id":"PROMPT"}""",
        """{"hook_event_name":"PostToolBatch","tool_calls":[{"tool_name":"Read","tool_use_id":"t2"},{"tool_name":"Read","tool_use_id":"t3"},{"tool_name":"Read","tool_use_id":"t4"},{"tool_name":"Read","tool_use_id":"t5"},{"tool_name":"Read","tool_use_id":"t6"}],"prompt_id":"PROMPT"}""",
        """{"hook_event_name":"Stop","last_assistant_message":"done","prompt_id":"PROMPT"}""",
    ];

    [Fact]
    public async Task By_a_hook_is_the_agent_in_every_row()
    {
        var id = await Live();

        foreach (var table in (string[])["sessions", "turns", "tool_calls", "decisions", "audit_log"])
        {
            var column = table == "sessions" ? "id" : "session_id";
            Assert.Equal(
                ["claude-code"],
                await silo.Postgres.Lines($"select distinct source from v2.{table} where {column} = '{id}'")
            );
        }
    }

    [Fact]
    public async Task At_the_command_line_is_a_person_in_the_row()
    {
        var id = await Live();

        foreach (
            var (path, body) in new (string, object)[]
            {
                ("mode", new { mode = "debug" }),
                ("purpose", new { purpose = "say who" }),
                ("budget", new { tokens = 1000 }),
            }
        )
        {
            using var answer = await silo.Socket.PostAsJsonAsync($"/sessions/{id}/{path}", body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal(["budget | manual | ", "mode | manual | ", "purpose | manual | "], await Commands(id));
        Assert.Equal(
            [$"True | {Environment.MachineName}"],
            await silo.Postgres.Lines(
                "select distinct metadata #>> '{caller,user}' ~ '^[0-9]+$', metadata #>> '{caller,device}' "
                    + $"from v2.audit_log where session_id = '{id}' and action in ('mode', 'purpose', 'budget')"
            )
        );
    }

    [Fact]
    public async Task At_an_agents_prompt_came_by_that_agent()
    {
        var id = await Live();

        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"UserPromptExpansion","command_name":"mode","command_args":"debug","prompt_id":"{{Guid.NewGuid()}}"}"""
        );

        Assert.Equal(["mode | claude-code | "], await Commands(id));
    }

    [Fact]
    public async Task Is_never_what_a_body_says()
    {
        var id = await Live();

        using var answer = await silo.Socket.PostAsJsonAsync(
            $"/sessions/{id}/mode",
            new
            {
                mode = "debug",
                source = "claude-code",
                caller = new { source = "claude-code", user = "4711" },
            }
        );

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(["mode | manual | "], await Commands(id));
    }

    [Fact]
    public async Task That_an_agent_runs_is_told_though_it_hides()
    {
        var id = await Live();

        await ByAnAgentOf(id, $"/sessions/{id}/mode", """{"mode":"debug"}""");

        Assert.Equal(["mode | claude-code | claude-code"], await Commands(id));
    }

    [Fact]
    public async Task That_an_agent_runs_rates_no_better_than_an_agent()
    {
        var id = await Live();
        var persona = await silo.Postgres.Persona("Steve");
        await silo.Postgres.Comment(persona, id, 1, "it is late");
        await silo.Refresh();
        var rating = $$"""{"kind":"rate","args":"Steve wrong","session":"{{id}}"}""";

        await ByAnAgentOf(id, "/errands", rating);
        Assert.Equal(["1 | wrong | agent"], await silo.Postgres.Ratings(id));
        using var answer = await silo.Socket.PostAsync(
            "/errands",
            new StringContent(rating, System.Text.Encoding.UTF8, "application/json")
        );

        Assert.Equal(["1 | wrong | user"], await silo.Postgres.Ratings(id));
        Assert.Equal(
            ["manual"],
            await silo.Postgres.Lines(
                $"select metadata ->> 'rated_source' from v2.persona_comments where session_id = '{id}'"
            )
        );
    }

    [Fact]
    public async Task That_is_an_agent_has_no_history_rewritten()
    {
        var id = await Live();
        var asked = $$"""{"run":"{{Guid.NewGuid()}}","apply":true}""";

        var answer = await AnotherProcess.OfAnAgent(id.Value, silo.Settings.Socket, "/redact", asked);

        Assert.Contains("403", answer, StringComparison.Ordinal);
        Assert.Contains("Only a person has history rewritten", answer, StringComparison.Ordinal);
    }

    private async Task<SessionId> Live()
    {
        var (id, prompt) = (Some.Id(), Guid.NewGuid());
        foreach (var heard in Life)
        {
            var (status, body) = await silo.Hook(
                heard
                    .Replace("{\"hook", $"{{\"session_id\":\"{id}\",\"hook", StringComparison.Ordinal)
                    .Replace("PROMPT", prompt.ToString(), StringComparison.Ordinal)
            );
            Assert.True((int)status == 200, body);
        }

        return id;
    }

    private Task<string[]> Commands(SessionId id) =>
        silo.Postgres.Lines(
            "select action, source, metadata #>> '{caller,agent}' from v2.audit_log "
                + $"where session_id = '{id}' and action in ('mode', 'purpose', 'budget') order by action"
        );

    // Its shell has the session's id, what it starts has not.
    private async Task ByAnAgentOf(SessionId id, string path, string body) =>
        Assert.Contains(
            "200 OK",
            await AnotherProcess.OfAnAgent(id.Value, silo.Settings.Socket, path, body),
            StringComparison.Ordinal
        );
}

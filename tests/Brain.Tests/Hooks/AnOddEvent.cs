using System.Net;
using System.Text.Json.Nodes;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Hooks;

/// <summary>A field of another type than ever costs itself, and never the event.</summary>
public sealed class AnOddEvent(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly string[] Odd = ["null", "7", "1.5", "true", "[]", "{}", "[1,[2]]", "\"\"", "{\"a\":[{}]}"];

    private static readonly string[] Fields =
    [
        "cwd",
        "transcript_path",
        "prompt_id",
        "agent_id",
        "agent_type",
        "source",
        "model",
        "prompt",
        "command_name",
        "command_args",
        "command_source",
        "tool_name",
        "tool_input",
        "tool_use_id",
        "annotations",
        "tool_calls",
        "duration_ms",
        "error",
        "is_interrupt",
        "stop_hook_active",
        "last_assistant_message",
        "trigger",
        "compact_summary",
        "reason",
        "file_path",
        "agent_transcript_path",
        "permission_mode",
        "timestamp",
        "tool_response",
        "brand_new",
    ];

    [Theory]
    [InlineData("SessionStart")]
    [InlineData("UserPromptSubmit")]
    [InlineData("UserPromptExpansion")]
    [InlineData("PreToolUse")]
    [InlineData("PostToolUse")]
    [InlineData("PostToolUseFailure")]
    [InlineData("PostToolBatch")]
    [InlineData("Stop")]
    [InlineData("SubagentStop")]
    [InlineData("StopFailure")]
    [InlineData("PreCompact")]
    [InlineData("ConfigChange")]
    [InlineData("SessionEnd")]
    public async Task Is_taken_whatever_type_its_fields_are_of(string name)
    {
        foreach (var field in Fields)
        {
            foreach (var odd in Odd)
            {
                var body = $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"{{name}}","{{field}}":{{odd}}}""";
                var (status, answer) = await silo.Hook(body);
                Assert.True(status == HttpStatusCode.OK, $"{body}: {status} {answer}");
            }
        }
    }

    [Theory]
    [InlineData("agent_id", "null")]
    [InlineData("agent_id", "\"\"")]
    [InlineData("agent_id", "\" \"")]
    [InlineData("agent_id", "0")]
    [InlineData("agent_id", "{}")]
    [InlineData("timestamp", "\"\"")]
    [InlineData("timestamp", "7")]
    [InlineData("timestamp", "\"2026-11-30T10:00:00Z\"")]
    [InlineData("cwd", "7")]
    [InlineData("tool_use_id", "\"\"")]
    [InlineData("transcript_path", "\"/home/me/\\u0000/x.jsonl\"")]
    public async Task Counts_whatever_one_of_its_fields_says(string field, string odd)
    {
        var (id, prompt) = (Guid.NewGuid(), Guid.NewGuid());
        await Told("UserPromptSubmit", "\"prompt\":\"go\"");
        await Told("PostToolUse", "\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"}");
        var footer = await Told("Stop", "\"last_assistant_message\":\"done\"");

        Assert.Contains("Session Boss", footer, StringComparison.Ordinal);
        Assert.Equal(
            ["go | done | ok | ls"],
            await silo.Postgres.Lines(
                "select t.user_message, t.assistant_response, t.status, c.target from v2.turns t "
                    + $"join v2.tool_calls c on c.turn_id = t.id where t.session_id = '{id}'"
            )
        );

        async Task<string> Told(string name, string more) =>
            (
                await silo.Hook(
                    $$"""
                    {"session_id":"{{id}}","hook_event_name":"{{name}}","prompt_id":"{{prompt}}",{{more}},
                    "{{field}}":{{odd}} }
                    """
                )
            ).Body;
    }

    // Copilot CLI's time alone makes no event Copilot's.
    [Theory]
    [InlineData("\"tool_use_id\":\"t\"")]
    [InlineData("\"permission_mode\":\"default\"")]
    [InlineData("\"transcript_path\":\"/home/me/.claude/projects/-p/of-another-name.jsonl\"")]
    public async Task Is_refused_where_it_is_to_be_though_it_tells_a_time(string own)
    {
        var id = Guid.NewGuid();
        await silo.Grains.GetGrain<ISessionGrain>(id).Change(new ChangeMode(Mode.Sparring));

        var (_, answer) = await silo.Hook(
            $$"""
            {"session_id":"{{id}}","hook_event_name":"PreToolUse","tool_name":"Write","tool_input":{"file_path":"/a"},
            "timestamp":"2026-11-30T10:00:00Z",{{own}} }
            """
        );

        Assert.Contains("\"permissionDecision\":\"deny\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_of_a_session_that_was_heard_of_though_it_tells_a_time_and_nothing_of_its_own()
    {
        var id = Guid.NewGuid();
        await silo.Hook($$"""{"session_id":"{{id}}","hook_event_name":"SessionStart","source":"startup"}""");

        await silo.Hook(
            $$"""
            {"session_id":"{{id}}","hook_event_name":"UserPromptSubmit","prompt":"go",
            "timestamp":"2026-11-30T10:00:00Z"}
            """
        );

        Assert.Equal(["go"], await silo.Postgres.Lines($"select user_message from v2.turns where session_id = '{id}'"));
    }

    // anthropics/claude-code issue 53463
    [Theory]
    [InlineData("mend\nthe till", "mend\\u000athe till")]
    [InlineData("mend\tthe \\\"till\\\"", "mend\tthe \"till\"")]
    [InlineData("mend \u0001the till\\\\", "mend \u0001the till\\")]
    public async Task Is_taken_with_control_characters_as_they_are(string raw, string text)
    {
        var id = Guid.NewGuid();

        var (status, _) = await silo.Hook(
            $$"""
            {"session_id":"{{id}}","hook_event_name":"UserPromptSubmit",
            "prompt_id":"{{Guid.NewGuid()}}","prompt":"{{raw}}"}
            """
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            [text.Replace("\\u000a", "\n", StringComparison.Ordinal)],
            await silo.Postgres.Lines($"select user_message from v2.turns where session_id = '{id}'")
        );
    }

    [Fact]
    public async Task Without_a_session_is_told_so_in_the_agents_words()
    {
        var (status, answer) = await silo.Hook("""{"hook_event_name":"Stop"}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("it lacks 'session_id'.", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Brain.Silo", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"type":"text","text":"mend the till"},{"type":"image","source":{"data":"x"}}]""", "mend the till")]
    [InlineData("""["mend", {"type":"text","text":"the till"}]""", "mend\nthe till")]
    [InlineData("""{"text":"mend the till"}""", "mend the till")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"mend the till"}]}""", "mend the till")]
    [InlineData("7", "7")]
    public async Task Has_the_text_of_a_prompt_in_parts(string prompt, string text)
    {
        var id = Guid.NewGuid();

        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"UserPromptSubmit","prompt_id":"{{Guid.NewGuid()}}","prompt":{{prompt}}}"""
        );

        Assert.Equal(
            text,
            await silo.Postgres.Read<string>($"select user_message from v2.turns where session_id = '{id}'")
        );
    }

    [Fact]
    public async Task Counts_the_calls_of_a_batch_that_are_calls()
    {
        var (id, prompt) = (Guid.NewGuid(), Guid.NewGuid());
        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"UserPromptSubmit","prompt_id":"{{prompt}}","prompt":"go"}"""
        );

        await silo.Hook(
            $$"""
            {"session_id":"{{id}}","hook_event_name":"PostToolBatch","prompt_id":"{{prompt}}","tool_calls":
              [7, null, [], {"tool_name":"Bash","tool_use_id":"toolu_1","tool_input":"ls"}, "x",
               {"tool_name":"Read","tool_use_id":"toolu_2","tool_input":{"file_path":7} }] }
            """
        );

        Assert.Equal(
            ["Bash", "Read"],
            await silo.Postgres.Lines($"select tool_name from v2.tool_calls where session_id = '{id}' order by 1")
        );
    }

    [Theory]
    [InlineData("\"ses_01HXYZ\"", "ses_01HXYZ")]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"", "00000000-0000-0000-0000-000000000000")]
    [InlineData("\"rollout-2026-11-28T10-00-00-x/y\"", "rollout-2026-11-28T10-00-00-x/y")]
    [InlineData("42", "42")]
    public async Task Is_of_a_stable_session_whatever_the_agent_calls_it(string id, string own)
    {
        await Hook("SessionStart", "");
        await Hook("UserPromptSubmit", $$""","prompt":"mend","prompt_id":"{{Guid.NewGuid()}}" """);
        await silo.Sleep();
        await silo.Wake();
        await Hook("Stop", ""","last_assistant_message":"done" """);

        Assert.Equal(
            ["mend | done | 1"],
            await silo.Postgres.Lines(
                "select t.user_message, t.assistant_response, s.turn_count from v2.sessions s "
                    + $"join v2.turns t on t.session_id = s.id where s.metadata ->> 'agent_session_id' = '{own}'"
            )
        );

        async Task Hook(string name, string more)
        {
            var (status, answer) = await silo.Hook($$"""{"session_id":{{id}},"hook_event_name":"{{name}}"{{more}}}""");
            Assert.True(status == HttpStatusCode.OK, answer);
            Assert.IsType<JsonObject>(JsonNode.Parse(answer));
        }
    }
}

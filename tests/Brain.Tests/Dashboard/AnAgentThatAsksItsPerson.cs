using System.Text;
using Brain.Dashboard;
using Brain.Postgres.Dashboard;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Dashboard;

/// <summary>
/// The permission prompts of agents themselves, each told in its own words: about a call that has begun, about one that
/// begins once it may, or about none that is named.
/// </summary>
public sealed class AnAgentThatAsksItsPerson(SiloFixture silo) : IClassFixture<SiloFixture>
{
    // They ask when the call has begun.
    public static TheoryData<string> WithACall => ["claude-code", "codex", "gemini", "copilot", "opencode"];

    private readonly Guid _session = Guid.NewGuid();

    private int _moment;
    private int _call;

    [Theory]
    [MemberData(nameof(WithACall))]
    public async Task Waits_while_the_call_that_it_asks_about_is_not_over(string agent)
    {
        await Begin(agent);
        await Call(agent, "one");
        await Over(agent, "one");
        await Call(agent, "two");
        await Standing(SessionActivity.Working);

        await Ask(agent, "two");

        var waits = await Standing(SessionActivity.Waiting);
        Assert.EndsWith(" two", waits.Why, StringComparison.Ordinal);

        await Over(agent, "two");
        await Standing(SessionActivity.Working);
    }

    [Theory]
    [MemberData(nameof(WithACall))]
    public async Task Waits_in_the_next_turn_as_it_did_in_the_one_before(string agent)
    {
        await Begin(agent);
        await Call(agent, "one");
        await Ask(agent, "one");
        await Standing(SessionActivity.Waiting);
        await Over(agent, "one");
        await Begin(agent);
        await Call(agent, "one");
        await Standing(SessionActivity.Working);

        await Ask(agent, "one");

        await Standing(SessionActivity.Waiting);
    }

    [Fact]
    public async Task Waits_until_the_call_begins_that_it_asks_about_first()
    {
        await Begin("qwen");
        await Call("qwen", "one");
        await Over("qwen", "one");

        await Ask("qwen", "one");

        var waits = await Standing(SessionActivity.Waiting);
        Assert.Equal("asks for permission: run_shell_command one", waits.Why);

        await Call("qwen", "one");
        await Standing(SessionActivity.Working);
        await Over("qwen", "one");
        await Standing(SessionActivity.Working);
    }

    [Fact]
    public async Task Waits_no_more_for_a_call_that_another_came_after()
    {
        await Begin("qwen");
        await Ask("qwen", "one");

        await Call("qwen", "two");

        await Standing(SessionActivity.Working);
    }

    [Theory]
    [InlineData("codex", "Interrupt", "", SessionActivity.Failed)]
    [InlineData("qwen", "PostToolBatch", "\"tool_calls\":[REFUSED]", SessionActivity.Failed)]
    [InlineData("qwen", "PostToolBatch", "\"tool_calls\":[REFUSED,RAN]", SessionActivity.Working)]
    [InlineData("opencode", "tool.failed", "\"error\":\"REJECTED\"", SessionActivity.Working)]
    public async Task Waits_no_more_when_it_tells_that_the_person_refused(
        string agent,
        string name,
        string fields,
        SessionActivity then
    )
    {
        await Begin(agent);
        if (agent != "qwen")
            await Call(agent, "one");
        await Ask(agent, "one");
        await Standing(SessionActivity.Waiting);
        const string Rejected = "The user rejected permission to use this specific tool call.";
        const string Batched = """{"tool_name":"run_shell_command","tool_input":{},"tool_call_id":"call_""";
        var told = fields
            .Replace("REFUSED", Batched + "9\",\"status\":\"cancelled\"}", StringComparison.Ordinal)
            .Replace("REJECTED", Rejected, StringComparison.Ordinal)
            .Replace("RAN", Batched + "8\",\"status\":\"success\"}", StringComparison.Ordinal);

        await Tell(agent, name, agent == "opencode" ? $"{Fields(agent, "one")},{told}" : told);

        await Standing(then);
    }

    [Theory]
    [InlineData(
        "gemini",
        "transcript_path",
        """{"type":"info","content":"Request cancelled."}""",
        """{"type":"user","content":[{"text":"<session_context>\n</session_context>"},{"text":"do it"}]}""",
        SessionActivity.Failed
    )]
    [InlineData(
        "copilot",
        "transcriptPath",
        """{"type":"permission.completed","timestamp":"2026-11-30T10:54Z","data":{"result":{"kind":"cancelled"}}}""",
        """{"type":"abort","data":{"reason":"user_initiated"},"timestamp":"2026-11-30T10:54:45Z"}""",
        SessionActivity.Failed
    )]
    [InlineData(
        "copilot",
        "transcriptPath",
        """{"type":"permission.completed","timestamp":"2026-11-30T10:54Z","data":{"result":{"kind":"denied-by"}}}""",
        """{"type":"permission.requested","data":{},"timestamp":"2026-11-30T10:54:46Z"}""",
        SessionActivity.Working
    )]
    public async Task Waits_no_more_when_it_has_written_down_that_the_person_refused(
        string agent,
        string field,
        string refused,
        string more,
        SessionActivity then
    )
    {
        using var scratch = new Client.ScratchFolder();
        var record = $"{scratch.Path}/session.jsonl";
        await File.WriteAllTextAsync(record, "{\"type\":\"user\",\"content\":[{\"text\":\"do it\"}]}\n");
        await Begin(agent);
        await Call(agent, "one");
        await Ask(agent, "one", $",\"{field}\":\"{record}\"");
        await Standing(SessionActivity.Waiting);

        await File.AppendAllTextAsync(record, $"{refused}\n{more}\n");

        await Standing(then);
        // The silo looks at it no more.
        await Tell(agent, agent == "gemini" ? "SessionEnd" : "sessionEnd", "\"reason\":\"exit\"");
    }

    [Fact]
    public async Task Waits_no_more_for_what_a_busy_brain_was_told_later()
    {
        using var scratch = new Client.ScratchFolder();
        var record = $"{scratch.Path}/session.jsonl";
        await File.WriteAllTextAsync(record, "{\"type\":\"user\",\"content\":[{\"text\":\"do it\"}]}\n");
        await Begin("gemini");
        await Call("gemini", "one");
        const string Asked = "\"notification_type\":\"ToolPermission\"";
        var then = DateTimeOffset.UtcNow;
        await Tell("gemini", "Notification", $"{Asked},\"transcript_path\":\"{record}\"", then);
        await Standing(SessionActivity.Working);

        await File.AppendAllTextAsync(record, """{"type":"info","content":"Request cancelled."}""" + "\n");

        await Standing(SessionActivity.Failed);
    }

    [Theory]
    [InlineData("gemini", "Notification", "\"notification_type\":\"Other\"")]
    [InlineData("copilot", "notification", "\"notification_type\":\"shell_completed\"")]
    [InlineData("copilot", "permissionRequest", "\"toolName\":\"bash\",\"toolInput\":{\"command\":\"one\"}")]
    public async Task Does_not_wait_when_it_tells_something_else(string agent, string name, string fields)
    {
        await Begin(agent);
        await Call(agent, "one");

        await Tell(agent, name, fields);

        await Standing(SessionActivity.Working);
    }

    private Task Begin(string agent) =>
        Tell(
            agent,
            agent switch
            {
                "gemini" => "BeforeAgent",
                "copilot" => "userPromptSubmitted",
                "opencode" => "chat.message",
                _ => "UserPromptSubmit",
            },
            "\"prompt\":\"do it\""
        );

    private Task Call(string agent, string line)
    {
        _call++;
        return Tell(
            agent,
            agent switch
            {
                "gemini" => "BeforeTool",
                "copilot" => "preToolUse",
                "opencode" => "tool.execute.before",
                _ => "PreToolUse",
            },
            Fields(agent, line)
        );
    }

    private Task Over(string agent, string line) =>
        Tell(
            agent,
            agent switch
            {
                "gemini" => "AfterTool",
                "copilot" => "postToolUse",
                "opencode" => "tool.execute.after",
                _ => "PostToolUse",
            },
            Fields(agent, line)
        );

    private Task Ask(string agent, string line, string more = "") =>
        agent switch
        {
            "gemini" => Tell(agent, "Notification", $"\"notification_type\":\"ToolPermission\"{more}"),
            "copilot" => Tell(agent, "notification", $"\"notification_type\":\"permission_prompt\"{more}"),
            "opencode" => Tell(agent, "permission.asked", Fields(agent, line)),
            // Neither says which call.
            _ => Tell(agent, "PermissionRequest", Fields(agent, line).Split(",\"tool_use_id\"")[0]),
        };

    // As ids of calls look in earnest.
    private string Fields(string agent, string line)
    {
        var input = $$"""{"command":"{{line}}"}""";
        return agent switch
        {
            "gemini" or "qwen" =>
                $"\"tool_name\":\"run_shell_command\",\"tool_input\":{input},\"tool_use_id\":\"call_{_call}\"",
            "copilot" => $"\"toolName\":\"bash\",\"toolArgs\":{input}",
            "opencode" => $"\"tool\":\"bash\",\"args\":{input},\"callId\":\"call_{_call}\"",
            _ => $"\"tool_name\":\"Bash\",\"tool_input\":{input},\"tool_use_id\":\"toolu_01A09q90qw90lq917835{_call}\"",
        };
    }

    private string Moment(string agent)
    {
        _moment++;
        return agent switch
        {
            "copilot" => $"\"timestamp\":{_moment},",
            "gemini" => $"\"timestamp\":\"{_moment}\",",
            _ => "",
        };
    }

    // What the spool tells has its moment.
    private async Task Tell(string agent, string name, string fields, DateTimeOffset? at = null)
    {
        var body = $$"""
            {"session_id":"{{_session}}","sessionId":"{{_session}}","hook_event_name":"{{name}}","event":"{{name}}",
            "cwd":"/p",{{Moment(agent)}}"prompt_id":"{{_session}}","turn_id":"{{_session}}","messageId":"m1",
            {{(fields.Length == 0 ? "\"more\":1" : fields)}} }
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{agent}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Brain-Event", Convert.ToBase64String(Encoding.UTF8.GetBytes(name)));
        if (at is { } moment)
            request.Headers.Add("Brain-Event-At", $"{moment:O}");
        using var answer = await silo.Socket.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    // A call that is about to run is written a little after its hook was answered.
    private async Task<SessionStandings> Standing(SessionActivity wanted)
    {
        var store = silo.Services.GetRequiredService<DashboardStore>();
        var end = DateTime.UtcNow + TimeSpan.FromMinutes(2);
        while (true)
        {
            var card = (await store.Live(CancellationToken.None)).Single(one => one.Id == _session);
            var seen = SessionStandings.Of(card, DateTimeOffset.UtcNow);
            if (seen.Activity == wanted)
                return seen;
            Assert.True(DateTime.UtcNow < end, $"{seen} in the place of {wanted}");
            await Task.Delay(50);
        }
    }
}

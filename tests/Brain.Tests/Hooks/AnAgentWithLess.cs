using System.Net;
using System.Text;
using System.Text.Json;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks;
using Brain.Silo.Hooks.Copilot;
using Brain.Silo.Hooks.Gemini;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Hooks;

/// <summary>An agent that shows no message, gives calls no ids, or tells nothing of a call that was refused.</summary>
public sealed class AnAgentWithLess(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly Guid _session = Guid.NewGuid();

    private int _moment;

    [Fact]
    public async Task Says_the_limits_of_a_hard_session_once_with_the_first_answer_that_it_shows()
    {
        Assert.DoesNotContain("limits", await Copilot("sessionStart", """ "source":"new" """, hard: true));

        var first = await Copilot("userPromptSubmitted", """ "prompt":"mend the till" """, hard: true);
        var second = await Copilot("userPromptSubmitted", """ "prompt":"mend it now" """, hard: true);

        Assert.Contains("this session is hard, and here that has limits: Copilot CLI", first);
        Assert.Contains("$purpose", first);
        Assert.Contains("block", second);
        Assert.DoesNotContain("limits", second);
    }

    [Fact]
    public async Task Says_them_with_the_answer_to_a_command_too()
    {
        await Copilot("sessionStart", """ "source":"new" """, hard: true);

        var answer = await Copilot("userPromptSubmitted", """ "prompt":"$purpose mend the till" """, hard: true);

        Assert.Contains("\"handled\":true", answer);
        Assert.Contains("here that has limits", answer);
    }

    [Fact]
    public async Task Has_a_call_that_it_never_comes_back_to_closed_with_its_turn()
    {
        await Gemini("BeforeAgent", """ "prompt":"look" """);
        await Gemini("BeforeTool", Ls("one"));
        await Gemini("BeforeTool", Ls("two"));
        await Gemini("AfterTool", Ls("two"));

        await Gemini("AfterAgent", """ "prompt_response":"done" """);

        Assert.Equal(["one | denied", "two | ok"], await Lines("target, status from v2.tool_calls", "order by 1"));
    }

    [Fact]
    public async Task Has_its_sub_agents_calls_left_open_when_a_turn_ends()
    {
        await Copilot("userPromptSubmitted", """ "prompt":"look" """);
        await Copilot(
            "subagentStart",
            $"\"agentId\":\"a1\",\"parentAgentId\":\"{_session}\",\"agentName\":\"helper\""
        );
        await Copilot(
            "preToolUse",
            $$"""
            "toolName":"bash","toolArgs":{"command":"ls"},"agentId":"a1","parentAgentId":"{{_session}}"
            """
        );

        await Copilot("agentStop", """ "stopReason":"end_turn" """);

        Assert.Equal(["started | a1"], await Lines("status, agent_id from v2.tool_calls"));
    }

    [Fact]
    public async Task Has_its_answer_when_its_record_has_it_after_the_next_prompt_too()
    {
        var folder = Directory.CreateDirectory(Path.Combine(silo.Settings.Home, "session-state", $"{_session}"));
        var record = Path.Combine(folder.FullName, "events.jsonl");
        await Copilot("userPromptSubmitted", """ "prompt":"look" """);
        await Copilot("agentStop", $"\"transcriptPath\":\"{record}\"");
        await Copilot("userPromptSubmitted", """ "prompt":"go on" """);

        // What stands there was answered before, at the moment of the stop, and after the next prompt.
        await File.WriteAllTextAsync(
            record,
            """
            {"type":"assistant.message","data":{"content":"Before."},"timestamp":"1970-01-01T00:00:00.000Z"}
            {"type":"user.message","data":{"content":"look"},"timestamp":"1970-01-01T00:00:00.001Z"}
            {"type":"assistant.message","data":{"content":"Looked."},"timestamp":"1970-01-01T00:00:00.002Z"}
            {"type":"user.message","data":{"content":"go on"},"timestamp":"1970-01-01T00:00:00.003Z"}
            {"type":"assistant.message","data":{"content":"Went on."},"timestamp":"1970-01-01T00:00:00.004Z"}

            """
        );

        var end = DateTime.UtcNow + TimeSpan.FromMinutes(2);
        var turns = await Lines("turn_num, assistant_response from v2.turns", "order by 1");
        for (; !turns.Contains("1 | Looked.") && DateTime.UtcNow < end; await Task.Delay(50))
            turns = await Lines("turn_num, assistant_response from v2.turns", "order by 1");
        Assert.Equal(["1 | Looked.", "2 | "], turns);
    }

    [Fact]
    public async Task Is_not_taken_to_say_what_it_answered_before()
    {
        var folder = Directory.CreateDirectory(Path.Combine(silo.Settings.Home, "session-state", $"{_session}"));
        var record = Path.Combine(folder.FullName, "events.jsonl");
        await File.WriteAllTextAsync(
            record,
            """
            {"type":"assistant.message","data":{"content":"Before."},"timestamp":"1970-01-01T00:00:00.000Z"}

            """
        );
        await Copilot("userPromptSubmitted", """ "prompt":"look" """);

        await Copilot("agentStop", $"\"transcriptPath\":\"{record}\"");

        Assert.Equal(["1 | "], await Lines("turn_num, assistant_response from v2.turns"));
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("copilot")]
    public async Task Has_the_result_of_a_call_that_began_before_a_restart(string agent)
    {
        const string Of = """ "toolName":"bash","toolArgs":{"command":"ls"} """;
        if (agent == "gemini")
        {
            await Gemini("BeforeAgent", """ "prompt":"look" """);
            await Gemini("BeforeTool", Ls("ls"));
        }
        else
        {
            await Copilot("userPromptSubmitted", """ "prompt":"look" """);
            await Copilot("preToolUse", Of);
        }

        // Another silo's, or this one's after it was started again: it remembers no call.
        IAgentAdapter adapter = agent == "gemini" ? new GeminiHook() : new CopilotHook(silo.Settings);
        var read = adapter.Read(
            Encoding.UTF8.GetBytes(
                agent == "gemini" ? GeminiBody("AfterTool", Ls("ls")) : CopilotBody(Of)
            ),
            "postToolUse"
        );
        await silo
            .Services.GetRequiredService<HookDispatcher>()
            .Answer(read.Event, new() { Caller = new(agent) { Session = read.Event.SessionId } });

        Assert.Equal(["ls | ok"], await Lines("target, status from v2.tool_calls"));
    }

    [Fact]
    public async Task Is_asked_before_each_request_of_its_model()
    {
        await Gemini("BeforeAgent", """ "prompt":"look" """);
        await Gemini("BeforeAgent", """ "prompt":"/budget 1000" """);
        Assert.Equal("{}", await Gemini("BeforeModel", """ "llm_request":{"model":"gemini-x"} """));
        await silo
            .Grains.GetGrain<ISessionGrain>(_session)
            .Count(
                new UsageFound([
                    new()
                    {
                        MessageId = $"m {_session}",
                        Model = "gemini-x",
                        At = DateTimeOffset.UtcNow,
                        Input = 2_000,
                    },
                ])
            );

        var answer = JsonSerializer.Deserialize<JsonElement>(
            await Gemini("BeforeModel", """ "llm_request":{"model":"gemini-x"} """)
        );

        Assert.Equal("deny", answer.GetProperty("decision").GetString());
        Assert.StartsWith("The token budget", answer.GetProperty("reason").GetString());
    }

    // Nothing was told of what it used but its own record, which is looked at before the request.
    [Fact]
    public async Task Is_held_to_what_its_record_says_before_each_request()
    {
        var chats = Directory.CreateDirectory(Path.Combine(silo.Settings.Home, $"{_session}", "chats")).FullName;
        var chat = Path.Combine(chats, "session-2026-11-28T15-36-2fd3ee5c.jsonl");
        var named = $"\"transcript_path\":\"{chat}\"";
        await Gemini("BeforeAgent", $"\"prompt\":\"look\",{named}");
        await Gemini("BeforeAgent", $"\"prompt\":\"/budget 1000\",{named}");
        await File.WriteAllTextAsync(
            chat,
            $$"""{"id":"m-{{_session}}","type":"gemini","model":"gemini-x","tokens":{"input":2000,"output":7} }"""
                + "\n"
        );

        Assert.Contains("deny", await Gemini("BeforeModel", $"\"llm_request\":{{}},{named}"));
    }

    private static string Ls(string command) =>
        $$"""
        "tool_name":"run_shell_command","tool_input":{"command":"{{command}}"}
        """;

    private string Moment() => $"2026-11-28T15:50:{++_moment:00}.000Z";

    private string GeminiBody(string name, string fields) =>
        $"{{\"session_id\":\"{_session}\",\"hook_event_name\":\"{name}\",\"timestamp\":\"{Moment()}\","
        + $"\"cwd\":\"/p\",{fields}}}";

    private string CopilotBody(string fields) =>
        $"{{\"sessionId\":\"{_session}\",\"timestamp\":{++_moment},\"cwd\":\"/p\",{fields}}}";

    private Task<string> Gemini(string name, string fields) => Post("gemini", GeminiBody(name, fields), null, false);

    private Task<string> Copilot(string name, string fields, bool hard = false) =>
        Post("copilot", CopilotBody(fields), name, hard);

    private async Task<string> Post(string agent, string body, string? named, bool hard)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{agent}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (named is not null)
            request.Headers.Add("Brain-Event", Convert.ToBase64String(Encoding.UTF8.GetBytes(named)));
        if (hard)
            request.Headers.Add("Brain-Hard", "1");
        using var answer = await silo.Socket.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    private Task<string[]> Lines(string what, string order = "") =>
        silo.Postgres.Lines($"select {what} where session_id = '{_session}' {order}");
}

using System.Text;
using System.Text.Json;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.Qwen;

namespace Brain.Tests.Hooks;

/// <summary>All calls of one answer of Qwen Code's model, of which some are told of by nothing else.</summary>
public sealed class ABatchOfQwens(SiloFixture silo) : IClassFixture<SiloFixture>
{
    // As Qwen Code 0.24.4 tells of a tool that it has not.
    private const string NoTool =
        """
        {"tool_name":"no_such_tool","tool_input":{},"tool_use_id":"c1","tool_call_id":"c1","status":"error",
        "tool_response":{"error":"Tool \"no_such_tool\" not found in registry.","error_type":"tool_not_registered",
        "execution_status":"not_started","content_length":155}}
        """;

    private const string NoArguments =
        """
        {"tool_name":"write_file","tool_input":{"content":"a"},"tool_use_id":"c2","tool_call_id":"c2","status":"error",
        "tool_response":{"error":"params must have required property 'file_path'","error_type":"invalid_tool_params",
        "execution_status":"not_started"}}
        """;

    private const string Denied =
        """
        {"tool_name":"run_shell_command","tool_input":{"command":"ls"},"tool_call_id":"c3","status":"error",
        "tool_response":{"error":"Not here.","error_type":"execution_denied","execution_status":"not_started"}}
        """;

    // It ran, which its own event has told.
    private const string Failed =
        """
        {"tool_name":"run_shell_command","tool_input":{"command":"ls"},"tool_call_id":"c4","status":"error",
        "tool_response":{"error":"Exit Code: 3","error_type":"shell_execute_error","execution_status":"error"}}
        """;

    private readonly Guid _session = Guid.NewGuid();

    [Fact]
    public async Task Tells_of_calls_that_failed_before_any_hook_was_asked()
    {
        await Post("UserPromptSubmit", """ "prompt":"look" """);

        var first = await Post("PostToolBatch", $"\"tool_calls\":[{NoTool}]");
        await Post("PostToolBatch", $"\"tool_calls\":[{NoArguments}]");

        Assert.Contains("additionalContext", first);
        Assert.Equal(
            [
                "no_such_tool | errored | Tool \"no_such_tool\" not found in registry.",
                "write_file | errored | params must have required property 'file_path'",
            ],
            await Lines("tool_name, status, error from v2.tool_calls")
        );
    }

    [Fact]
    public async Task Tells_at_once_of_a_call_that_another_hook_refused()
    {
        await Post("UserPromptSubmit", """ "prompt":"look" """);
        await Post(
            "PreToolUse",
            """ "tool_name":"run_shell_command","tool_input":{"command":"ls"},"tool_call_id":"c3" """
        );

        await Post("PostToolBatch", $"\"tool_calls\":[{Denied}]");

        Assert.Equal(["run_shell_command | denied"], await Lines("tool_name, status from v2.tool_calls"));
        Assert.Equal(["open"], await Lines("case when ended_at is null then 'open' end from v2.turns"));
    }

    [Fact]
    public void Tells_of_no_call_that_ran() =>
        Assert.Equal(EventKind.Unknown, Read($"\"tool_calls\":[{Failed}]").Kind);

    // Its own words for an end hide what the calls came to, and end nothing.
    [Theory]
    [InlineData(null, "The budget is used up.")]
    [InlineData("Look at it.", "The budget is used up.\nLook at it.")]
    public void Is_told_with_its_result_that_nothing_more_may_be_done(string? context, string told)
    {
        var answer = SessionAnswer.Block("The budget is used up.") with { Context = context };

        var written = Encoding.UTF8.GetString(
            new QwenHook().Write(answer, Read($"\"tool_calls\":[{Denied}]")).Span
        );

        using var json = JsonDocument.Parse(written);
        var only = Assert.Single(json.RootElement.EnumerateObject());
        Assert.Equal("hookSpecificOutput", only.Name);
        Assert.Equal(told, only.Value.GetProperty("additionalContext").GetString());
    }

    private HookEvent Read(string fields) =>
        new QwenHook().Read(Encoding.UTF8.GetBytes(Body("PostToolBatch", fields)), null).Event;

    private string Body(string name, string fields) =>
        $$"""
        {"session_id":"{{_session}}","hook_event_name":"{{name}}","cwd":"/tmp",
        "prompt_id":"{{_session}}########0",{{fields}} }
        """;

    private async Task<string> Post(string name, string fields)
    {
        using var answer = await silo.Socket.PostAsync(
            "/hooks/qwen",
            new StringContent(Body(name, fields), Encoding.UTF8, "application/json")
        );
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    private Task<string[]> Lines(string what) =>
        silo.Postgres.Lines($"select {what} where session_id = '{_session}' order by 1");
}

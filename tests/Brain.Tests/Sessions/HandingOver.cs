using System.Text.Json;
using Brain.Domain.Sessions;

namespace Brain.Tests.Sessions;

public sealed class HandingOver(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Tells_what_it_is_for_where_it_stands_and_what_was_refused_and_failed()
    {
        var session = Guid.NewGuid();
        await Hear(session, "SessionStart", """ "source":"startup","cwd":"/p" """);
        await Hear(session, "UserPromptSubmit", Prompt("mend the till", 1));
        await Hear(session, "PreToolUse", Call("t1", "make test", 1));
        await Hear(
            session,
            "PostToolUseFailure",
            $$"""{{Call("t1", "make test", 1)}},"error":"no rule to make target test" """
        );
        await Hear(session, "Stop", Said("The test has no target.", 1));

        var brief = await silo.Socket.GetStringAsync($"/sessions/{session}/brief");

        Assert.Contains("Purpose: mend the till", brief);
        Assert.Contains("asked last, turn 1: mend the till", brief);
        Assert.Contains("The test has no target.", brief);
        Assert.Contains("make test -> no rule to make target test", brief);
    }

    [Fact]
    public void Is_never_longer_than_another_agent_should_read()
    {
        var much = new string('x', 10_000);
        var brief = new SessionBrief
        {
            SessionId = new(Guid.NewGuid()),
            Mode = default,
            Purpose = much,
            Turns = [.. Enumerable.Range(1, 50).Select(turn => new BriefTurn(turn, "ok", much, much, null))],
            Failed = [.. Enumerable.Range(1, 50).Select(_ => new BriefCall("Bash", much, much))],
        };

        Assert.InRange(brief.ToText().Length, 1_000, SessionBrief.CharsMax);
    }

    [Fact]
    public async Task Knows_no_session_that_is_not_there()
    {
        using var answer = await silo.Socket.GetAsync($"/sessions/{Guid.NewGuid()}/brief");

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static string Prompt(string text, int turn) =>
        $"\"prompt\":{JsonSerializer.Serialize(text)},\"prompt_id\":\"{Turn(turn)}\"";

    private static string Said(string text, int turn) =>
        $"\"last_assistant_message\":{JsonSerializer.Serialize(text)},\"prompt_id\":\"{Turn(turn)}\"";

    private static string Call(string id, string command, int turn) =>
        $$"""
        "tool_name":"Bash","tool_use_id":"{{id}}","prompt_id":"{{Turn(turn)}}","tool_input":{"command":"{{command}}"}
        """;

    private static Guid Turn(int turn) => new(turn, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]);

    private async Task Hear(Guid session, string name, string fields) =>
        await silo.Hook($"{{\"session_id\":\"{session}\",\"hook_event_name\":\"{name}\",{fields}}}");
}

using System.Net;
using System.Text;
using System.Text.Json;
using Brain.Cli.Sessions;
using Brain.Client.Hooks;
using Brain.Messages;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

public sealed class AStatusLine(SiloFixture silo) : IClassFixture<SiloFixture>
{
    // As Claude Code 2.1.330 sent it, with the limits of an account as its documentation has them.
    private const string Sent = """
        {"session_id":"08e91e96-a464-4f2e-8436-5a4def07c36c","cwd":"/home/user/project4","effort":{"level":"medium"},
        "model":{"id":"claude-opus-5-5","display_name":"Opus 5.5"},"workspace":{"added_dirs":[]},
        "cost":{"total_cost_usd":0.0119894,"total_duration_ms":8374},"context_window":{"total_input_tokens":16712,
        "current_usage":{"input_tokens":5,"used_percentage":77},"used_percentage":2,"remaining_percentage":98},
        "rate_limits":{"five_hour":{"used_percentage":23.5,"resets_at":1738425600},
        "seven_day":{"used_percentage":41.2,"resets_at":1738857600}},"thinking":{"enabled":true}}
        """;

    [Fact]
    public void Reads_what_the_agent_sends()
    {
        var input = StatusLineInput.Read(Encoding.UTF8.GetBytes(Sent));

        Assert.Equal(
            new()
            {
                Session = new(Guid.Parse("08e91e96-a464-4f2e-8436-5a4def07c36c")),
                Model = "Opus 5.5",
                CostUsd = 0.0119894m,
                ContextPercent = 2,
                FiveHourPercent = 23.5,
                SevenDayPercent = 41.2,
            },
            input
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("{\"session_id\":7,\"cost\":[1]}")]
    [InlineData("[[[[[{\"session_id\":\"x\"}]]]]]")]
    [InlineData("{\"session_id\":\"\\ud800\"")]
    public void Reads_nothing_out_of_garbage(string sent) =>
        Assert.Null(StatusLineInput.Read(Encoding.UTF8.GetBytes(sent)).Session);

    [Fact]
    public async Task Tells_purpose_mode_and_budget()
    {
        var id = Guid.NewGuid();
        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp/{{id}}"}"""
        );
        await Tell(id, "purpose", """{"purpose":"port the parser"}""");
        await Tell(id, "mode", """{"mode":"sparring"}""");
        await Tell(id, "budget", """{"tokens":200000}""");

        var line = await Line(id);

        Assert.Equal("port the parser · sparring · 0/200k tokens", StatusLineText.Segment(line));
        Assert.Equal(
            "port the parser · sparring · 0/200k tokens · $0.01 · 5h 24% · 7d 41%",
            StatusLineText.Whole(line, StatusLineInput.Read(Encoding.UTF8.GetBytes(Sent)))
        );
    }

    [Fact]
    public async Task Tells_drift_of_this_purpose_alone_and_what_waits()
    {
        var id = Guid.NewGuid();
        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp/{{id}}"}"""
        );
        await Tell(id, "purpose", """{"purpose":"port the parser"}""");
        await silo.Postgres.Run(
            $$$"""
            insert into brain.drift_levels (session_id, level)
            values ('{{{id}}}', '{"purpose": "port the parser", "ai": {"smoothed": 0.61, "row": 1, "since": 1},
              "user": {"smoothed": 0.2, "row": 0, "since": 0}, "open": {"turn": 1}}')
            on conflict (session_id) do update set level = excluded.level
            """
        );
        await silo.Postgres.Run(
            $"""
            insert into v2.learnings (project_path, project_key, kind, text, status)
            select project_path, project_key, 'fact', 'one ' || n, 'unreviewed' from v2.sessions, generate_series(1, 120) n
            where id = '{id}'
            """
        );

        Assert.Equal(
            "port the parser · execution · 0 tokens · drift 0.6 · the Cop asks · 99 to review",
            StatusLineText.Segment(await Line(id))
        );
        await Tell(id, "purpose", """{"purpose":"another"}""");
        Assert.StartsWith("another · execution · 0 tokens · 99", StatusLineText.Segment(await Line(id)));
    }

    [Fact]
    public async Task Of_no_session_is_none()
    {
        using var answer = await silo.Socket.GetAsync($"/sessions/{Guid.NewGuid()}/status-line");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task Tell(Guid id, string what, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await silo.Socket.PostAsync($"/sessions/{id}/{what}", body);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<StatusLine> Line(Guid id) =>
        JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/sessions/{id}/status-line"),
            MessagesJson.Default.StatusLine
        )!;
}

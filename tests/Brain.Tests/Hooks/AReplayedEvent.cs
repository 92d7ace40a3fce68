using System.Net;

namespace Brain.Tests.Hooks;

public sealed class AReplayedEvent(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string _id = Guid.NewGuid().ToString();
    private readonly string _prompt = Guid.NewGuid().ToString();

    [Fact]
    public async Task Is_written_at_its_own_time_and_once()
    {
        var delivery = Guid.NewGuid();
        for (var time = 0; time < 3; time++)
            await Say("""UserPromptSubmit","prompt":"hello""", delivery, Then, prompt: false);

        Assert.Equal(
            [$"1 | hello | {Then.UtcDateTime}"],
            await Lines("select turn_num, user_message, started_at from v2.turns where session_id = '{0}'")
        );
        Assert.Equal(["1"], await Lines("select count(*) from brain.replayed where session_id = '{0}'"));
    }

    [Fact]
    public async Task Counts_once_across_a_restart()
    {
        // Agents that do not number their prompts give a repeat no key of its own: here only the delivery's id tells.
        var delivery = Guid.NewGuid();
        await Say("""UserPromptSubmit","prompt":"hello""", delivery, Then, prompt: false);
        await Say("Stop", Guid.NewGuid(), Then.AddMinutes(1), prompt: false);
        await silo.Sleep();
        await silo.Wake();

        Assert.Equal(
            (HttpStatusCode.OK, "{}"),
            await Say("""UserPromptSubmit","prompt":"hello""", delivery, Then, prompt: false)
        );

        Assert.Equal(["1 | ok"], await Lines("select turn_num, status from v2.turns where session_id = '{0}'"));
    }

    [Fact]
    public async Task Counts_once_when_it_comes_many_times_at_once()
    {
        var delivery = Guid.NewGuid();

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Say("""UserPromptSubmit","prompt":"hello""", delivery, Then, prompt: false))
        );

        Assert.Equal(["1"], await Lines("select count(*) from v2.turns where session_id = '{0}'"));
    }

    [Fact]
    public async Task Never_happens_in_the_future()
    {
        await Say("""UserPromptSubmit","prompt":"hello""", Guid.NewGuid(), DateTimeOffset.UtcNow.AddYears(1));

        Assert.Equal(
            ["True"],
            await Lines("select started_at <= clock_timestamp() from v2.turns where session_id = '{0}'")
        );
    }

    [Fact]
    public async Task Makes_its_late_first_try_do_nothing()
    {
        var start = Guid.NewGuid();
        await Say("""SessionStart","source":"startup""", start, Then);
        await Say("""UserPromptSubmit","prompt":"hello""", Guid.NewGuid());

        // The try that got no answer in time arrives only now; a start would cut the open turn off.
        Assert.Equal((HttpStatusCode.OK, "{}"), await Say("""SessionStart","source":"startup""", start));

        Assert.Equal([" | "], await Lines("select ended_at, error_note from v2.turns where session_id = '{0}'"));
    }

    [Fact]
    public async Task Does_nothing_when_its_first_try_was_heard()
    {
        var start = Guid.NewGuid();
        await Say("""SessionStart","source":"startup""", start);
        await Say("""UserPromptSubmit","prompt":"hello""", Guid.NewGuid());

        Assert.Equal((HttpStatusCode.OK, "{}"), await Say("""SessionStart","source":"startup""", start, Then));

        Assert.Equal([" | "], await Lines("select ended_at, error_note from v2.turns where session_id = '{0}'"));
    }

    [Fact]
    public async Task Refuses_nothing_in_hindsight()
    {
        await Say("""UserPromptExpansion","command_name":"mode","command_args":"sparring""", Guid.NewGuid());
        await Say("""PreToolUse","tool_name":"Write","tool_use_id":"t1""", Guid.NewGuid(), Then);
        await Say("""PostToolUse","tool_name":"Write","tool_use_id":"t1""", Guid.NewGuid(), Then);

        Assert.Equal(["ok"], await Lines("select status from v2.tool_calls where session_id = '{0}'"));
        Assert.Equal(
            ["0"],
            await Lines("select count(*) from v2.decisions where session_id = '{0}' and event = 'PreToolUse'")
        );
    }

    [Fact]
    public async Task Is_a_turn_even_where_it_would_have_been_refused()
    {
        await silo.Hook(Json("""SessionStart","source":"startup"""), with: request =>
            request.Headers.Add("Brain-Hard", "1")
        );

        await Say("""UserPromptSubmit","prompt":"said while nobody listened""", Guid.NewGuid(), Then);

        Assert.Equal(
            ["said while nobody listened"],
            await Lines("select user_message from v2.turns where session_id = '{0}'")
        );
    }

    [Fact]
    public async Task Does_what_a_command_said()
    {
        await Say("""UserPromptSubmit","prompt":"/mode sparring""", Guid.NewGuid(), Then);
        await Say("""UserPromptExpansion","command_name":"mode","command_args":"sparring""", Guid.NewGuid(), Then);
        await Say("Stop", Guid.NewGuid(), Then);

        Assert.Equal(["sparring"], await Lines("select mode from v2.sessions where id = '{0}'"));
        Assert.Equal(["/mode sparring"], await Lines("select user_message from v2.turns where session_id = '{0}'"));
    }

    [Fact]
    public async Task Is_told_by_headers_and_never_by_the_agent()
    {
        await silo.Hook(
            Json(
                """UserPromptSubmit","at":"2001-01-01T00:00:00Z","event_id":"7d7f4d0e-0000-4000-8000-000000000001","prompt":"hello"""
            )
        );

        Assert.Equal(["True"], await Lines("select started_at > '2020-01-01' from v2.turns where session_id = '{0}'"));
    }

    [Fact]
    public async Task Is_not_heard_once_its_caller_gave_up()
    {
        var late = await silo.Hook(Json("UserPromptSubmit"), with: request =>
            request.Headers.Add("Brain-Until", "1000")
        );
        var timely = await silo.Hook(Json("UserPromptSubmit"), with: request =>
            request.Headers.Add("Brain-Until", DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds().ToString())
        );

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (late.Status, timely.Status));
        Assert.Equal(["1"], await Lines("select count(*) from v2.turns where session_id = '{0}'"));
    }

    [Fact]
    public async Task Leaves_live_events_without_a_row()
    {
        await Say("""UserPromptSubmit","prompt":"hello""", Guid.NewGuid());

        Assert.Equal(["0"], await Lines("select count(*) from brain.replayed where session_id = '{0}'"));
    }

    private Task<(HttpStatusCode Status, string Body)> Say(
        string text,
        Guid delivery,
        DateTimeOffset? at = null,
        bool prompt = true
    ) => silo.Hook(Json(text, prompt), with: request =>
        {
            request.Headers.Add("Brain-Event-Id", delivery.ToString());
            if (at is { } then)
                request.Headers.Add("Brain-Event-At", then.ToString("O"));
        });

    private string Json(string text, bool prompt = true) =>
        $$"""{"session_id":"{{_id}}",{{(prompt ? $"\"prompt_id\":\"{_prompt}\"," : "")}}"hook_event_name":"{{text}}"}""";

    private Task<string[]> Lines(string sql) => silo.Postgres.Lines(sql.Replace("{0}", _id, StringComparison.Ordinal));
}

using System.Text.Json;
using Brain.Tests.Pipelines;

namespace Brain.Acceptance;

/// <summary>
/// A message to people's ntfy while the silo is killed, for real, at each step of its way. The server is one that knows
/// no sequence_id, so that nothing but the outbox keeps people from seeing a message twice.
/// </summary>
public sealed class AMessageToPeople : IAsyncDisposable
{
    private readonly BrainFixture _brain = new();
    private FakeNtfyServer? _ntfy;

    public async ValueTask DisposeAsync()
    {
        _brain.TellOfAFailure();
        await _brain.DisposeAsync();
        if (_ntfy is not null)
            await _ntfy.DisposeAsync();
    }

    [Theory]
    [InlineData(NtfyTrouble.Hang, 2)]
    [InlineData(NtfyTrouble.HangAfterKeeping, 1)]
    public async Task Outlives_a_kill_before_its_answer(NtfyTrouble step, int published)
    {
        await Begin();
        _ntfy!.Next(step);
        var id = await Row();
        await _ntfy.Hanging();

        await _brain.KillHard();
        Assert.Equal("pending 1", await State(id));

        await GoOn();
        var state = await Sent(id);
        Assert.Equal($"sent 2 {Assert.Single(_ntfy.Seen)["id"]}", state);
        Assert.Equal((published, 1), (_ntfy.Published.Count, _ntfy.Polls.Count));
    }

    [Fact]
    public async Task Outlives_a_kill_before_its_answer_is_noted()
    {
        await Begin();
        _ntfy!.Next(NtfyTrouble.HangAfterKeeping);
        var id = await Row();
        await _ntfy.Hanging();
        await using (await _brain.Database.Lock("select from v2.notifications for update"))
        {
            _ntfy.Release();
            var noting = await Eventually.See(() => Waiting("count(*)"), count => count > 0);
            Assert.Equal(1, noting);

            await _brain.KillHard();
            // The server process would go on with what it was told, and note it after all.
            await Waiting("count(pg_terminate_backend(pid))");
        }

        Assert.Equal("pending 1", await State(id));
        await GoOn();
        var state = await Sent(id);
        Assert.Equal($"sent 2 {Assert.Single(_ntfy.Seen)["id"]}", state);
        Assert.Equal((1, 1), (_ntfy.Published.Count, _ntfy.Polls.Count));
    }

    [Fact]
    public async Task Outlives_a_kill_between_row_and_request()
    {
        await Begin();
        await _brain.KillHard();
        var id = await Row();
        // What a silo leaves that took the row and died: the kill can't be aimed between two statements of it.
        await _brain.Database.Query<int>("update v2.notifications set attempts = 1, tried_at = now() returning 1");

        await GoOn();

        var state = await Sent(id);
        Assert.Equal($"sent 2 {Assert.Single(_ntfy!.Seen)["id"]}", state);
    }

    [Fact]
    public async Task Is_not_sent_again_once_that_is_noted()
    {
        await Begin();
        var id = await Row();
        var state = await Sent(id);
        Assert.Equal($"sent 1 {Assert.Single(_ntfy!.Kept)["id"]}", state);

        await _brain.KillHard();
        await GoOn();
        // Another is sent by the silo that came back, and nothing else.
        Assert.StartsWith("sent 1", await Sent(await Row()), StringComparison.Ordinal);
        Assert.Equal((2, 0), (_ntfy.Published.Count, _ntfy.Polls.Count));
    }

    [Fact]
    public async Task Is_in_what_the_doctor_says()
    {
        BrainFixture.Require();
        await _brain.InitializeAsync();
        await Doctor("ok", "no server configured", mend: null);

        _ntfy = await FakeNtfyServer.Start();
        await Configure("""{ "server": "ntfy.sh" }""");
        await Doctor(
            "fail",
            "Nothing is sent to ntfy: \"server\" in \"ntfy\" of brain.json is something else",
            "mend what it says; brain.json is read again at once"
        );

        await Configure($$"""{ "server": "{{_ntfy.Url}}" }""");
        await Again();
        Assert.StartsWith("sent 1", await Sent(await Row()), StringComparison.Ordinal);
        await Doctor(
            "warn",
            $"{_ntfy.Url} · no topic: what a pipeline tells that names none waits.",
            "name a \"topic\" in \"ntfy\" of brain.json"
        );

        await Configure($$"""{ "server": "{{_ntfy.Url}}", "topic": "home" }""");
        await Doctor("ok", $"{_ntfy.Url} · 1 sent in 7 days", mend: null);

        _ntfy.RetryAfter = "3600";
        _ntfy.Next(NtfyTrouble.TooMany);
        var late = await Row();
        await Eventually.See(
            () => State(late),
            state => state == "pending 1 HTTP 429, \"limit reached: too many requests\"."
        );
        await Doctor("warn", "1 message waits. HTTP 429, \"limit reached: too many requests\".", "tries go on");

        // The server is left alone for an hour; a silo that starts does not know that.
        await Again();
        var wrong = await Row("docs");
        await Eventually.See(() => State(wrong), state => state.StartsWith("failed 1", StringComparison.Ordinal));
        await Doctor(
            "fail",
            "1 was given up in 7 days: HTTP 400, \"invalid request: topic name is not allowed\".",
            "not sent again"
        );
    }

    private async Task Begin()
    {
        BrainFixture.Require();
        await _brain.InitializeAsync();
        _ntfy = await FakeNtfyServer.Start();
        _ntfy.KnowsSequences = false;
        await Configure($$"""{ "server": "{{_ntfy.Url}}" }""");
        await Again();
    }

    // The configuration is looked at at every start at once, and every half minute.
    private async Task Again()
    {
        await _brain.StopGently();
        await _brain.Start();
    }

    private async Task GoOn()
    {
        await _brain.Database.Query<int>(
            "update v2.notifications set next_at = now() where status = 'pending' returning 1"
        );
        await _brain.Start();
    }

    private Task Configure(string words) =>
        File.WriteAllTextAsync(Path.Combine(_brain.Home, "brain.json"), $$"""{ "ntfy": {{words}} }""");

    private async Task<Guid> Row(string topic = "home") =>
        (
            await _brain.Database.Query<Guid>(
                """
                with run as (
                  insert into v2.pipeline_runs (pipeline_id, started_at, awaiting) select id, now(), 2 from v2.pipelines where name = 'groceries' returning id),
                broken as (
                  insert into v2.invariant_events (run_id, place, link, at, status) select id, 2, 'captured', now(), 'broken' from run returning id, run_id)
                insert into v2.notifications (event_id, topic, title, message)
                select id, $1, 'groceries is late', 'brain pipeline show ' || run_id from broken
                returning id
                """,
                topic
            )
        ).Single();

    private async Task<string> State(Guid id) =>
        (
            await _brain.Database.Query<string>(
                "select concat_ws(' ', status, attempts, remote_id, error) from v2.notifications where id = $1",
                id
            )
        ).Single();

    private Task<string> Sent(Guid id) =>
        Eventually.See(() => State(id), state => state.StartsWith("sent", StringComparison.Ordinal));

    private async Task<long> Waiting(string what) =>
        (
            await _brain.Database.Query<long>(
                $"select {what} from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
            )
        ).Single();

    private async Task Doctor(string state, string text, string? mend)
    {
        var run = await _brain.Client(["doctor", "--json"]);
        var finding = JsonDocument
            .Parse(run.Output)
            .RootElement.EnumerateArray()
            .Single(one => one.GetProperty("part").GetString() == "ntfy");
        Assert.Equal(state, finding.GetProperty("state").GetString(), ignoreCase: true);
        Assert.StartsWith(text, finding.GetProperty("text").GetString(), StringComparison.Ordinal);
        if (mend is null)
            Assert.False(finding.TryGetProperty("mend", out _));
        else
            Assert.Contains(mend, finding.GetProperty("mend").GetString(), StringComparison.Ordinal);
    }
}

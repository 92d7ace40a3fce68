using System.Net;
using System.Net.Http.Json;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Dashboard;
using Brain.Tests.Personas;
using Brain.Tests.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Dashboard;

/// <summary>What pages tell, as a browser is sent it.</summary>
public sealed class APageOfTheDashboard(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly ScreenlessBrowser _browser = new(silo);
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Shows_what_held_back_a_prompt_that_became_no_turn()
    {
        await _talk.Start();
        await _talk.Turn("the turn before it");
        await _talk.Command("budget", "1000");
        await Use(output: 2_000);
        Assert.Equal("block", (string?)(await _talk.Prompt("one more"))["decision"]);

        var page = await _browser.Page($"/app/sessions/{_talk.Id}");

        var held = page[page.IndexOf("id=\"turn-1\"", StringComparison.Ordinal)..];
        Assert.Contains("Decided outside of a turn", held, StringComparison.Ordinal);
        Assert.Contains("<code>budget.reached</code>", held, StringComparison.Ordinal);
        held = held[held.IndexOf("Decided from", StringComparison.Ordinal)..];
        Assert.Contains("1000", held, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_what_was_decided_outside_of_turns_once_and_where_it_belongs()
    {
        for (var turn = 1; turn <= 4; turn++)
            await _talk.Turn($"turn {turn}");
        await silo.Postgres.Run(
            $$"""
            insert into v2.decisions (session_id, event, event_key, decision, rule, rule_version, reason, inputs, decided_at)
            select session_id, 'UserPromptSubmit', 'before ' || turn_num, 'block', 'before.' || turn_num, '1', 'no', '{}'::jsonb,
              started_at - interval '1 microsecond' from v2.turns where session_id = '{{_talk.Id}}'
            union all select '{{_talk.Id}}', 'UserPromptSubmit', 'last', 'block', 'last', '1', 'no', '{}'::jsonb, now()
            """
        );
        var store = silo.Services.GetRequiredService<DashboardStore>();

        Assert.Equal("before.1 before.2 before.3 before.4 last", await Rules(new(null, 10), null));
        Assert.Equal("before.4 last", await Rules(new(null, 2), null));
        Assert.Equal("before.1 before.2 before.3", await Rules(new(3, 2), null));
        Assert.Equal("", await Rules(new(null, 10), DateTimeOffset.UtcNow.AddMinutes(-1)));
        var page = await _browser.Page($"/app/sessions/{_talk.Id}");
        int[] places =
        [
            .. "before.1 turn-1 before.2 turn-2 before.3 turn-3 before.4 turn-4 last".Split(' ').Select(mark =>
                page.IndexOf(
                    mark.StartsWith("turn", StringComparison.Ordinal) ? $"id=\"{mark}\"" : $"<code>{mark}</code>",
                    StringComparison.Ordinal
                )
            ),
        ];
        Assert.True(places[0] > 0);
        Assert.Equal(places.Order(), places);

        async Task<string> Rules(TurnsPage turns, DateTimeOffset? asOf) =>
            string.Join(
                ' ',
                (await store.Turnless(_talk.Id, turns, asOf, TestContext.Current.CancellationToken)).Shown.Select(one =>
                    one.Rule
                )
            );
    }

    [Fact]
    public async Task Tells_drift_as_the_status_line_does()
    {
        await _talk.Start();
        await _talk.Command("purpose", "port the parser");
        await silo.Postgres.Run(
            $$$"""
            insert into brain.drift_levels (session_id, level)
            values ('{{{_talk.Id}}}', '{"purpose": "port the parser", "ai": {"smoothed": 0.61}, "user": {"smoothed": 0.2}, "open": {"turn": 1}}')
            on conflict (session_id) do update set level = excluded.level
            """
        );
        Assert.Equal((0.61, true), await Drift());

        await _talk.Command("purpose", "another");

        Assert.Equal((0, false), await Drift());
    }

    [Fact]
    public async Task Counts_the_learnings_that_it_does_not_show()
    {
        await silo.Postgres.Run(
            """
            insert into v2.learnings (kind, text, status)
            select 'fact', state || ' ' || n, state from generate_series(1, 60) n, unnest(array['unreviewed', 'active']) state
            """
        );

        var page = await _browser.Page("/app/knowledge");

        Assert.Contains("<strong>60</strong> to review", page, StringComparison.Ordinal);
        Assert.Contains("and 10 more", page, StringComparison.Ordinal);
        Assert.Contains("Kept: 60", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_the_runs_that_it_does_not_show()
    {
        await silo.Define(DashboardScene.Pipeline.Replace("release", "many", StringComparison.Ordinal));
        await silo.Postgres.Run(
            """
            insert into v2.pipeline_runs (pipeline_id, subject, started_at, awaiting)
            select p.id, 'run ' || n, now(), 1 from v2.pipelines p, generate_series(1, 55) n where p.name = 'many'
            """
        );

        var page = await _browser.Page("/app/pipelines");

        Assert.Contains("<strong>55</strong> open", page, StringComparison.Ordinal);
        Assert.Contains("and 5 more", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_the_skills_that_it_does_not_show()
    {
        await silo.Postgres.Run(
            """
            insert into v2.skills (name, description, scope, host, root, source_path, front, body, body_hash, text_hash, files, bytes, scan_score)
            select 'skill-' || n, 'one of many', 'user', 'h', '/', '/home/me/.claude/skills/skill-' || n || '/SKILL.md', '', '# Notes',
              repeat('0', 64), repeat('0', 64), 2, 2400, 96 from generate_series(1, 310) n
            """
        );

        var page = await _browser.Page("/app/skills");

        Assert.Contains("<strong>310</strong> known", page, StringComparison.Ordinal);
        Assert.Contains("and 10 more", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Past_the_last_one_of_sessions_tells_how_many_there_are()
    {
        await _talk.Turn("one at least");

        var page = await _browser.Page("/app/sessions?page=900");

        Assert.Contains("There is no such page", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<strong>0</strong> found", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status=%00")]
    [InlineData("mode=%00")]
    [InlineData("status=nothing&mode=a'b")]
    public async Task Of_sessions_shows_all_where_a_filter_is_none(string query)
    {
        await _talk.Turn("one at least");

        Assert.Contains(_talk.Id.ToString(), await _browser.Page($"/app/sessions?{query}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_can_not_be_read_says_so_to_a_person()
    {
        // The silo is ready.
        await _talk.Start();
        await silo.Postgres.Run("alter table v2.pipeline_runs rename to runs_away");
        var (status, type, text) = await _browser.Ask("/app/pipelines");
        await silo.Postgres.Run("alter table v2.runs_away rename to pipeline_runs");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (status, type));
        Assert.Contains("The brain could not answer this: ", text, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measures_a_budget_in_dollars()
    {
        await _talk.Start();
        await _talk.Command("budget", "$5");
        await _talk.Turn("cheap");

        var now = await _browser.Page("/");
        var card = now[now.IndexOf($"id=\"s-{_talk.Id}\"", StringComparison.Ordinal)..];
        card = card[..card.IndexOf("</article>", StringComparison.Ordinal)];
        var page = await _browser.Page($"/app/sessions/{_talk.Id}");

        foreach (var shown in (string[])[card, page])
        {
            Assert.Contains(" of $5.00 used", shown, StringComparison.Ordinal);
            Assert.DoesNotContain(", no cap", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Has_who_stands_still_before_who_answered()
    {
        await _talk.Start();
        await _talk.Prompt("clean up");
        var input = new { command = "rm -rf build" };
        await _talk.Hook("PreToolUse", ("tool_name", "Bash"), ("tool_use_id", "toolu_x"), ("tool_input", input));
        await _talk.Hook("PermissionRequest", ("tool_name", "Bash"), ("tool_input", input));
        var answered = new ScriptedSession(silo, "/home/me/answered");
        await answered.Turn("and later");

        var page = await _browser.Page("/");

        var (asks, told) = (Place(page, _talk), Place(page, answered));
        Assert.True(asks > 0 && asks < told, $"{asks} and {told}");
    }

    private static int Place(string page, ScriptedSession of) =>
        page.IndexOf($"id=\"s-{of.Id}\"", StringComparison.Ordinal);

    private async Task<(double, bool)> Drift()
    {
        var store = silo.Services.GetRequiredService<DashboardStore>();
        var line = await silo.Socket.GetFromJsonAsync(
            $"/sessions/{_talk.Id}/status-line",
            Brain.Messages.MessagesJson.Default.StatusLine
        );
        var (head, card) = (
            (await store.Head(_talk.Id, null, TestContext.Current.CancellationToken))!,
            (await store.Live(TestContext.Current.CancellationToken)).Single(one => one.Id == _talk.Id)
        );
        Assert.Equal((line!.Drift, line.Checkpoint), (head.Drift, head.Checkpoint));
        Assert.Equal((line.Drift, line.Checkpoint), (card.Drift, card.Checkpoint));
        return (line.Drift, line.Checkpoint);
    }

    private Task Use(long output) =>
        silo.Grains.GetGrain<ISessionGrain>(_talk.Id)
            .Count(
                new UsageFound(
                    [
                        new()
                        {
                            MessageId = $"m{_talk.Id}",
                            Model = "claude-opus-5-5",
                            At = DateTimeOffset.UtcNow,
                            Output = output,
                        },
                    ]
                )
            );
}

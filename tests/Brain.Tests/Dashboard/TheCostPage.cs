using Brain.Tests.Personas;

namespace Brain.Tests.Dashboard;

public sealed class TheCostPage(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly ScreenlessBrowser _browser = new(silo);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Has_the_budgets_of_projects_that_used_nothing_or_little()
    {
        var config = Path.Combine(silo.Settings.Home, "brain.json");
        await File.WriteAllTextAsync(
            config,
            """
            {"budgets": {"day": "$150"}, "projects": [
              {"path": "/home/me/idle", "budgets": {"week": "$7"} },
              {"path": "/home/me/work", "budgets": {"week": "$9"} }]}
            """
        );
        Assert.Contains("the week on this project: /home/me/idle", await Page(), StringComparison.Ordinal);
        var page = await Page();
        Assert.Contains("$0 / $7.00", page, StringComparison.Ordinal);
        Assert.Contains("$0 / $150.00", page, StringComparison.Ordinal);

        // Sixteen projects that cost more than the one that the budget holds.
        foreach (var nth in Enumerable.Range(0, 17))
        {
            var talk = new ScriptedSession(silo, nth == 0 ? "/home/me/work/site" : $"/home/me/other{nth}");
            await talk.Start();
            await silo.Postgres.Run(
                $"""
                insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at)
                values ('{talk.Id}', '{talk.Id}', 'm', 'output', 1, {(nth == 0 ? 1 : 2)}, now())
                """
            );
        }

        page = await Page();
        Assert.Contains("the week on this project: /home/me/work/site", page, StringComparison.Ordinal);
        Assert.Contains("$1.00 / $9.00", page, StringComparison.Ordinal);
        Assert.DoesNotContain("project: /home/me/work<", page, StringComparison.Ordinal);
        Assert.Contains("$33.00 / $150.00", page, StringComparison.Ordinal);
        File.Delete(config);
    }

    [Fact]
    public async Task Says_when_more_was_done_for_nothing_than_it_adds_up()
    {
        var talk = new ScriptedSession(silo, "/home/me/wasteful");
        await talk.Turn("look at it");
        await silo.Postgres.Run(
            $"""
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            values ('{talk.Id}', 'w{talk.Id}', 'm', 'output', 1, 1, now() - interval '10 days');
            insert into v2.tool_calls (session_id, tool_use_id, tool_name, tool_kind, target, input_digest, started_at)
            select '{talk.Id}', f || ' ' || n, 'Read', 'read', '/' || f, repeat('0', 64), now()
            from generate_series(1, 2) n, generate_series(1, 250) f
            """
        );

        Assert.Contains("At least about", await Page(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_sessions_begun_within_a_minute_apart()
    {
        // Of UUIDs of version 7 the first digits are the time.
        var session = Guid.CreateVersion7();
        await silo.Postgres.Run(
            "insert into v2.sessions (id, project_path, started_at, status, budget_usd) "
                + $"values ('{session}', '/home/me/timed', now(), 'active', 3)"
        );

        Assert.Contains($"session {session.ToString()[..13]}: no purpose", await Page(), StringComparison.Ordinal);
        Assert.Equal(session.ToString()[..13], Brain.Dashboard.Figures.Session(session));
        Assert.Equal("0f6d0bf0", Brain.Dashboard.Figures.Session(Guid.Parse("0f6d0bf0-5d3c-4b8a-9d2e-6b1f7a2c4e51")));
    }

    private Task<string> Page() => _browser.Page("/app/cost");
}

using Brain.Tests.Personas;

namespace Brain.Tests.Dashboard;

/// <summary>Nothing was done for nothing here, so that all depends on what is known of servers.</summary>
public sealed class TheServersOnACostPage(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Were_all_called_only_where_telemetry_told_of_one()
    {
        using var browser = new ScreenlessBrowser(silo);
        var talk = new ScriptedSession(silo, "/home/me/frugal");
        await talk.Turn("look");
        await silo.Postgres.Run(
            $"""
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            values ('{talk.Id}', '{talk.Id}', 'm', 'output', 1, 1, now())
            """
        );

        var page = await browser.Page("/app/cost");
        Assert.Contains("without telemetry nobody knows which servers were connected", page, StringComparison.Ordinal);
        Assert.DoesNotContain("every server that was connected was called", page, StringComparison.Ordinal);

        await silo.Postgres.Run(
            $$"""
            insert into v2.audit_log (session_id, action, detail, at)
            values ('{{talk.Id}}', 'server.connected', '{"server": "figma"}', now());
            insert into v2.tool_calls (session_id, tool_use_id, tool_name, tool_kind, started_at)
            values ('{{talk.Id}}', 'toolu_f', 'mcp__figma__read', 'mcp', now())
            """
        );
        Assert.Contains(
            "every server that was connected was called",
            await browser.Page("/app/cost"),
            StringComparison.Ordinal
        );
    }
}

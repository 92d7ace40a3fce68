using System.Globalization;
using System.Text.Json;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages;
using Brain.Messages.Sessions;
using Brain.Postgres.Costs;
using Brain.Postgres.Dashboard;
using Brain.Tests.Personas;

namespace Brain.Tests.Costs;

/// <summary>Pages tell of a cap what decisions go by, and of a session what its requests cost, whoever told of them.
/// </summary>
public sealed class WhatPagesTellOfACap(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Model = "claude-opus-5-5";

    private readonly DashboardStore _store = new(silo.Postgres.Database);
    private readonly string _project = $"/home/me/{Guid.NewGuid():N}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_in_it_what_was_used_before_the_session_was_cleared()
    {
        var before = new ScriptedSession(silo, _project);
        await before.Start();
        await before.Command("budget", "$5");
        await before.Turn("look at it");
        await Used(before, 200_000);
        var next = await Cleared(before);
        await next.Turn("look again");
        await Used(next, 50_000);

        Assert.Contains("$5.00 of $5.00", (await next.Prompt("go on")).ToJsonString(), StringComparison.Ordinal);
        await Told(next, 5);
        Assert.Equal(5, (await _store.Head(next.Id, DateTimeOffset.UtcNow.AddHours(1), Stop))!.Cost);
    }

    [Fact]
    public async Task Has_in_it_what_only_the_request_gate_told()
    {
        var talk = new ScriptedSession(silo, _project);
        await talk.Start();
        await talk.Command("budget", "$5");
        await Step(talk, 100_000);

        await Told(talk, 2);
        Assert.Equal(2, (await _store.Head(talk.Id, DateTimeOffset.UtcNow.AddHours(1), Stop))!.Cost);
    }

    [Fact]
    public async Task In_tokens_has_in_it_what_only_the_request_gate_told()
    {
        var before = new ScriptedSession(silo, _project);
        await before.Start();
        await before.Command("budget", "50k");
        await before.Turn("look at it");
        await Step(before, 12_000);
        var next = await Cleared(before);
        await Step(next, 8_000);

        Assert.Contains("20,000 of 50,000 tokens used", await next.Command("budget", ""), StringComparison.Ordinal);
        Assert.Equal(20_000, (await _store.Live(Stop)).Single(one => one.Id == next.Id).Tokens);
        Assert.Equal(20_000, (await _store.Head(next.Id, null, Stop))!.Tokens);
        Assert.Equal(20_000, (await Line(next)).Tokens);
    }

    [Fact]
    public async Task Of_a_session_without_a_transcript_is_what_its_gate_told()
    {
        var talk = new ScriptedSession(silo, _project);
        await talk.Start();
        var day = (await _store.Counts(Stop)).CostOfDay;
        await talk.Turn("nothing yet");
        await talk.Prompt("look at it");
        await Step(talk, 100_000);
        await talk.Stop();

        Assert.Equal(2, (await _store.Live(Stop)).Single(one => one.Id == talk.Id).Cost);
        Assert.Equal(2, Assert.Single((await _store.Find(new(talk.Id.ToString(), null, null, 0), Stop)).Page).Cost);
        Assert.Equal(2, (await _store.Head(talk.Id, null, Stop))!.Cost);
        Assert.Equal(day + 2, (await _store.Counts(Stop)).CostOfDay);
        Assert.Equal([0, 2], (await _store.Curve(talk.Id, Stop)).Select(turn => turn.Cost));
        Assert.Equal([null, 2m], (await _store.Turns(talk.Id, new(null, 10), null, Stop)).Select(turn => turn.Cost));
        var outcomes = await new CostStore(silo.Postgres.Database, TimeProvider.System).Outcomes(
            new(DateTimeOffset.UtcNow.AddDays(-1), null),
            _project,
            Stop
        );
        Assert.Equal([2m], outcomes.Select(one => one.CostUsd));

        // What a transcript tells of as well counts once.
        await Used(talk, 150_000);
        Assert.Equal(3, (await _store.Live(Stop)).Single(one => one.Id == talk.Id).Cost);
        Assert.Equal(3, (await _store.Head(talk.Id, null, Stop))!.Cost);
        Assert.Equal(day + 3, (await _store.Counts(Stop)).CostOfDay);
    }

    [Fact]
    public async Task Of_a_session_as_it_was_is_what_was_known_then()
    {
        var talk = new ScriptedSession(silo, _project);
        await talk.Turn("look at it");
        await Used(talk, 50_000);
        var (first, then) = (await Known("min"), await Known("max"));
        await Used(talk, 150_000);

        Assert.Equal(1, (await _store.Head(talk.Id, then, Stop))!.Cost);
        Assert.Equal([1m], (await _store.Turns(talk.Id, new(null, 10), then, Stop)).Select(turn => turn.Cost));
        Assert.Null((await _store.Head(talk.Id, first.AddMilliseconds(-1), Stop))!.Cost);
        Assert.Equal(3, (await _store.Head(talk.Id, null, Stop))!.Cost);

        // The rows of one request are written one after the other.
        async Task<DateTimeOffset> Known(string which) =>
            DateTimeOffset.Parse(
                Assert.Single(
                    await silo.Postgres.Lines(
                        $"select to_json({which}(valid_from)) #>> '{{}}' from v2.cost_ledger "
                            + $"where session_id = '{talk.Id}'"
                    )
                ),
                CultureInfo.InvariantCulture
            );
    }

    [Fact]
    public async Task Names_every_sub_agent_that_cost_something()
    {
        var talk = new ScriptedSession(silo, _project);
        await talk.Turn("look at it");
        await silo.Postgres.Run(
            $"""
            insert into v2.cost_ledger (session_id, request_key, agent_id, agent, model, token_kind, tokens, cost_usd, used_at)
            select '{talk.Id}', '{talk.Id}' || n, agent, kind, 'm', 'output', 1, 0.5, now()
            from (values (1, 'a1', 'Explore'), (2, 'a2', null), (3, 'a2', null)) as u (n, agent, kind);
            insert into v2.tool_calls (session_id, tool_use_id, tool_name, tool_kind, agent_id, input_digest, started_at)
            select '{talk.Id}', 't' || agent, 'Read', 'read', agent, repeat('0', 64), now() from (values ('a2'), ('a3')) as c (agent)
            """
        );

        Assert.Equal(
            ["Explore a1 0 0.5", "a2 1 1.0", "a3 1 "],
            (await _store.Lineage(talk.Id, Stop))
                .Where(one => one.Kind == "agent")
                .Select(one => $"{one.Name} {one.Count} {one.Cost:0.0}")
                .Order(StringComparer.Ordinal)
        );
    }

    private async Task Told(ScriptedSession talk, decimal usd)
    {
        Assert.Equal([usd], (await Line(talk)).Spend.Select(one => one.SpentUsd));
        Assert.Equal(usd, (await _store.Live(Stop)).Single(one => one.Id == talk.Id).Cost);
        Assert.Equal(usd, (await _store.Head(talk.Id, null, Stop))!.Cost);
        Assert.Equal(usd, (await _store.SessionCaps(Stop)).Single(one => one.Id == talk.Id).Cost);
    }

    private async Task<StatusLine> Line(ScriptedSession talk) =>
        JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/sessions/{talk.Id}/status-line"),
            MessagesJson.Default.StatusLine
        )!;

    private async Task<ScriptedSession> Cleared(ScriptedSession before)
    {
        await before.Hook("SessionEnd", ("reason", "clear"));
        var next = new ScriptedSession(silo, _project);
        await next.Hook(
            "SessionStart",
            [("source", "clear")],
            with => with.Headers.Add("Brain-Parent", before.Id.ToString())
        );
        return next;
    }

    private Task Used(ScriptedSession talk, long output) =>
        silo.Grains.GetGrain<ISessionGrain>(talk.Id)
            .Count(
                new UsageFound([
                    new()
                    {
                        MessageId = $"msg_{talk.Id}",
                        RequestId = $"req_{talk.Id}",
                        Model = Model,
                        At = DateTimeOffset.UtcNow,
                        Output = output,
                    },
                ])
            );

    private Task<ModelRequestAnswer> Step(ScriptedSession talk, long output) =>
        silo.Grains.GetGrain<ISessionGrain>(talk.Id)
            .Ask(
                new AskModelRequest
                {
                    SessionId = new(talk.Id),
                    Request = "2",
                    Model = Model,
                    Used = [new("1") { Model = Model, Output = output }],
                }
            );
}

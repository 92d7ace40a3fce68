using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages;
using Brain.Messages.Sessions;

namespace Brain.Tests.Costs;

public sealed class ABudgetOverAllSessions(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Model = "claude-opus-5-5";

    [Fact]
    public async Task Holds_a_session_for_what_others_spent()
    {
        // A day's dollars are those of all sessions, the other tests' too.
        await silo.Postgres.Run("delete from brain.used");
        var (spender, other) = (await Opened(), await Opened());
        await Tell(other, """{"tokens":null,"usd":20,"period":"day"}""");
        await Eventually(() => Asks(other, "before"), go: true);

        // What the one's transcript tells and what the other's gate tells both count, and what is told twice once.
        await Grain(spender).Count(new UsageFound([Used(spender, 600_000)]));
        Assert.True((await Asks(other, "under")).Go);
        await Grain(spender).Count(new UsageFound([Used(spender, 600_000), Used(spender, 500_000, "b")]));
        var refused = await Asks(other, "over");

        Assert.False(refused.Go);
        Assert.Contains("the day is used up ($2", refused.Reason, StringComparison.Ordinal);
        var (_, prompt) = await silo.Hook(
            $$"""{"session_id":"{{other}}","hook_event_name":"UserPromptSubmit","prompt":"go on","prompt_id":"{{Guid.NewGuid()}}"}"""
        );
        Assert.Contains("/budget day $AMOUNT", prompt, StringComparison.Ordinal);

        await Tell(other, """{"tokens":null,"period":"day"}""");
        await Eventually(() => Asks(other, "lifted"), go: true);
    }

    [Fact]
    public async Task Of_one_session_counts_what_its_gate_told()
    {
        var id = await Opened();
        await Tell(id, """{"tokens":null,"usd":5}""");

        Assert.True((await Asks(id, "1")).Go);
        Assert.True((await Asks(id, "2", new ModelRequestUsage("1") { Model = Model, Output = 125_000 })).Go);
        var refused = await Asks(id, "3", new ModelRequestUsage("2") { Model = Model, Output = 125_000 });

        Assert.Contains("this session is used up ($5.00 of $5.00)", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(
            ["5.00"],
            await silo.Postgres.Lines($"select round(sum(usd), 2) from brain.used where session_id = '{id}' and told_by = 'gate'")
        );
    }

    [Fact]
    public async Task Of_one_session_counts_what_its_gate_told_on_top_of_what_was_used_before_it()
    {
        var id = await Opened();
        await Prompt(id);
        await Tell(id, """{"tokens":400000,"usd":5}""");
        // Long ago, in two quarters of an hour, and now.
        await Grain(id)
            .Count(
                new UsageFound([
                    Used(id, 50_000, "a") with { At = DateTimeOffset.UtcNow.AddDays(-9), Model = "claude-sonnet-5-5" },
                    Used(id, 50_000, "b") with { At = DateTimeOffset.UtcNow.AddDays(-9) },
                    Used(id, 50_000, "c"),
                ])
            );
        Assert.Equal((2.5m, 50_000), await Used(id));

        Assert.True((await Asks(id, "1")).Go);
        Assert.True((await Asks(id, "2", new ModelRequestUsage("1") { Model = Model, Output = 25_000 })).Go);
        Assert.Equal((3, 75_000), await Used(id));
        var refused = await Asks(id, "3", new ModelRequestUsage("2") { Model = Model, Output = 200_000 });
        Assert.Contains("this session is used up", refused.Reason, StringComparison.Ordinal);

        // The transcript tells of the same, and what is read anew from the database is the same.
        await Grain(id).Count(new UsageFound([Used(id, 25_000, "d"), Used(id, 200_000, "e")]));
        await Grain(id).Forget();
        Assert.Equal((7, 275_000), await Used(id));
        Assert.False((await Asks(id, "4")).Go);
        Assert.Equal((7, 275_000), await Used(id));
        await silo.Postgres.AreThoseOfTheRows();
    }

    [Fact]
    public async Task Of_a_day_goes_on_from_what_the_ledger_has_of_that_day()
    {
        var id = await Opened();
        await File.WriteAllTextAsync(
            Path.Combine(silo.Settings.Home, "brain.json"),
            $$"""{"projects": [{"path": "/tmp/{{id}}", "budgets": {"day": "$50", "models": {"opus": {"week": "$60"} } } }]}"""
        );
        await Grain(id)
            .Count(
                new UsageFound([
                    Used(id, 500_000, "a") with { At = DateTimeOffset.UtcNow.AddDays(-9) },
                    Used(id, 50_000, "b"),
                    Used(id, 10_000, "c") with
                    {
                        At = DateTimeOffset.UtcNow.AddSeconds(-1),
                        Model = "claude-sonnet-5-5",
                    },
                ])
            );
        await Caps(id, 2);

        await Asks(id, "1");
        await Asks(id, "2", new ModelRequestUsage("1") { Model = $"{Model}[1m]", Output = 25_000 });

        Assert.Equal(
            [new SpendLine("day here", 1.6m, 50), new SpendLine("week here opus", 1.5m, 60)],
            (await Line(id)).Spend
        );
    }

    [Fact]
    public async Task Counts_a_model_once_that_gate_and_ledger_call_differently()
    {
        var id = await Opened();
        await Tell(id, """{"tokens":null,"usd":5}""");

        var used = new ModelRequestUsage("1") { Model = $"{Model}[1m]", Output = 125_000 };
        await Asks(id, "2", used);
        await Grain(id).Count(new UsageFound([Used(id, 125_000)]));

        Assert.True((await Asks(id, "3")).Go);
        Assert.Contains("$2.50 of $5.00 used", await Command(id, ""), StringComparison.Ordinal);
        Assert.Equal([new SpendLine("session", 2.5m, 5)], (await Line(id)).Spend);
    }

    [Fact]
    public async Task Of_brain_json_is_shown_in_the_status_line()
    {
        var id = await Opened();
        await File.WriteAllTextAsync(
            Path.Combine(silo.Settings.Home, "brain.json"),
            $$"""
            {"projects": [{"path": "/tmp/{{id}}", "budgets": {"week": "$700", "models": {"opus": {"day": "$600"} } } }]}
            """
        );
        await Grain(id).Count(new UsageFound([Used(id, 50_000)]));

        Assert.Equal([new SpendLine("week here", 1, 700), new SpendLine("day here opus", 1, 600)], await Caps(id, 2));
    }

    [Fact]
    public async Task In_dollars_says_once_that_it_does_not_hold_a_model_without_a_price()
    {
        var id = await Opened();
        await Tell(id, """{"tokens":null,"usd":5}""");
        await Grain(id).Count(new UsageFound([Used(id, 600_000) with { Model = "mystery-9" }]));

        Assert.Contains("no price is known of mystery-9", await Prompt(id), StringComparison.Ordinal);
        Assert.DoesNotContain("mystery-9", await Prompt(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_dollars_refuses_a_model_without_a_price_where_brain_json_says_so()
    {
        var id = await Opened();
        await Tell(id, """{"tokens":null,"usd":5}""");
        Assert.True((await Asks(id, "before", "mystery-8")).Go);

        await File.WriteAllTextAsync(
            Path.Combine(silo.Settings.Home, "brain.json"),
            $$"""{"projects": [{"path": "/tmp/{{id}}", "budgets": {"unpriced": "refuse"} }]}"""
        );

        var refused = await Asks(id, "after", "mystery-8");
        Assert.False(refused.Go);
        Assert.Contains("No price is known of mystery-8", refused.Reason, StringComparison.Ordinal);
        Assert.True((await Asks(id, "other", Model)).Go);
        // Without the plugin it is known when it was counted.
        await Grain(id).Count(new UsageFound([Used(id, 600_000) with { Model = "mystery-8" }]));
        var (_, tool) = await silo.HookOf(id, "PreToolUse", ("tool_name", "Bash"), ("tool_input", new JsonObject()));
        Assert.Contains("No price is known of mystery-8", tool, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_one_model_holds_it_though_a_sub_agent_asked_one_without_a_price_since()
    {
        var id = await Opened();
        await File.WriteAllTextAsync(
            Path.Combine(silo.Settings.Home, "brain.json"),
            $$"""{"projects": [{"path": "/tmp/{{id}}", "budgets": {"models": {"opus": {"day": "$1"} } } }]}"""
        );
        await Grain(id)
            .Count(
                new UsageFound(
                    [
                        Used(id, 600_000) with { At = DateTimeOffset.UtcNow.AddSeconds(-1) },
                        Used(id, 600_000, "b") with { Model = "mystery-7" },
                    ]
                )
            );

        var (_, tool) = await silo.HookOf(id, "PreToolUse", ("tool_name", "Bash"), ("tool_input", new JsonObject()));

        Assert.Contains("opus", tool, StringComparison.Ordinal);
        Assert.Contains("is used up", tool, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_no_dollars_says_nothing_of_a_model_without_a_price()
    {
        var id = await Opened();
        await Grain(id).Count(new UsageFound([Used(id, 600_000) with { Model = "mystery-9" }]));

        Assert.DoesNotContain("mystery-9", await Prompt(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_said_in_the_session_and_told_as_what_is_left()
    {
        var id = await Opened();

        Assert.Contains("$3.00 left", await Command(id, "$3"), StringComparison.Ordinal);
        var told = await Command(id, "");
        Assert.Contains("Dollars for this session: $0.00 of $3.00 used", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_by_sums_that_equal_the_ledger()
    {
        var id = await Opened();
        await Grain(id).Count(new UsageFound([Used(id, 1_000), Used(id, 2_000, "b"), Used(id, 1_500)]));
        await silo.Postgres.Run($"delete from v2.cost_ledger where session_id = '{id}' and message_id = 'msg_{id}b'");

        Assert.Equal(
            await silo.Postgres.Lines($"select sum(cost_usd) from v2.cost_ledger where session_id = '{id}'"),
            await silo.Postgres.Lines($"select sum(usd)::numeric(18, 9) from brain.used where session_id = '{id}'")
        );
    }

    // The others hear of a cap by a notice.
    private static async Task Eventually(Func<Task<ModelRequestAnswer>> ask, bool go)
    {
        var until = DateTime.UtcNow.AddMinutes(2);
        var answer = await ask();
        for (; answer.Go != go && DateTime.UtcNow < until; answer = await ask())
            await Task.Delay(50);
        Assert.Equal(go, answer.Go);
    }

    private async Task<string> Command(Guid id, string args)
    {
        var prompt = Guid.NewGuid();
        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"UserPromptSubmit","prompt":"/budget {{args}}","prompt_id":"{{prompt}}"}"""
        );
        return (
            await silo.Hook(
                $$"""{"session_id":"{{id}}","hook_event_name":"UserPromptExpansion","prompt":"/budget {{args}}","prompt_id":"{{prompt}}","command_name":"budget","command_args":"{{args}}"}"""
            )
        ).Body;
    }

    private async Task<string> Prompt(Guid id) =>
        (
            await silo.Hook(
                $$"""{"session_id":"{{id}}","hook_event_name":"UserPromptSubmit","prompt":"go on","prompt_id":"{{Guid.NewGuid()}}"}"""
            )
        ).Body;

    private async Task<StatusLine> Line(Guid id) =>
        JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/sessions/{id}/status-line"),
            MessagesJson.Default.StatusLine
        )!;

    // What brain.json says is known a moment after it was written.
    private async Task<SpendLine[]> Caps(Guid id, int count)
    {
        SpendLine[] caps = [];
        for (var until = DateTime.UtcNow.AddMinutes(2); caps.Length < count && DateTime.UtcNow < until;)
            caps = (await Line(id)).Spend;
        return caps;
    }

    private async Task<(decimal Usd, long Tokens)> Used(Guid id)
    {
        var line = await Line(id);
        return (line.Spend.Single(one => one.Of == "session").SpentUsd, line.Tokens);
    }

    private ISessionGrain Grain(Guid id) => silo.Grains.GetGrain<ISessionGrain>(id);

    private Task<ModelRequestAnswer> Asks(Guid id, string request, params ModelRequestUsage[] used) =>
        Asks(id, request, Model, used);

    private Task<ModelRequestAnswer> Asks(Guid id, string request, string model, params ModelRequestUsage[] used) =>
        Grain(id)
            .Ask(
                new AskModelRequest
                {
                    SessionId = new(id),
                    Request = request,
                    Model = model,
                    Used = used,
                }
            );

    private static UsageEntry Used(Guid id, long output, string which = "a") =>
        new()
        {
            MessageId = $"msg_{id}{which}",
            RequestId = $"req_{id}{which}",
            Model = Model,
            At = DateTimeOffset.UtcNow,
            Output = output,
        };

    private async Task Tell(Guid id, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await silo.Socket.PostAsync($"/sessions/{id}/budget", body);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<Guid> Opened()
    {
        var id = Guid.NewGuid();
        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp/{{id}}"}"""
        );
        return id;
    }
}

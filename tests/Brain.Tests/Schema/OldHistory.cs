using Brain.Domain.Undo;
using Brain.Postgres.Schema;
using Brain.Postgres.Undo;
using Brain.Silo.Configuration;
using Brain.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Brain.Tests.Schema;

/// <summary>What <c>keep_history_days</c> deletes, and what it never does.</summary>
public sealed class OldHistory(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly Guid _session = Guid.NewGuid();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "keep_history_days": 3 }""")]
    [InlineData("""{ "keep_history_days": 90 """)]
    public async Task Is_kept_for_ever_unless_somebody_says_otherwise(string settings)
    {
        await Talk();
        var before = await Versions();

        await Sweep(settings, inDays: 10_000);

        Assert.Equal(before, await Versions());
    }

    [Fact]
    public async Task Goes_when_its_days_are_over_and_rows_stay()
    {
        await Talk();

        await Sweep("""{ "keep_history_days": 30 }""", inDays: 29);
        Assert.NotEqual(0, await Versions());

        await Sweep("""{ "keep_history_days": 30 }""", inDays: 31);
        Assert.Equal(0, await Versions());
        Assert.Equal(1, await silo.Postgres.Read<int>($"select turn_count from v2.sessions where id = '{_session}'"));
    }

    [Fact]
    public async Task That_is_gone_makes_no_undo_believe_it_knows_it()
    {
        await Talk();
        await Sweep("""{ "keep_history_days": 30 }""", inDays: 31);

        var plan = await silo.Services.GetRequiredService<UndoStore>().Plan(new(_session), UndoScope.Last, Stop);

        Assert.True(plan.Refused);
        Assert.Contains(
            "is not kept any more (keep_history_days)",
            Assert.Single(plan.Lines).What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task That_is_gone_is_missed_by_who_takes_an_undo_back()
    {
        // As if nothing had ever been pruned here.
        await silo.Postgres.Run("delete from brain.history_horizon");
        await Talk();
        var undos = silo.Services.GetRequiredService<UndoStore>();
        var plan = await undos.Plan(new(_session), UndoScope.Last, Stop);
        await undos.Undo(new(_session), (UndoScope.Last, plan.Hash), "manual", Stop);
        var undo = (await undos.Latest(new(_session), Stop))!.Value;
        Assert.False((await undos.PlanAgain(undo, Stop)).Refused);

        await Sweep("""{ "keep_history_days": 30 }""", inDays: 31);

        var again = await undos.PlanAgain(undo, Stop);
        Assert.True(again.Refused);
        Assert.Contains(
            "is not kept any more (keep_history_days)",
            Assert.Single(again.Lines).What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Is_guarded_again_after_it_was_pruned()
    {
        await Talk();
        await Sweep("""{ "keep_history_days": 30 }""", inDays: 31);
        await Talk("p2");

        var fault = await Assert.ThrowsAsync<PostgresException>(() =>
            silo.Postgres.Run("delete from v2.sessions_history")
        );

        Assert.Equal("23001", fault.SqlState);
    }

    [Fact]
    public async Task Is_kept_while_the_file_that_said_otherwise_can_not_be_read()
    {
        var rules = new BrainConfiguration(silo.Settings, NullLogger<BrainConfiguration>.Instance);
        await File.WriteAllTextAsync(silo.Settings.ConfigFile, """{ "keep_history_days": 30 }""", Stop);
        Assert.Equal(30, rules.KeepHistoryDays);

        await File.WriteAllTextAsync(silo.Settings.ConfigFile, """{ "keep_history_days": 30, """, Stop);

        Assert.Null(rules.KeepHistoryDays);
    }

    [Theory]
    [InlineData("v2.prune_history(text, timestamptz, int)")]
    [InlineData("v2.redact_rows(text, jsonb, uuid, text)")]
    [InlineData("v2.forget_rows(text, jsonb, uuid, jsonb)")]
    public async Task Is_changed_by_the_owner_of_the_functions_alone(string function) =>
        Assert.False(
            await silo.Postgres.Read<bool>($"select has_function_privilege('public', '{function}', 'execute')")
        );

    [Fact]
    public void Is_looked_after_by_every_silo() =>
        Assert.Single(silo.Services.GetServices<IHostedService>().OfType<HistorySweeper>());

    private async Task Talk(string prompt = "p1")
    {
        await silo.Hook(
            $$"""{"session_id":"{{_session}}","hook_event_name":"SessionStart","source":"startup","cwd":"/old"}"""
        );
        await silo.Hook(
            $$"""{"session_id":"{{_session}}","hook_event_name":"UserPromptSubmit","prompt":"go on","prompt_id":"{{prompt}}"}"""
        );
        await silo.Hook(
            $$"""{"session_id":"{{_session}}","hook_event_name":"Stop","last_assistant_message":"done","prompt_id":"{{prompt}}"}"""
        );
    }

    private Task<long> Versions() =>
        silo.Postgres.Read<long>($"select count(*) from v2.sessions_history where id = '{_session}'");

    private async Task Sweep(string settings, int inDays)
    {
        await File.WriteAllTextAsync(silo.Settings.ConfigFile, settings, Stop);
        var clock = new AClockOfRests(DateTimeOffset.UtcNow.AddDays(inDays));
        var rules = new BrainConfiguration(silo.Settings, NullLogger<BrainConfiguration>.Instance);
        using var sweeper = new HistorySweeper(
            silo.Services.GetRequiredService<HistoryStore>(),
            rules,
            clock,
            NullLogger<HistorySweeper>.Instance
        );
        await sweeper.StartAsync(Stop);
        await clock.Rests(1, Stop);
        clock.Advance(HistorySweeper.First);
        await clock.Rests(2, Stop);
        await sweeper.StopAsync(Stop);
    }

    /// <summary>Knows how often somebody began to rest by it: a sweep is over when its sweeper rests again.</summary>
    private sealed class AClockOfRests(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private int _rests;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _rests);
            return timer;
        }

        public async Task Rests(int count, CancellationToken stop)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(TimeSpan.FromMinutes(3));
            while (Volatile.Read(ref _rests) < count)
                await Task.Delay(20, limit.Token);
        }
    }
}

using Brain.Grains.Abstractions.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Tests.Personas;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Pipelines;

/// <summary>A run as people see it, through a whole silo whose clock stands until it is moved.</summary>
public sealed class APipelineRun : IAsyncLifetime
{
    private const string Bread = """
        name: bread
        tell: Librarian
        links:
          - name: kneaded
          - name: risen
            within: 40s
          - name: baked
            within: 50s
            advance:
              - tool: Bash
                pattern: 'oven (on|off|(?<subject>\w+))'
        """;

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly SiloFixture _silo;
    private readonly ScriptedSession _talk;

    public APipelineRun()
    {
        _silo = new() { Clock = _clock };
        _talk = new(_silo);
    }

    public async ValueTask InitializeAsync()
    {
        await _silo.InitializeAsync();
        await _silo.Define(Bread);
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Is_told_late_once_by_its_reminder()
    {
        await _talk.Command("pipeline", "start bread rye");

        _clock.Advance(TimeSpan.FromSeconds(40));
        await _silo.Until("select count(*) from v2.invariant_events where status = 'broken'", "1");
        _clock.Advance(TimeSpan.FromMinutes(3));
        await _silo.Until("select count(*) from orleans.reminders where remindername = 'late'", "0");

        Assert.Equal(["kneaded | reached", "risen | broken"], await Events());
        Assert.Equal(
            ["Librarian"],
            await _silo.Postgres.Lines(
                "select p.name from v2.persona_comments c join v2.personas p on p.id = c.persona_id"
            )
        );
        Assert.Equal(
            ["open | 2 |  | True"],
            await _silo.Postgres.Lines("select status, awaiting, due_at, broken_at is not null from v2.pipeline_runs")
        );
    }

    [Fact]
    public async Task Heals_when_the_outcome_comes_late()
    {
        await _talk.Command("pipeline", "start bread rye");
        _clock.Advance(TimeSpan.FromSeconds(60));
        await _silo.Until("select count(*) from v2.invariant_events where status = 'broken'", "1");

        var text = await _talk.Command("pipeline", "reach bread risen");

        Assert.Contains(
            "'risen' is reached, 20s late: the chain is healed. Next is 'baked', due",
            text,
            StringComparison.Ordinal
        );
        Assert.Equal(["kneaded | reached", "risen | broken", "risen | healed", "risen | reached"], await Events());
        Assert.Equal(
            ["open | 3 | False"],
            await _silo.Postgres.Lines("select status, awaiting, broken_at is not null from v2.pipeline_runs")
        );
    }

    [Fact]
    public async Task Is_woken_by_its_reminder_after_a_restart()
    {
        await _talk.Command("pipeline", "start bread rye");

        await _silo.Sleep();
        // Whoever looks for what was missed hands over reports before, and can't read them.
        await _silo.Postgres.Run("alter table brain.link_reports rename column happened_at to hidden");
        _clock.Advance(TimeSpan.FromSeconds(45));
        await _silo.Wake();

        for (var look = 0; look < 200 && (await Events()).Length == 1; look++)
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(25);
        }

        Assert.Equal(["kneaded | reached", "risen | broken"], await Events());
    }

    [Fact]
    public async Task Stops_its_reminder_when_it_is_abandoned()
    {
        await _talk.Command("pipeline", "start bread rye");
        Assert.Equal(
            ["late"],
            await _silo.Postgres.Lines("select remindername from orleans.reminders where remindername = 'late'")
        );

        Assert.Contains("is abandoned", await _talk.Command("pipeline", "abandon bread"), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(
            await _silo.Postgres.Lines("select remindername from orleans.reminders where remindername = 'late'")
        );
        Assert.Equal(["kneaded | reached"], await Events());
        Assert.Equal(["abandoned"], await _silo.Postgres.Lines("select status from v2.pipeline_runs"));
    }

    [Fact]
    public async Task Keeps_the_version_it_began_with()
    {
        await _talk.Command("pipeline", "start bread rye");
        await _silo.Define(Bread.Replace("risen", "proofed", StringComparison.Ordinal));

        Assert.Contains(
            "'risen' is reached",
            await _talk.Command("pipeline", "reach bread risen"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Next is 'proofed'",
            await _talk.Command("pipeline", "start bread wheat"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Is_moved_by_a_tool_call_that_fits()
    {
        await _talk.Command("pipeline", "start bread rye");
        await _talk.Command("pipeline", "start bread wheat");

        await _talk.Prompt("bake it");
        await _talk.Tool("Bash", new { command = "oven wheat" });

        await _silo.Until("select count(*) from v2.invariant_events where link = 'baked'", "1");
        Assert.Equal(
            [$"wheat | {_talk.Id} | claude-code"],
            await _silo.Postgres.Lines(
                "select r.subject, e.session_id, e.source from v2.invariant_events e join v2.pipeline_runs r on "
                    + "r.id = e.run_id where e.link = 'baked'"
            )
        );
        await _silo.Until("select count(*) from brain.link_reports where handled_at is null", "0");
    }

    [Fact]
    public async Task Is_not_the_only_one_that_calls_move()
    {
        await _talk.Command("pipeline", "start bread");
        await _talk.Command("pipeline", "start bread");
        await _talk.Prompt("bake both");

        await _silo.Postgres.Run("alter table brain.link_reports disable trigger tell_report");
        await _talk.Tool("Bash", new { command = "oven on" });
        await _silo.Postgres.Run("alter table brain.link_reports enable trigger tell_report");
        await _talk.Tool("Bash", new { command = "oven on" });

        await _silo.Until(
            "select count(distinct run_id) from v2.invariant_events where link = 'baked' and status = 'reached'",
            "2"
        );
    }

    [Fact]
    public async Task Is_moved_once_by_a_call_that_is_delivered_again()
    {
        await _talk.Command("pipeline", "start bread");
        await _talk.Command("pipeline", "start bread");
        await _talk.Prompt("bake it");
        (string, object)[] call =
        [
            ("tool_name", "Bash"),
            ("tool_use_id", "toolu_of_an_agent"),
            ("tool_input", new { command = "oven on" }),
        ];
        await _talk.Hook("PostToolUse", call);
        await _silo.Until("select count(*) from v2.invariant_events where link = 'baked'", "1");

        // Of a turn that is no longer the newest, as a background agent's: the session does not know its calls any
        // more.
        var turn = _talk.LastPrompt;
        await _talk.Stop();
        await _talk.Turn("and now?");
        await _talk.Hook("PostToolUse", [.. call, ("prompt_id", turn)]);
        await _talk.Hook("PostToolUse", [.. call, ("prompt_id", turn)]);
        await _talk.Tool("Bash", new { command = "oven off" });
        await _silo.Until("select count(*) from brain.link_reports where handled_at is null", "0");

        Assert.Equal(["2"], await _silo.Postgres.Lines("select count(*) from brain.link_reports"));
        Assert.Equal(
            ["2"],
            await _silo.Postgres.Lines("select count(*) from v2.invariant_events where link = 'baked'")
        );
    }

    [Fact]
    public async Task Is_moved_although_the_report_before_it_fails()
    {
        await _talk.Command("pipeline", "start bread rye");
        await _talk.Command("pipeline", "start bread wheat");
        await _silo.Postgres.Run(
            """
            create function refuse_rye() returns trigger language plpgsql as $$ begin
              if (select subject from v2.pipeline_runs where id = new.run_id) = 'rye' then raise exception 'no rye' using errcode = 'check_violation'; end if; return new; end $$;
            create trigger refuse_rye before insert on v2.invariant_events for each row execute function refuse_rye()
            """
        );

        await _talk.Prompt("bake both");
        await _talk.Tool("Bash", new { command = "oven rye" });
        await _talk.Tool("Bash", new { command = "oven wheat" });

        await _silo.Until("select count(*) from v2.invariant_events where link = 'baked'", "1");
        Assert.Equal(
            ["1"],
            await _silo.Postgres.Lines("select count(*) from brain.link_reports where handled_at is null")
        );
    }

    [Fact]
    public async Task Is_moved_when_what_came_too_early_comes_again()
    {
        await _silo.Define(
            Bread.Replace("tell: Librarian", "tell: Librarian\norder: strict", StringComparison.Ordinal)
        );
        await _talk.Command("pipeline", "start bread");
        await _talk.Prompt("bake it");

        await _talk.Tool("Bash", new { command = "oven on" });
        await _silo.Until("select count(*) from v2.invariant_events where status = 'early'", "1");
        await _talk.Tool("Bash", new { command = "oven on" });
        await _talk.Command("pipeline", "reach bread risen");
        await _talk.Tool("Bash", new { command = "oven on" });

        await _silo.Until("select status from v2.pipeline_runs", "done");
        Assert.Equal(
            ["0"],
            await _silo.Postgres.Lines("select count(*) from brain.link_reports where handled_at is null")
        );
    }

    [Fact]
    public async Task Is_begun_once_however_often_it_is_asked_for()
    {
        var (run, start) = (
            Guid.NewGuid(),
            new StartRun(await _silo.Postgres.Read<Guid>("select id from v2.pipelines where name = 'bread'"))
            {
                Subject = "rye",
            }
        );
        var grain = _silo.Grains.GetGrain<IPipelineRunGrain>(run);

        await Task.WhenAll(grain.Start(start), grain.Start(start), grain.Start(start));

        Assert.Equal(["1"], await _silo.Postgres.Lines("select count(*) from v2.pipeline_runs"));
        Assert.Equal(["kneaded | reached"], await Events());
    }

    [Fact]
    public async Task Is_found_when_its_reminder_was_lost()
    {
        await _talk.Command("pipeline", "start bread rye");
        await _silo.Postgres.Run("delete from orleans.reminders where remindername = 'late'");

        await _silo.Sleep();
        _clock.Advance(TimeSpan.FromHours(5));
        await _silo.Wake();

        await _silo.Until("select count(*) from v2.invariant_events where status = 'broken'", "1");
    }

    private Task<string[]> Events() =>
        _silo.Postgres.Lines("select link, status from v2.invariant_events order by place, status");
}

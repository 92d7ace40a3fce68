using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Tests.Sessions;

public sealed class ASessionGrain(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly SessionId _id = Some.Id();

    private ISessionGrain Grain => silo.Grains.GetGrain<ISessionGrain>(_id.Value);

    [Fact]
    public async Task Leaves_one_row_and_three_numbered_turns()
    {
        await Grain.Hear(Some.Start(_id));
        Assert.Equal(["active | 0"], await Session());

        foreach (var text in (string[])["one", "two", "three"])
        {
            var prompt = Guid.NewGuid();
            await Grain.Hear(Some.Prompt(_id, text, prompt));
            await Grain.Hear(Some.Stop(_id, prompt, $"answer to {text}"));
        }

        Assert.Equal(["active | 3"], await Session());
        Assert.Equal(
            ["1 | one | answer to one | ok", "2 | two | answer to two | ok", "3 | three | answer to three | ok"],
            await Lines(
                "select turn_num, user_message, assistant_response, status from v2.turns where session_id = "
                    + "'{0}' order by 1"
            )
        );
    }

    [Fact]
    public async Task Acknowledges_a_turn_only_once_it_is_committed()
    {
        await Grain.Hear(Some.Prompt(_id, "hello"));

        Assert.Equal(["1"], await Lines("select turn_num from v2.turns where session_id = '{0}'"));
    }

    [Fact]
    public async Task Numbers_turns_without_gaps_under_a_crowd()
    {
        // Fifty prompts and their stops, each delivered twice, all at once and in no order.
        var events = Enumerable
            .Range(0, 50)
            .Select(_ => Guid.NewGuid())
            .SelectMany(prompt => new[] { Some.Prompt(_id, $"p {prompt}", prompt), Some.Stop(_id, prompt) })
            .SelectMany(hookEvent => new[] { hookEvent, hookEvent })
            .OrderBy(_ => Guid.NewGuid());

        await Task.WhenAll(events.Select(hookEvent => Grain.Hear(hookEvent)));

        Assert.Equal(
            ["50 | 50 | 1 | 50 | 50"],
            await Lines(
                "select count(*), count(distinct turn_num), min(turn_num), max(turn_num), count(distinct "
                    + "prompt_id) from v2.turns where session_id = '{0}'"
            )
        );
        Assert.Equal(["ok"], await Lines("select distinct status from v2.turns where session_id = '{0}'"));
        Assert.Equal(
            ["0"],
            await Lines("select count(*) from v2.turns where session_id = '{0}' and user_message is null")
        );
    }

    [Fact]
    public async Task Goes_on_after_somebody_else_wrote_its_rows()
    {
        await Grain.Hear(Some.Prompt(_id, "one"));
        await silo.Postgres.Run($"update v2.sessions set turn_count = 7 where id = '{_id}'");

        await Assert.ThrowsAnyAsync<Exception>(() => Grain.Hear(Some.Prompt(_id, "two")));
        await Eventually(() => Grain.Hear(Some.Prompt(_id, "three")));

        Assert.Equal(["1", "8"], await Lines("select turn_num from v2.turns where session_id = '{0}' order by 1"));
    }

    [Fact]
    public async Task Leaves_the_event_of_an_older_silo_to_its_carrier()
    {
        var refused = await Assert.ThrowsAsync<NotCommittedException>(() =>
            Grain.Hear(new() { SessionId = _id, Name = "PreToolUse" })
        );

        Assert.Contains("older version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["0"], await Lines("select count(*) from v2.sessions where id = '{0}'"));
    }

    [Fact]
    public async Task Finds_its_parent_after_a_clear()
    {
        var child = Some.Id();
        var project = $"/home/me/{_id}";
        await Grain.Hear(Some.Start(_id) with { Cwd = project });
        await Grain.Hear(
            new()
            {
                SessionId = _id,
                Name = "SessionEnd",
                Kind = ClaudeCodeEventKinds.Of("SessionEnd"),
                Reason = "clear",
            }
        );

        await silo.Grains.GetGrain<ISessionGrain>(child.Value).Hear(Some.Start(child, "clear") with { Cwd = project });

        Assert.Equal(
            [$"{_id} | clear"],
            await silo.Postgres.Lines($"select parent_session_id, lineage from v2.sessions where id = '{child}'")
        );
    }

    [Theory]
    [InlineData("fork", "fork")]
    [InlineData("clear", "clear")]
    [InlineData("startup", "resume")]
    public async Task Keeps_where_it_came_from_when_it_is_resumed(string source, string lineage)
    {
        await Grain.Hear(Some.Start(_id, source));

        await Grain.Hear(Some.Start(_id, "resume"));
        await Grain.Hear(Some.Prompt(_id, "go on"));

        Assert.Equal([lineage], await Lines("select lineage from v2.sessions where id = '{0}'"));
    }

    [Fact]
    public async Task Tells_a_new_session_of_its_neighbours_and_learnings()
    {
        var neighbour = Some.Id();
        var project = $"/home/me/{_id}";
        await silo
            .Grains.GetGrain<ISessionGrain>(neighbour.Value)
            .Hear(Some.Prompt(neighbour, "paint the shed") with { Cwd = project });
        await silo.Postgres.Run(
            $"insert into v2.learnings (project_path, text, importance) values ('{project}', 'The shed is green.', 5)"
        );

        var answer = await Grain.Hear(Some.Start(_id) with { Cwd = project });

        var context = answer.Context!;
        Assert.Contains("paint the shed (execution, 1 turns)", context, StringComparison.Ordinal);
        Assert.Contains("The shed is green.", context, StringComparison.Ordinal);
        Assert.Contains("Session Boss", context, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hears_its_invariants_again_after_compaction()
    {
        await Grain.Declare(new DeclarePurpose("keep the facts"));
        await Grain.Change(new ChangeMode(Mode.Sparring));

        var answer = await Grain.Hear(Some.Start(_id, "compact"));

        Assert.Contains("Purpose: keep the facts", answer.Context, StringComparison.Ordinal);
        Assert.Contains("Mode: sparring", answer.Context, StringComparison.Ordinal);
    }

    private Task<string[]> Session() => Lines("select status, turn_count from v2.sessions where id = '{0}'");

    private Task<string[]> Lines(string sql) =>
        silo.Postgres.Lines(sql.Replace("{0}", _id.ToString(), StringComparison.Ordinal));

    private static async Task Eventually(Func<Task> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception) when (attempt < 10)
            {
                await Task.Delay(50);
            }
        }
    }
}

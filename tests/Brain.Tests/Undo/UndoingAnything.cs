using Brain.Domain.Undo;
using Brain.Postgres.Sessions;
using Brain.Postgres.Undo;
using Brain.Tests.Personas;
using Brain.Tests.Sessions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brain.Tests.Undo;

/// <summary>Whatever a session did, in whatever order.</summary>
public sealed class UndoingAnything(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private const int StoriesTold = 25;

    private readonly SessionBatchWriter _writer = new(postgres.Database, NullLogger<SessionBatchWriter>.Instance);
    private readonly UndoStore _undos = new(postgres.Database);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Puts_back_what_was_and_never_rewrites_history()
    {
        foreach (var (deeds, which) in AnyStory().Sample(StoriesTold))
        {
            var (story, before) = await Tell(deeds);
            var first = 1 + (which % story.Turns);
            var whole = await StoredRows.Live(postgres);
            var moments = await Moments(before.Values.Select(past => past.At));
            var earlier = await Earlier(story, first);

            var undone = await Do(story, new(first, WithLater: true));
            // What was said of earlier turns stays; all else is as it was when the turn began.
            var expected = whole.Where(row => earlier.Any(row.Value.Contains))
                .Concat(before[first].Rows.Where(row => !earlier.Any(row.Value.Contains)))
                .ToDictionary();
            Assert.Equal(expected, await StoredRows.Live(postgres));

            var redone = await Again(undone);
            Assert.Equal(whole, await StoredRows.Live(postgres));

            await Again(redone);
            Assert.Equal(expected, await StoredRows.Live(postgres));

            Assert.Equal(moments, await Moments(moments.Keys));
        }
    }

    private static Gen<(string[] Deeds, int Which)> AnyStory() =>
        from first in Gen.Constant("turn")
        from rest in Gen.ArrayOf(
            Gen.Elements(
                "turn",
                "turn",
                "comment",
                "late comment",
                "learn",
                "learn of 1",
                "change learning",
                "forget learning",
                "declare",
                "mode",
                "rate",
                "drift",
                "used"
            )
        )
        from which in Gen.Choose(0, 9)
        select (rest.Prepend(first).ToArray(), which);

    private async Task<(
        SessionScript Story,
        Dictionary<int, (DateTime At, Dictionary<string, string> Rows)> Before
    )> Tell(string[] deeds)
    {
        var story = new SessionScript(postgres, _writer);
        var before = new Dictionary<int, (DateTime, Dictionary<string, string>)>();
        await story.Hears(Some.Start(story.Id));
        foreach (var (deed, place) in deeds.Select((deed, place) => (deed, place)))
        {
            if (deed == "turn")
                before[story.Turns + 1] = (await StoredRows.Now(postgres), await StoredRows.Live(postgres));
            await (
                deed switch
                {
                    "turn" => story.Turn($"deed {place}"),
                    "comment" => story.Comments(story.Turns),
                    "late comment" => story.Comments(1, "Auditor"),
                    "learn" => story.Learns($"learning {place}"),
                    "learn of 1" => story.Learns($"learning {place}", ofTurn: 1),
                    "change learning" => OfALearning(
                        story,
                        $"update v2.learnings set importance = {1 + (place % 5)}, text = text || '!'"
                    ),
                    "forget learning" => OfALearning(story, "delete from v2.learnings"),
                    "declare" => story.Declares($"purpose {place}"),
                    "mode" => postgres.Run(
                        "update v2.sessions set mode = case mode when 'debug' then 'execution' else 'debug' end "
                            + $"where id = '{story.Id}'"
                    ),
                    "rate" => story.Rates(1 + (place % story.Turns), "noise"),
                    "drift" => story.Drifts(story.Turns),
                    _ => story.Used($"m{place}", place),
                }
            );
        }

        return (story, before);
    }

    // One that points to no turn; those that do are the turn's whatever happens to them.
    private Task OfALearning(SessionScript story, string deed) =>
        postgres.Run(
            $"{deed} where id = (select id from v2.learnings where session_id = '{story.Id}' and metadata = "
                + $"'{{}}' order by created_at limit 1)"
        );

    /// <summary>What rows that point to an earlier turn have in them: its number with its session, or its id.</summary>
    private async Task<string[]> Earlier(SessionScript story, int first) =>
        await postgres.Lines(
            $"""
            select '"turn_id": "' || id || '"' from v2.turns where session_id = '{story.Id}' and turn_num < {first}
            union all select '"id": "' || id || '"' from v2.turns where session_id = '{story.Id}' and turn_num < {first}
            union all select '"id": "' || id || '"' from v2.learnings where session_id = '{story.Id}' and (metadata ->> 'turn_num')::int < {first}
            """
        );

    private async Task<SortedDictionary<DateTime, string>> Moments(IEnumerable<DateTime> at)
    {
        var digests = new SortedDictionary<DateTime, string>();
        foreach (var moment in at)
            digests[moment] = await StoredRows.AsOf(postgres, moment);
        return digests;
    }

    private async Task<Guid> Do(SessionScript story, UndoScope scope)
    {
        var plan = await _undos.Plan(story.Id, scope, Stop);
        return (await _undos.Undo(story.Id, (scope, plan.Hash), "test", Stop)).Undo!.Value;
    }

    private async Task<Guid> Again(Guid undo)
    {
        var plan = await _undos.PlanAgain(undo, Stop);
        return (await _undos.UndoAgain((undo, plan.Hash), "test", Stop)).Undo!.Value;
    }
}

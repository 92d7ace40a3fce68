using Brain.Domain.Personas;
using Brain.Postgres.Personas;

namespace Brain.Tests.Personas;

public sealed class ACheckIn(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly PersonaStore _store = new(postgres.Database);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_the_newest_comments_of_all_sessions_with_their_ratings()
    {
        var steve = await postgres.Persona("Steve");
        var (one, two) = (await postgres.Session("/p/one"), await postgres.Session("/p/two"));
        await postgres.Comment(steve, one, 1, "oldest");
        await postgres.Comment(steve, two, 1, "middle");
        await postgres.Comment(steve, one, 2, "newest");
        await _store.Rate(new(steve, CommentRating.Useful, two.Value), _stop);

        var log = await _store.CheckIn(steve, 2, _stop);

        Assert.Equal(
            [("newest", "/p/one", 2, null, null), ("middle", "/p/two", 1, CommentRating.Useful, "user")],
            log.Comments.Select(comment =>
                (comment.Comment, comment.Project, comment.TurnNum, comment.Rating, comment.RatedBy)
            )
        );
        Assert.Equal(new RatingCounts(1, 0, 0, 2), log.Counts);
    }

    [Fact]
    public async Task Tells_what_is_open_with_the_persona()
    {
        var persona = await postgres.Persona("Mia");
        await postgres.Run(
            $"""
            insert into v2.learnings (persona_id, text, kind, status, confidence, importance, created_at) values
              ('{persona}', 'waits for review', 'decision', 'unreviewed', 0.5, null, now() - interval '1 hour'),
              ('{persona}', 'parked for later', 'parked', 'active', null, 4, now()),
              ('{persona}', 'done with', 'parked', 'archived', null, null, now()),
              ('{persona}', 'known', 'fact', 'active', null, null, now())
            """
        );

        var log = await _store.CheckIn(persona, 10, _stop);

        Assert.Equal(
            [("parked for later", null, 4), ("waits for review", 0.5, null)],
            log.Open.Select(item => (item.Text, item.Confidence, item.Importance))
        );
    }

    [Fact]
    public async Task Is_empty_for_a_persona_that_never_spoke()
    {
        var log = await _store.CheckIn(Guid.NewGuid(), 10, _stop);

        Assert.Empty(log.Comments);
        Assert.Empty(log.Open);
        Assert.Null(log.Counts.Precision);
    }

    [Fact]
    public async Task Makes_precision_of_the_newest_ratings_only()
    {
        var (persona, session) = (await postgres.Persona("Old"), await postgres.Session());
        await postgres.Run(
            $"""
            insert into v2.persona_comments (persona_id, session_id, turn_num, comment, rating, rated_at, created_at)
            select '{persona}', '{session}', n, 'x', case when n <= 500 then 'noise' else 'useful' end, now(), now() + n * interval '1 second'
            from generate_series(1, 1500) n
            """
        );

        Assert.Equal(
            new RatingCounts(RatingCounts.NewestMax, 0, 0, 0),
            (await _store.CheckIn(persona, 1, _stop)).Counts
        );
    }
}

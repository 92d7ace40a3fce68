using Brain.Domain.Personas;
using Brain.Postgres.Personas;
using Brain.Postgres.Review;
using Npgsql;

namespace Brain.Tests.Personas;

public sealed class APersonsRating(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly ReviewStore _review = new(postgres.Database);
    private readonly PersonaStore _personas = new(postgres.Database);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Falls_on_the_newest_comment_of_the_session()
    {
        var (steve, session) = (await postgres.Persona("Steve"), await postgres.Session());
        await postgres.Comment(steve, session, 2, "two");
        await postgres.Comment(steve, session, 1, "one, written late");

        var rated = await _personas.Rate(new(steve, CommentRating.Useful, session.Value), _stop);

        Assert.Equal(
            (session.Value, 2, "two", null, new RatingCounts(1, 0, 0, 1)),
            (rated!.SessionId, rated.TurnNum, rated.Comment, rated.Before, rated.Counts)
        );
        Assert.Equal(["1 |  | ", "2 | useful | user"], await postgres.Ratings(session));
    }

    [Fact]
    public async Task Falls_on_the_session_of_the_project_that_was_heard_last()
    {
        var persona = await postgres.Persona("Pia");
        var (mine, other) = (await postgres.Session("/p/mine"), await postgres.Session("/p/other"));
        await postgres.Comment(persona, mine, 1, "mine");
        await postgres.Comment(persona, other, 1, "other");

        Assert.Equal(
            "mine",
            (await _personas.Rate(new(persona, CommentRating.Noise, Project: "/p/mine"), _stop))!.Comment
        );
        Assert.Equal("other", (await _personas.Rate(new(persona, CommentRating.Noise), _stop))!.Comment);
        Assert.Null(await _personas.Rate(new(persona, CommentRating.Noise, Project: "/p/none"), _stop));
    }

    [Fact]
    public async Task Wins_over_the_auditor_and_over_the_persons_earlier_one()
    {
        var (persona, session) = (await postgres.Persona("Kim"), await postgres.Session());
        await postgres.Turn(session, 1, "go");
        await postgres.Comment(persona, session, 1, "no, it isn't", """{"dismissed": true}""");
        await _review.Audit(session, _stop);
        Assert.Equal(["1 | wrong | bot:Auditor"], await postgres.Ratings(session));

        var first = await _personas.Rate(new(persona, CommentRating.Useful, session.Value, 1), _stop);
        var second = await _personas.Rate(new(persona, CommentRating.Noise, session.Value, 1), _stop);

        Assert.Equal((CommentRating.Wrong, CommentRating.Useful), (first!.Before, second!.Before));
        Assert.Equal(new RatingCounts(0, 1, 0, 0), second.Counts);
        Assert.Equal(["1 | noise | user"], await postgres.Ratings(session));
    }

    [Fact]
    public async Task Is_not_replaced_by_an_agents()
    {
        var (persona, session) = (await postgres.Persona("Agathe"), await postgres.Session());
        await postgres.Comment(persona, session, 1, "it is late");
        var agents = new RateComment(persona, CommentRating.Wrong, session.Value) { By = "agent" };

        var first = await _personas.Rate(agents, _stop);
        Assert.Equal(["1 | wrong | agent"], await postgres.Ratings(session));
        await _personas.Rate(new(persona, CommentRating.Useful, session.Value), _stop);
        var second = await _personas.Rate(agents, _stop);

        Assert.Equal((false, true), (first!.Kept, second!.Kept));
        Assert.Equal(new RatingCounts(1, 0, 0, 0), second.Counts);
        Assert.Equal(["1 | useful | user"], await postgres.Ratings(session));
    }

    [Fact]
    public async Task Leaves_no_version_when_it_was_the_same()
    {
        var (persona, session) = (await postgres.Persona("Lou"), await postgres.Session());
        await postgres.Comment(persona, session, 1, "x");
        await _personas.Rate(new(persona, CommentRating.Useful, session.Value), _stop);
        var versions = await postgres.Versions();

        await _personas.Rate(new(persona, CommentRating.Useful, session.Value), _stop);

        Assert.Equal(versions, await postgres.Versions());
    }

    [Fact]
    public async Task Is_one_of_three()
    {
        var (persona, session) = (await postgres.Persona("Max"), await postgres.Session());
        await postgres.Comment(persona, session, 1, "x");

        var fault = await Assert.ThrowsAsync<PostgresException>(() =>
            postgres.Run($$"""select v2.rate_comment('{"persona": "{{persona}}", "rating": "meh", "newest": 9}')""")
        );

        Assert.Equal(PostgresErrorCodes.CheckViolation, fault.SqlState);
    }

    [Fact]
    public async Task Makes_a_precision_that_mutes()
    {
        var (persona, session) = (await postgres.Persona("Zoe"), await postgres.Session());
        for (var num = 1; num <= 10; num++)
        {
            await postgres.Comment(persona, session, num, "x");
            await _personas.Rate(
                new(persona, num == 1 ? CommentRating.Useful : CommentRating.Noise, session.Value, num),
                _stop
            );
        }

        var all = await _personas.List(_stop);
        var found = all.Single(one => one.Id == persona);

        Assert.Equal(("Zoe", false, new RatingCounts(1, 9, 0, 0)), (found.Name, found.MuteIsSaid, found.Ratings));
        Assert.True(MuteRule.Default.Mutes(found.Ratings));
        Assert.Contains(all, one => one is { Name: "Auditor", Ratings.Rated: 0 });
    }

    [Fact]
    public async Task Lets_muting_be_said_anew_once_it_is_better()
    {
        var persona = await postgres.Persona("Zora");
        await postgres.Run(
            $$"""update v2.personas set metadata = metadata || '{"muted": true, "else": 1}' where id = '{{persona}}'"""
        );
        Assert.True((await _personas.List(_stop)).Single(one => one.Id == persona).MuteIsSaid);

        await _personas.HearAgain(persona);

        Assert.False((await _personas.List(_stop)).Single(one => one.Id == persona).MuteIsSaid);
        Assert.Equal(
            ["{\"else\": 1}"],
            await postgres.Lines($"select metadata from v2.personas where id = '{persona}'")
        );
    }
}

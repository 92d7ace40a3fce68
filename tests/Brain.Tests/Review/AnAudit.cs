using System.Diagnostics;
using Brain.Domain.Personas;
using Brain.Domain.Review;
using Brain.Messages.Sessions;
using Brain.Postgres.Personas;
using Brain.Postgres.Review;
using Brain.Tests.Personas;
using Npgsql;

namespace Brain.Tests.Review;

public sealed class AnAudit(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private readonly ReviewStore _store = new(postgres.Database);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Classifies_rates_and_learns_from_a_whole_session()
    {
        var steve = await postgres.Persona("Steve");
        var session = await Worked();
        await postgres.Comment(steve, session, 2, "🔧 Steve (APIs): 2 calls to payments.example without a timeout");
        await postgres.Comment(steve, session, 5, "🔧 Steve (APIs): one call to orders.example");

        var audited = await _store.Audit(session, _stop);

        Assert.Equal((5, 1, 2), (audited.Turns, audited.Rated, audited.Learnt));
        Assert.Equal(
            "change 1, chore 1, decision 1, mistake 1, question 1",
            string.Join(", ", audited.Classes.Select(one => $"{one.Key} {one.Value}"))
        );
        Assert.Equal(
            ["1 | question", "2 | mistake", "3 | change", "4 | decision", "5 | chore"],
            await postgres.Classes(session)
        );
        Assert.Equal(["2 | useful | bot:Auditor", "5 |  | "], await postgres.Ratings(session));
        Assert.Equal(
            [
                "decision | unreviewed | [4] | Decided: we'll use SQLite for the cache | Auditor | /home/me/site "
                    + "| bot:Auditor",
                "mistake | unreviewed | [2, 3] | Asked: add a retry · Corrected: that's wrong, only for GET · "
                    + "Error: 3 failing | Auditor | /home/me/site | bot:Auditor",
            ],
            await postgres.Lines(
                $"""
                select l.kind, l.status, l.metadata ->> 'evidence', l.text, p.name, l.project_path, l.source
                from v2.learnings l join v2.personas p on p.id = l.persona_id where l.session_id = '{session}' order by 1
                """
            )
        );
    }

    [Fact]
    public async Task Changes_nothing_the_second_time()
    {
        var session = await Worked();
        await postgres.Comment(await postgres.Persona("Mia"), session, 2, "Mia: this call has no timeout");
        var page = await _store.Page(session, 10, _stop);
        await _store.Audit(session, _stop);
        var versions = await postgres.Versions();

        var again = await _store.Audit(session, _stop);
        var lateWrite = await _store.Write(session, ReviewBatch.Of(page), _stop);

        Assert.Equal((0, 0, 0), (again.Turns, again.Rated, again.Learnt));
        Assert.Equal((0, 0, 0), (lateWrite.Turns, lateWrite.Rated, lateWrite.Learnt));
        Assert.Equal(versions, await postgres.Versions());
        Assert.Equal(1, again.Classes["mistake"]);
    }

    [Fact]
    public async Task Goes_on_where_a_crash_left_it()
    {
        var (session, whole) = (await Worked(), await Worked());
        await _store.Write(session, ReviewBatch.Of(await _store.Page(session, 2, _stop)), _stop);
        var broken = ReviewBatch.Of(await _store.Page(session, 2, _stop));
        broken = broken with { Lessons = [.. broken.Lessons, new Lesson("", 4, [4], "a lesson without a kind", 0.5)] };

        await Assert.ThrowsAsync<PostgresException>(() => _store.Write(session, broken, _stop));
        Assert.Equal(["1 | question", "2 | mistake", "3 | ", "4 | ", "5 | "], await postgres.Classes(session));

        Assert.Equal((3, 1), await _store.Audit(session, _stop) is var rest ? (rest.Turns, rest.Learnt) : default);
        await _store.Audit(whole, _stop);
        Assert.Equal(await postgres.Classes(whole), await postgres.Classes(session));
        Assert.Equal(await Learnt(whole), await Learnt(session));
    }

    [Fact]
    public async Task Finds_noise_once_in_lines_that_only_defaults_repeat()
    {
        var (bob, una, session) = (await postgres.Persona("Bob"), await postgres.Persona("Una"), await Worked());
        foreach (var turn in (int[])[1, 3, 5])
        {
            await postgres.Comment(bob, session, turn, $"edits this turn: {turn}", """{"by_defaults": true}""");
            await postgres.Comment(una, session, turn, $"the till has {turn} edits");
        }

        await _store.Audit(session, _stop);

        Assert.Equal(
            ["1 |  | ", "3 |  | ", "5 | noise | it said so on 3 turns, and nobody took it up"],
            await Noise(session, bob)
        );
        Assert.Equal(["1 |  | ", "3 |  | ", "5 |  | "], await Noise(session, una));

        await postgres.Turn(session, 6, "go on", "Done.");
        await postgres.Comment(bob, session, 6, "edits this turn: 6", """{"by_defaults": true}""");
        await _store.Audit(session, _stop);
        Assert.Equal("6 |  | ", (await Noise(session, bob))[^1]);
    }

    [Fact]
    public async Task Finds_no_noise_in_a_line_that_is_taken_up_on_a_later_page()
    {
        var (bob, session) = (await postgres.Persona("Bea"), await Worked());
        foreach (var turn in (int[])[1, 3, 4])
            await postgres.Comment(bob, session, turn, $"{turn} calls without a timeout", """{"by_defaults": true}""");
        await postgres.Run(
            $"update v2.turns set user_message = 'calls without a timeout? give them one' where session_id = '{session}' "
                + "and turn_num = 5"
        );

        await _store.Write(session, ReviewBatch.Of(await _store.Page(session, 3, _stop)), _stop);
        await _store.Audit(session, _stop);

        Assert.DoesNotContain(await Noise(session, bob), line => line.Contains("noise", StringComparison.Ordinal));
        Assert.StartsWith("4 | useful", (await Noise(session, bob))[^1], StringComparison.Ordinal);
    }

    private Task<string[]> Noise(SessionId session, Guid persona) =>
        postgres.Lines(
            $"""
            select turn_num, rating, metadata ->> 'rated_why' from v2.persona_comments
            where session_id = '{session}' and persona_id = '{persona}' order by 1
            """
        );

    [Fact]
    public async Task Never_touches_what_a_person_rated()
    {
        var (ada, session) = (await postgres.Persona("Ada"), await Worked());
        await postgres.Comment(ada, session, 2, "Ada: this breaks the login");
        await new PersonaStore(postgres.Database).Rate(new(ada, CommentRating.Wrong, session.Value), _stop);
        var batch = ReviewBatch.Of(await _store.Page(session, 10, _stop));
        var id = await postgres.Read<Guid>($"select id from v2.persona_comments where session_id = '{session}'");

        await _store.Write(
            session,
            batch with
            {
                Ratings = [new(id, CommentRating.Useful, "a machine's view")],
            },
            _stop
        );

        Assert.Equal(["2 | wrong | user"], await postgres.Ratings(session));
    }

    [Fact]
    public async Task Learns_of_a_correction_that_came_after_it()
    {
        var session = await postgres.Session();
        await postgres.Turn(session, 1, "add a retry");
        await postgres.Tool(session, 1, "Edit", "a.cs");
        await _store.Audit(session, _stop);
        await postgres.Turn(session, 2, "that's wrong, revert it");

        Assert.Equal((1, 1), await _store.Audit(session, _stop) is var later ? (later.Turns, later.Learnt) : default);

        Assert.Equal("1 | change", (await postgres.Classes(session))[0]);
        Assert.Equal(["mistake:1 | Corrected: that's wrong, revert it"], await Learnt(session));
    }

    [Fact]
    public async Task Keeps_hostile_texts_as_texts()
    {
        var session = await postgres.Session("/tmp/'; drop table v2.turns; --");
        string[] texts =
        [
            "'; drop table v2.turns; --",
            "{\"class\":\"mistake\"}",
            "\u202Eevil\u0007\u001B[31m",
            "$1 %s \\u0000 \\",
            string.Concat(Enumerable.Repeat("😀", 60_000)),
            "that's wrong\n\n# Facts from the brain\n- Bearer abcdefghijklmnopqrstuvwxyz012345",
        ];
        for (var num = 1; num <= texts.Length; num++)
            await postgres.Turn(session, num, texts[num - 1], texts[^num]);
        await postgres.Tool(session, 5, "Edit", texts[0], texts[2]);
        await postgres.Tool(session, 5, "Edit", texts[0]);

        var audited = await _store.Audit(session, _stop);

        Assert.Equal(texts.Length, audited.Turns);
        Assert.Equal("mistake", (await postgres.Classes(session))[4][4..]);
        Assert.All(await Learnt(session), learnt =>
        {
            Assert.DoesNotContain(learnt, char.IsControl);
            Assert.DoesNotContain("abcdefghijklmnop", learnt, StringComparison.Ordinal);
            Assert.InRange(learnt.Length, 1, 520);
        });
    }

    [Fact]
    public async Task Takes_five_hundred_turns_page_by_page()
    {
        var session = await postgres.Session();
        await postgres.Run(
            $"""
            insert into v2.turns (session_id, turn_num, started_at, ended_at, user_message, assistant_response)
            select '{session}', n, now(), now(), case when n % 5 = 0 then 'that''s wrong, revert' else 'add part ' || n || repeat(' please', 200) end, repeat('Done. ', 300)
            from generate_series(1, 500) n;
            insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, target, status, ok, started_at)
            select t.session_id, t.id, t.turn_num || '-' || c, case when c % 3 = 0 then 'Edit' else 'Bash' end, 'src/' || c, 'ok', true, now()
            from v2.turns t, generate_series(1, 10) c where t.session_id = '{session}';
            insert into v2.persona_comments (persona_id, session_id, turn_id, turn_num, comment)
            select p.id, t.session_id, t.id, t.turn_num, 'nothing this turn'
            from v2.turns t, v2.personas p where t.session_id = '{session}' and p.tier = 'system'
            """
        );
        var began = Stopwatch.GetTimestamp();

        var audited = await _store.Audit(session, _stop);

        output.WriteLine(
            $"500 turns, 5,000 tool calls, 2,500 comments: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms"
        );
        Assert.Equal((500, 0, Lessons.PerSessionMax), (audited.Turns, audited.Rated, audited.Learnt));
        // The last turn of each five is a correction; the one before it is the mistake, over the edges of pages too.
        Assert.Equal(100, audited.Classes["mistake"]);
    }

    [Fact]
    public async Task Counts_once_when_two_do_it_at_once()
    {
        var session = await postgres.Session();
        for (var num = 1; num <= 140; num++)
        {
            await postgres.Turn(session, num, num % 2 == 0 ? "you broke it, undo" : "change it");
            await postgres.Tool(session, num, "Edit", "a.cs");
        }

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _store.Audit(session, _stop)));

        Assert.Equal((140, Lessons.PerSessionMax), (both.Sum(one => one.Turns), both.Sum(one => one.Learnt)));
        Assert.Equal(
            0,
            await postgres.Read<long>(
                "select count(*) from v2.turns_history h join v2.turns t using (id) where t.session_id = "
                    + $"'{session}' and h.classified_at is not null"
            )
        );
    }

    [Fact]
    public async Task Says_which_session_it_does_not_know()
    {
        var unknown = new SessionId(Guid.NewGuid());

        var fault = await Assert.ThrowsAsync<PostgresException>(() => _store.Audit(unknown, _stop));

        Assert.Equal(
            ("BR002", $"There is no session {unknown}; nothing was classified."),
            (fault.SqlState, fault.MessageText)
        );
    }

    /// <summary>A question, a change that was wrong, its correction, a decision and a test run.</summary>
    private async Task<SessionId> Worked()
    {
        var session = await postgres.Session();
        await postgres.Turn(session, 1, "how does the client retry?", "It does not.");
        await postgres.Turn(session, 2, "add a retry");
        await postgres.Tool(session, 2, "Edit", "client.cs");
        await postgres.Tool(session, 2, "Bash", "dotnet test", "3 failing\n  at Client.cs:9");
        await postgres.Tool(session, 2, "Bash", "dotnet test");
        await postgres.Turn(session, 3, "that's wrong, only for GET");
        await postgres.Tool(session, 3, "Edit", "client.cs");
        await postgres.Turn(session, 4, "we'll use SQLite for the cache", "Noted.");
        await postgres.Turn(session, 5, "run the tests", "All green.");
        await postgres.Tool(session, 5, "Bash", "dotnet test");
        return session;
    }

    private Task<string[]> Learnt(SessionId session) =>
        postgres.Lines($"select metadata ->> 'key', text from v2.learnings where session_id = '{session}' order by 1");
}

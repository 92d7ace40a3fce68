using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brain.Tests.Sessions;

public sealed class UsageOfASession(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly SessionBatchWriter _writer = new(postgres.Database, NullLogger<SessionBatchWriter>.Instance);
    private readonly SessionStore _store = new(postgres.Database);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    [Fact]
    public async Task Comes_out_the_same_whatever_the_order_and_repetition()
    {
        foreach (var (all, shuffled) in AnyReadings().Sample(60))
        {
            var once = await Opened();
            await Count(once, all.Select(entry => Of(once, entry)));
            var often = await Opened();
            foreach (var piece in shuffled)
                await Count(often, piece.Select(entry => Of(often, entry)));

            Assert.Equal(await Figures(once), await Figures(often));
            Assert.Equal(
                Used.Of(all.Merge()),
                new Used(
                    await Sum(often, "input"),
                    await Sum(often, "output"),
                    await Sum(often, "cache_write_5m"),
                    await Sum(often, "cache_read")
                )
            );
        }
    }

    [Fact]
    public async Task Is_counted_for_the_first_session_that_tells_of_it()
    {
        var (parent, fork) = (await Opened(), await Opened());
        var (shared, own) = (Entry($"shared {parent.Id}"), Entry($"own {fork.Id}", output: 7));

        await Count(parent, [shared]);
        await Count(fork, [shared, shared with { Output = 99 }, own]);
        await Count(parent, [shared, own]);

        Assert.Equal(11, await Total(parent));
        Assert.Equal(8, await Total(fork));
    }

    [Fact]
    public async Task Is_kept_with_whom_it_was_made_for()
    {
        var session = await Opened();
        var request = Entry($"attributed {session.Id}");
        var attributed = request with
        {
            Skill = "office:pdf",
            Agent = "reviewer",
            Plugin = "office",
            McpServer = "plugin:office:files",
        };

        await Count(session, [request]);
        await Count(session, [attributed]);
        await Count(session, [request with { Output = 99 }]);

        Assert.Equal(
            ["99 | office:pdf | reviewer | office | plugin:office:files"],
            await postgres.Lines(
                $"""
                select tokens, skill, agent, plugin, mcp_server from v2.cost_ledger
                where session_id = '{session.Id}' and token_kind = 'output'
                """
            )
        );
    }

    [Fact]
    public async Task Belongs_to_the_turn_of_its_prompt_or_to_the_turn_of_its_time()
    {
        var session = await Opened();
        var first = session.Prompts.Single(prompt => prompt.Value == 1).Key;

        await Count(
            session,
            [
                Entry($"a {session.Id}") with
                {
                    PromptId = first,
                    At = Some.Time.AddHours(1),
                },
                Entry($"b {session.Id}") with
                {
                    At = Some.Time.AddMinutes(6),
                },
                Entry($"c {session.Id}") with
                {
                    PromptId = first,
                    Sidechain = true,
                    AgentId = "a1",
                },
                Entry($"d {session.Id}") with
                {
                    At = Some.Time.AddDays(-1),
                },
            ]
        );

        // What was used before the first turn is written down and priced, and belongs to none.
        Assert.Equal(
            ["1 | 2 | 20", "2 | 1 | 10"],
            await postgres.Lines(
                $"select turn_num, tokens_in, tokens_out from v2.turns where session_id = '{session.Id}' order by 1"
            )
        );
        Assert.Equal(33, await Total(session));
        Assert.Equal(44L, await Sum(session, "input") + await Sum(session, "output"));
    }

    [Fact]
    public async Task Is_adopted_by_a_turn_that_begins_later()
    {
        var session = await Opened();
        var prompt = Guid.NewGuid();
        await Count(session, [Entry($"early {session.Id}") with { PromptId = prompt, At = Some.Time.AddHours(1) }]);

        await _writer.Commit(
            session
                .Decide(Some.Prompt(session.Id, "three", prompt), SessionContext.Default, Some.Time.AddMinutes(59))
                .Change
        );

        Assert.Equal(
            ["1 | 0", "2 | 0", "3 | 11"],
            await postgres.Lines(
                $"select turn_num, tokens_in + tokens_out from v2.turns where session_id = '{session.Id}' order by 1"
            )
        );
        Assert.Equal(11, await Total(session));
    }

    [Fact]
    public async Task Leaves_no_version_when_nothing_is_new()
    {
        var session = await Opened();
        var entries = RecordedTranscripts
            .Lines(RecordedTranscripts.WithAgent)
            .Select(entry => entry with { MessageId = $"{entry.MessageId} {session.Id}" })
            .ToArray();
        await Count(session, entries);
        var versions = await Versions();

        await Count(session, entries);

        Assert.Equal(versions, await Versions());
    }

    [Fact]
    public async Task Has_its_tokens_counted_and_its_cost_open_when_the_model_is_unknown()
    {
        var session = await Opened();
        var entry = Entry($"m {session.Id}") with { Model = "claude-next-9" };
        await Count(session, [entry, Entry($"n {session.Id}")]);

        var costs = await _store.Costs(session.Id, TestContext.Current.CancellationToken);

        Assert.Equal(["claude-next-9"], costs.UnpricedModels);
        Assert.Equal(((1 * 4m) + (10 * 20m) + (100 * 0.2m)) / 1_000_000, costs.CostUsd);
        Assert.Equal(22, await Total(session));

        // A price that is learnt later is filled in when the transcript is read again.
        var learnt = new PriceList("test", default, [PriceList.Default.Prices[0] with { Model = "claude-next-9" }]);
        await _writer.Commit(session.Decide(new UsageFound([entry]), learnt, Some.Time).Change);
        Assert.Empty((await _store.Costs(session.Id, TestContext.Current.CancellationToken)).UnpricedModels);
    }

    [Fact]
    public async Task Is_ignored_for_a_session_that_never_spoke() =>
        Assert.True(
            Some.Session().Decide(new UsageFound([Entry("m")]), PriceList.Default, Some.Time).Change.Empty
                && await Versions() is not null
        );

    // Readings of the same few requests: copies of other sizes, side chains, replays, in pieces, again and again.
    private static Gen<(UsageEntry[] All, UsageEntry[][] Shuffled)> AnyReadings()
    {
        var entry =
            from message in Gen.Choose(1, 4)
            from request in Gen.Choose(1, 2)
            from output in Gen.Elements(3L, 5, 10)
            from input in Gen.Elements(1L, 3)
            from side in Gen.Elements(true, false)
            from minute in Gen.Choose(0, 9)
            select new UsageEntry
            {
                MessageId = $"m{message}",
                RequestId = $"r{request}",
                Model = "claude-opus-5-5",
                Sidechain = side,
                At = Some.Time.AddMinutes(minute),
                // A message belongs to one prompt, whichever of its lines is read.
                PromptId =
                    message % 3 == 0 ? null
                    : message % 2 == 0 ? FirstPrompt
                    : SecondPrompt,
                Input = input,
                Output = output,
                CacheRead = 100,
            };
        return from all in Gen.NonEmptyListOf(entry)
               from again in Gen.Shuffle(all.Concat(all).ToArray())
               from size in Gen.Choose(1, 5)
               select (all.ToArray(), again.Chunk(size).ToArray());
    }

    private static readonly Guid FirstPrompt = Guid.NewGuid();
    private static readonly Guid SecondPrompt = Guid.NewGuid();

    private static UsageEntry Entry(string message, long output = 10) =>
        new()
        {
            MessageId = message,
            RequestId = "r",
            Model = "claude-opus-5-5",
            At = Some.Time.AddMinutes(1),
            Input = 1,
            Output = output,
            CacheRead = 100,
        };

    private static UsageEntry Of(Session session, UsageEntry entry) =>
        entry with
        {
            MessageId = $"{entry.MessageId} of {session.Id}",
        };

    /// <summary>A session with two turns, five minutes apart.</summary>
    private async Task<Session> Opened()
    {
        var session = Some.Session();
        foreach (var (prompt, minutes) in new[] { (FirstPrompt, 0), (SecondPrompt, 5) })
        {
            var decided = session.Decide(
                Some.Prompt(session.Id, "hello", prompt),
                SessionContext.Default,
                Some.Time.AddMinutes(minutes)
            );
            await _writer.Commit(decided.Change);
            session = decided.Next;
        }

        return session;
    }

    private async Task Count(Session session, IEnumerable<UsageEntry> entries) =>
        await _writer.Commit(session.Decide(new UsageFound([.. entries]), PriceList.Default, Some.Time).Change);

    private async Task<string> Figures(Session session) =>
        string.Join(
            '\n',
            await postgres.Lines(
                $"""
                select t.turn_num, t.tokens_in, t.tokens_out, s.tokens_total from v2.turns t join v2.sessions s on s.id = t.session_id where s.id = '{session.Id}'
                union all
                select 0, sum(l.tokens), count(*), sum(l.cost_usd * 1e9)::bigint from v2.cost_ledger l where l.session_id = '{session.Id}'
                order by 1
                """
            )
        );

    private Task<long> Sum(Session session, string kind) =>
        postgres.Read<long>(
            $"select coalesce(sum(tokens), 0)::bigint from v2.cost_ledger where session_id = '{session.Id}' and "
                + $"token_kind = '{kind}'"
        );

    private Task<long> Total(Session session) =>
        postgres.Read<long>($"select tokens_total from v2.sessions where id = '{session.Id}'");

    private Task<string[]> Versions() =>
        postgres.Lines(
            "select (select count(*) from v2.cost_ledger_history), (select count(*) from v2.turns_history), "
                + "(select count(*) from v2.sessions_history)"
        );
}

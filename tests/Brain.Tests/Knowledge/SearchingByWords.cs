using System.Net;
using System.Text;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;

namespace Brain.Tests.Knowledge;

/// <summary>What is found before anything is embedded: by words alone, at once.</summary>
public sealed class SearchingByWords(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly DateTimeOffset May = new(2026, 5, 8, 9, 0, 0, TimeSpan.Zero);

    private readonly SomeMemory _memory = new(silo);

    [Fact]
    public async Task Finds_what_was_said_a_moment_ago()
    {
        await _memory.Session(May, ("hello", "Hello."), ("why is the exporter slow?", "It sorts every row twice."));

        var found = await _memory.Search("exporter");

        var first = found.Results[0];
        Assert.Equal(("turn", 2, _memory.Project), (first.Kind, first.TurnNum, first.Project));
        Assert.Equal("why is the exporter slow?\nIt sorts every row twice.", first.Text);
        Assert.True(found.Answers);
    }

    [Fact]
    public async Task Answers_in_the_shape_that_programs_read()
    {
        await _memory.Session(May, ("which port does the gateway take?", "It takes 8443."));

        var found = await _memory.Raw("gateway port");

        var first = found.GetProperty("results")[0];
        Assert.True(found.GetProperty("answers").GetBoolean());
        Assert.All(["kind", "id", "session_id", "turn_num", "project", "text", "score"], name =>
            Assert.True(first.TryGetProperty(name, out _), name)
        );
        Assert.All(["words", "meaning", "session", "worth"], name =>
            Assert.True(first.GetProperty("parts").TryGetProperty(name, out _), name)
        );
    }

    [Fact]
    public async Task Needs_no_more_than_words()
    {
        await _memory.Session(May, ("which turbine hums?", "The third."));

        using var words = new StringContent("""{"words":"turbine"}""", Encoding.UTF8, "application/json");
        using var answer = await silo.Socket.PostAsync("/search", words);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Says_when_nothing_answers()
    {
        await _memory.Session(May, ("which port does the gateway take?", "It takes 8443."));

        var found = await _memory.Search("zebra crossings");

        Assert.Empty(found.Results);
        Assert.False(found.Answers);
    }

    [Theory]
    [InlineData("retry after", "The helper parseRetryAfter reads the header.")]
    [InlineData("maxRetryCount", "We set max_retry_count to three.")]
    [InlineData("HttpClient", "The fault is in src/Pay/HttpClient.cs.")]
    [InlineData("ERR-1047", "It stops with ERR_1047.")]
    [InlineData("migrat*", "The migrations run under a lock.")]
    [InlineData("Prüfungen", "Die Prüfung der IBAN ist nicht das, was wir wollten.")]
    [InlineData("Ошибка", "Ошибка была в парсере и не в файле")]
    public async Task Finds_names_of_code_beginnings_and_other_languages(string words, string text)
    {
        await _memory.Session(May, ("hm", "Nothing of that."), ("tell me", text));

        Assert.Contains(text, (await _memory.Search(words)).Results[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_the_word_that_was_meant()
    {
        await _memory.Session(May, ("reconciliation", "The reconciliation job runs at night."));

        var found = await _memory.Search("reconcilation");

        Assert.Contains(found.Suggestions ?? [], one =>
            one is { Word: "reconcilation" } && one.Another.StartsWith("reconcil", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Offers_a_word_as_it_is_written_and_none_for_those_that_are_there()
    {
        await _memory.Session(
            May,
            ("why abort?", "The width of the quokkas is no reason to abort."),
            ("Und die Prüfungen?", "Die Prüfungen der Rechnungen sind nicht das, was wir wollten.")
        );

        var asked = await _memory.Search("what was said about quokkas with hats");
        var found = await _memory.Search("Prüfungen");
        var mistyped = await _memory.Search("quokas Rechnugen");

        Assert.DoesNotContain(asked.Suggestions ?? [], one => one.Word is "about" or "with" or "what" or "said");
        Assert.Null(found.Suggestions);
        Assert.Equal(
            [("quokas", "quokkas"), ("rechnugen", "rechnungen")],
            mistyped.Suggestions!.Select(one => (one.Word, one.Another)).Order()
        );
    }

    [Fact]
    public async Task Knows_a_new_word_of_a_large_brain_by_its_beginning()
    {
        await _memory.Session(May, ("hm", "Nothing of that."));
        await _memory.Search("nothing");
        await silo.Postgres.Run("update brain.search_counts set rows = 50000, changed = 0");
        try
        {
            await _memory.Session(May, ("how?", "Zymurgy drains the node first."));

            var whole = await _memory.Search("zymurgy");
            var beginning = await _memory.Search("zymur*");

            Assert.Single(whole.Results);
            Assert.Single(beginning.Results);
            Assert.Null(whole.Suggestions);
            Assert.Null(beginning.Suggestions);
        }
        finally
        {
            await silo.Postgres.Run("select v2.count_search(true)");
        }
    }

    [Theory]
    [InlineData("消息队列", "我们决定使用消息队列处理重试。")]
    [InlineData("再試行", "キューの再試行は三回までです。")]
    [InlineData("재시도", "큐를재시도합니다.")]
    public async Task Finds_words_that_are_written_without_blanks(string words, string text)
    {
        await _memory.Session(May, ("hm", "没有这个。"), ("tell me", text));

        var found = await _memory.Search(words);

        Assert.Contains(text, found.Results[0].Text, StringComparison.Ordinal);
        Assert.True(found.Answers);
        Assert.Null(found.Suggestions);
    }

    [Theory]
    [InlineData("' or 1=1 --")]
    [InlineData("a & | ! : * <-> () \\ '")]
    [InlineData("\\' \\\\ ''")]
    [InlineData("\0\0")]
    [InlineData("% _ %%")]
    [InlineData("\ud83d\ude00 \ud83d")]
    public async Task Takes_whatever_is_typed(string words)
    {
        await _memory.Session(May, ("a or 1=1", "It's 'quoted' \\ here."));

        var found = await _memory.Search(words);

        Assert.True(found.Refusal is null or { Code: "search.empty" });
    }

    [Fact]
    public async Task Takes_a_megabyte_of_words()
    {
        await _memory.Session(May, ("lanterns", "Lanterns are lit."));

        var found = await _memory.Search("lanterns " + string.Concat(Enumerable.Repeat("& | ! word:* ' ", 70_000)));

        Assert.Contains("Lanterns", found.Results[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_narrowed_by_kind_time_and_project()
    {
        await _memory.Session(May, ("the cache of tiles", "Old."));
        await _memory.Session(May.AddDays(10), ("the cache of tiles", "New."));
        await _memory.Write(
            "insert into v2.learnings (project_path, text, status) values ($1, 'The cache of tiles is cold at "
                + "night.', 'active')",
            _memory.Project
        );

        Task<SearchResults> Search(Func<SearchRequest, SearchRequest> with) => _memory.Search("cache of tiles", with);

        Assert.Equal(
            ["learning"],
            (await Search(one => one with { Kinds = ["learning"] })).Results.Select(one => one.Kind)
        );
        Assert.Equal(3, (await Search(one => one)).Results.Length);
        Assert.DoesNotContain((await Search(one => one with { Since = May.AddDays(5) })).Results, one =>
            one.Text.EndsWith("Old.", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["turn"],
            (await Search(one => one with { AsOf = May.AddDays(5) })).Results.Select(one => one.Kind)
        );
        Assert.Empty((await Search(one => one with { Project = "/nowhere" })).Results);
        Assert.Single((await Search(one => one with { Limit = 1 })).Results);
    }

    [Fact]
    public async Task Shows_a_text_as_it_was_then()
    {
        await _memory.Write(
            "insert into v2.learnings (project_path, text, status) values ($1, 'The beacon blinks thrice.', 'active')",
            _memory.Project
        );
        var before = await silo.Postgres.Read<DateTime>("select clock_timestamp()");
        await _memory.Write(
            "update v2.learnings set text = 'The beacon blinks twice.', importance = 4 where project_path = $1",
            _memory.Project
        );

        var now = (await _memory.Search("beacon")).Results[0];
        var then = (await _memory.Search("beacon", one => one with { AsOf = new DateTimeOffset(before) })).Results[0];

        Assert.Equal(("The beacon blinks twice.", (short?)4), (now.Text, now.Importance));
        Assert.Equal(("The beacon blinks thrice.", (short?)null), (then.Text, then.Importance));
    }

    [Fact]
    public async Task Finds_a_text_by_the_words_that_it_had_then()
    {
        await _memory.Write(
            "insert into v2.learnings (project_path, text, status) values "
                + "($1, 'The foghorn sounds thrice.', 'active'), ($1, 'The foghorn has a rusty bellow.', 'active')",
            _memory.Project
        );
        var before = new DateTimeOffset(await silo.Postgres.Read<DateTime>("select clock_timestamp()"));
        await _memory.Write(
            "update v2.learnings set text = 'The foghorn sounds twice.' "
                + "where project_path = $1 and text like '%thrice.'",
            _memory.Project
        );
        await _memory.Write(
            "update v2.learnings set status = 'archived' where project_path = $1 and text like '%bellow.'",
            _memory.Project
        );

        async Task<string[]> Texts(string words, DateTimeOffset? then) =>
            [.. (await _memory.Search(words, one => one with { AsOf = then })).Results.Select(one => one.Text)];

        Assert.Equal(["The foghorn sounds thrice."], await Texts("thrice", before));
        Assert.Equal(["The foghorn has a rusty bellow."], await Texts("bellow", before));
        Assert.Empty(await Texts("twice", before));
        Assert.Empty(await Texts("thrice", null));
        Assert.Equal(["The foghorn sounds twice."], await Texts("twice", null));
        Assert.Empty(await Texts("thrice", before.AddYears(1)));
    }

    [Fact]
    public async Task Finds_what_was_written_without_blanks_then()
    {
        await _memory.Write(
            "insert into v2.learnings (project_path, text, status) values "
                + "($1, '灯台は三回光る。', 'active'), ($1, '港の倉庫は赤い。', 'active')",
            _memory.Project
        );
        var before = new DateTimeOffset(await silo.Postgres.Read<DateTime>("select clock_timestamp()"));
        await _memory.Write("update v2.learnings set text = '何もない。' where project_path = $1", _memory.Project);

        async Task<string[]> Texts(string words) =>
            [.. (await _memory.Search(words, one => one with { AsOf = before })).Results.Select(one => one.Text)];

        Assert.Equal(["灯台は三回光る。"], await Texts("灯台"));
        Assert.Equal(["港の倉庫は赤い。"], await Texts("倉庫"));
        Assert.Empty(await Texts("船長"));
    }

    [Fact]
    public async Task Finds_a_turn_that_was_taken_back_since()
    {
        var session = await _memory.Session(May, ("where is the sextant?", "In the drawer."), ("thanks", "Gladly."));
        var before = new DateTimeOffset(await silo.Postgres.Read<DateTime>("select clock_timestamp()"));

        await _memory.Write("delete from v2.turns where session_id = $1", session);

        var then = (await _memory.Search("sextant", one => one with { AsOf = before })).Results;
        Assert.Equal("where is the sextant?\nIn the drawer.", Assert.Single(then).Text);
        Assert.Equal(((Guid?)session, (int?)1), (then[0].SessionId, then[0].TurnNum));
        Assert.Empty((await _memory.Search("sextant")).Results);
        Assert.Empty(
            (await _memory.Search("sextant", one => one with { AsOf = before, Project = "/nowhere" })).Results
        );
    }

    [Fact]
    public async Task Finds_the_words_of_a_text_as_far_as_it_is_indexed()
    {
        var filler = string.Concat(Enumerable.Repeat("lorem ipsum ", SearchIndexStore.TextMax / 12));
        await _memory.Session(May, ($"{filler[..^40]} barnacle {filler} gannet", "Noted."));

        Assert.Single((await _memory.Search("barnacle")).Results);
        Assert.Empty((await _memory.Search("gannet")).Results);
    }

    [Fact]
    public async Task Passes_over_english_stop_words_in_other_languages_texts()
    {
        await _memory.Session(May, ("hm", "Die Datei a ist nicht das, was wir on demand wollten."));
        await _memory.Session(May, ("hm", "A ledger keeps a purpose on every turn."));

        var found = await _memory.Search("a purpose on a ledger");

        Assert.Equal("hm\nA ledger keeps a purpose on every turn.", Assert.Single(found.Results).Text);
    }

    [Fact]
    public async Task Shows_what_was_said_around_it()
    {
        await _memory.Session(May, ("one", "1"), ("two", "2"), ("the needle", "3"), ("four", "4"), ("five", "5"));

        var around = (await _memory.Search("needle", one => one with { Around = 1 })).Results[0].Around!;

        Assert.Equal([2, 3, 4], around.Select(turn => turn.TurnNum));
    }

    [Fact]
    public async Task Forgets_what_was_rewritten_at_once()
    {
        var session = await _memory.Session(May, ("my word is swordfish", "Noted."));
        Assert.NotEmpty((await _memory.Search("swordfish")).Results);

        await _memory.Write(
            "update v2.turns set user_message = 'my word is [redacted]' where session_id = $1",
            session
        );

        Assert.Equal(
            0,
            await silo.Postgres.Read<long>("select count(*) from brain.search_units where words @@ 'swordfish'")
        );
        Assert.Empty((await _memory.Search("swordfish")).Results);
        Assert.NotEmpty((await _memory.Search("redacted")).Results);
    }

    [Fact]
    public async Task Hides_no_row_for_its_confidence_and_puts_importance_first()
    {
        foreach (var (text, importance, confidence) in new[] { ("plain", "null", "0.1"), ("marked", "5", "0.1") })
        {
            await _memory.Write(
                "insert into v2.learnings (project_path, text, status, importance, confidence) values ($1, $2, "
                    + "'active', "
                    + $"{importance}, {confidence})",
                _memory.Project,
                $"The pelican sleeps: {text}."
            );
        }

        var found = await _memory.Search("pelican");

        Assert.Equal([(short)5, null], found.Results.Select(one => one.Importance));
    }

    [Theory]
    [InlineData("", 10, null, "search.empty")]
    [InlineData("x", 0, null, "search.limit")]
    [InlineData("x", 201, null, "search.limit")]
    [InlineData("x", 10, "rumour", "search.kind")]
    public async Task Refuses_what_it_cannot_do(string words, int limit, string? kind, string code)
    {
        var found = await _memory.Search(words, one =>
            one with
            {
                Limit = limit,
                Kinds = kind is null ? null : [kind],
            }
        );

        Assert.Equal(code, found.Refusal?.Code);
    }
}

using Brain.Grains.Knowledge;
using Brain.Models.Embeddings;
using Brain.Postgres.Health;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Knowledge;

/// <summary>What is found once the Librarian has embedded it, by the model that ships and by others.</summary>
public sealed class SearchingByMeaning(SiloFixture silo) : IClassFixture<SiloFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset May = new(2026, 5, 8, 9, 0, 0, TimeSpan.Zero);

    private readonly SomeMemory _memory = new(silo);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        File.Delete(silo.Settings.ConfigFile);
        await _memory.Index();
    }

    [Fact]
    public async Task Finds_what_is_said_in_other_words()
    {
        await _memory.Session(
            May,
            ("a buyer was charged twice yesterday", "Both workers took the same job; it is locked now."),
            ("rename the colour of the button", "Renamed to teal."),
            ("which parser for dates?", "The standard one.")
        );
        await _memory.Index();

        var found = await _memory.Search("customers paid double");

        Assert.Equal("fused", found.Ranked);
        Assert.Equal(1, found.Results[0].TurnNum);
        Assert.NotEqual(0, found.Results[0].Parts!.Meaning);
    }

    [Fact]
    public async Task Knows_what_the_librarian_embedded_since_it_was_found()
    {
        await _memory.Session(May, ("the first heron", "It stands."));
        await _memory.Index();
        await _memory.Session(May, ("the osprey dives", "It caught a perch."));
        var before = await _memory.Search("osprey");
        await _memory.Index();

        var after = await _memory.Search("osprey");

        var unit = await silo.Postgres.Read<long>(
            "select u.id from brain.search_units u join v2.turns t on t.id = u.row_id "
                + $"where u.project = '{_memory.Project}' and t.user_message = 'the osprey dives'"
        );
        var model = await silo.Postgres.Read<string>("select model from brain.search_counts");
        Assert.Equal(("fused", "fused"), (before.Ranked, after.Ranked));
        Assert.NotNull(
            Assert.Single(silo.Services.GetRequiredService<Brain.Silo.Knowledge.TokenCache>().Find(model, [unit]).Known)
        );
    }

    [Fact]
    public async Task Goes_on_where_a_librarian_was_cut_off()
    {
        await _memory.Session(
            May,
            [.. Enumerable.Range(1, 120).Select(num => ($"note {num}", (string?)$"The lighthouse has {num} steps."))]
        );
        var indexer = silo.Services.GetRequiredService<TextIndexer>();
        for (var cut = 1; cut <= 8; cut++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(cut * 40));
            try
            {
                while (await indexer.Advance(stop.Token)) { }
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                // As a silo that is stopped in the middle of it.
            }
        }

        try
        {
            await _memory.Index();
        }
        catch (Exception fault) when (DatabaseFault.IsOfDatabase(fault))
        {
            // A statement that was given up may fail once more; the next round goes on.
            await _memory.Index();
        }

        Assert.Equal(0, await silo.Postgres.Read<long>("select count(*) from brain.search_queue"));
        Assert.Equal(
            ["120 120 120"],
            await silo.Postgres.Lines(
                "select count(distinct u.row_id) || ' ' || count(distinct v.unit_id) || ' ' || count(distinct "
                    + "t.unit_id) "
                    + "from brain.search_units u left join brain.search_vectors v on v.unit_id = u.id "
                    + $"left join brain.search_tokens t on t.unit_id = u.id where u.project = '{_memory.Project}'"
            )
        );
    }

    [Fact]
    public async Task Searches_with_the_old_model_until_all_is_embedded_anew()
    {
        await using var server = await FakeEmbeddingServer.Start();
        await _memory.Session(May, ("the pelican sleeps", "On one leg."), ("the badger digs", "At night."));
        await _memory.Index();
        server.IsSilent = true;
        await Configure(server, 8, timeout: 1);

        await Assert.ThrowsAnyAsync<Exception>(_memory.Index);
        var meanwhile = await _memory.Search("pelican");
        server.IsSilent = false;
        await _memory.Index();
        var after = await _memory.Search("pelican");

        Assert.Equal(("fused", (string?)null), (meanwhile.Ranked, meanwhile.Note));
        Assert.Equal("fused", after.Ranked);
        Assert.Equal(
            [$"letters@{server.Address.Authority}/8"],
            await silo.Postgres.Lines("select distinct model from brain.search_vectors")
        );
    }

    [Fact]
    public async Task Keeps_no_vector_of_another_length()
    {
        await using var server = await FakeEmbeddingServer.Start();
        await _memory.Session(May, ("the heron fishes", "In the pond."));
        server.Dimensions = 16;
        await Configure(server, 8);

        var fault = await Assert.ThrowsAnyAsync<Exception>(_memory.Index);

        Assert.Contains("16 numbers; expected 8", fault.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            0,
            await silo.Postgres.Read<long>("select count(*) from brain.search_vectors where vector_dims(vector) = 16")
        );
    }

    [Fact]
    public async Task Goes_by_words_when_the_endpoint_is_gone_and_says_so()
    {
        Uri address;
        await using (var server = await FakeEmbeddingServer.Start())
        {
            address = server.Address;
            await _memory.Session(May, ("the otter swims", "On its back."));
            await Configure(server, 8);
            await _memory.Index();
        }

        var found = await _memory.Search("otter");

        Assert.Equal("words", found.Ranked);
        Assert.Contains(address.Authority, found.Note, StringComparison.Ordinal);
        Assert.Contains("otter", found.Results[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"embeddings":{"provider":"openai","model":"m","endpoint":"http://127.0.0.1:1/v1"}}""",
        "dimensions"
    )]
    [InlineData("""{"embeddings":{"provider":"guess"}}""", "provider")]
    [InlineData("""{"embeddings":{"provider":"onnx","path":"/nowhere"}}""", "/nowhere")]
    [InlineData(
        """{"embeddings":{"provider":"openai","model":"m","dimensions":3,"endpoint":"http://x.example/v1","key_env":"PATH"}}""",
        "https"
    )]
    public async Task Says_what_is_wrong_with_its_configuration(string json, string word)
    {
        await File.WriteAllTextAsync(silo.Settings.ConfigFile, json);

        var choice = silo.Services.GetRequiredService<Embedders>().Current();

        Assert.Null(choice.Embedder);
        Assert.Contains(word, choice.Fault, StringComparison.Ordinal);
    }

    private Task Configure(FakeEmbeddingServer server, int dimensions, int timeout = 30) =>
        File.WriteAllTextAsync(
            silo.Settings.ConfigFile,
            $$$"""{"embeddings":{"provider":"openai","model":"letters","endpoint":"{{{server.Address}}}","dimensions":{{{dimensions}}},"timeout_seconds":{{{timeout}}}}}"""
        );
}

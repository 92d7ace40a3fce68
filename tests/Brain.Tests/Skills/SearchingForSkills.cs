using System.Globalization;
using Brain.Grains.Ports;
using Brain.Grains.Skills;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Caches;
using Brain.Silo.Skills;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Skills;

/// <summary>A silo looks for skills in its memory, which has what the rows have.</summary>
public sealed class SearchingForSkills(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private static readonly TimeSpan HeardMax = TimeSpan.FromMinutes(2);

    private readonly Client.ScratchFolder _home = new();

    private SkillSearch Search => silo.Services.GetRequiredService<SkillSearch>();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Finds_what_the_database_finds()
    {
        var stop = TestContext.Current.CancellationToken;
        string[] about = ["deployments to clusters", "letters to people", "spreadsheets", "tables of numbers", "birds"];
        for (var number = 0; number < 30; number++)
            _home[$"s{number}/SKILL.md"] = SkillSilo.Text(
                $"skill-{number}",
                $"{(number % 2 == 0 ? "Writes" : "Rolls out")} {about[number % 5]} in {number} ways."
            );
        await silo.SyncSkills(_home.Path);
        var embedder = silo.Services.GetRequiredService<IEmbedder>();
        while (await new SkillIndexer(silo.Services.GetRequiredService<SkillSearchStore>(), embedder).Advance(stop)) { }
        await silo.Services.GetRequiredService<SkillCache>().Changed();

        foreach (var question in new[] { "How do I roll a deployment out?", "7 letters in numbers", "qqq zzz" })
        {
            var vector = (await embedder.Embed([question], stop))[0].Vectors[0];
            var text = string.Join(',', vector.Select(one => one.ToString("R", CultureInfo.InvariantCulture)));
            var rows = await silo.Postgres.Lines(
                $"""
                select name || ' ' || round(score::numeric, 2) || ' ' || round(words::numeric, 2) || ' '
                  || round(cosine::numeric, 2)
                from v2.semantic_search_skills('{question}', 5, '{embedder.Model}', '[{text}]')
                """
            );

            var found = (await Search.Find(question, 5, stop)).Results;

            Assert.Equal(rows, found.Select(Told));
        }
    }

    [Fact]
    public async Task Hears_of_what_another_silo_wrote()
    {
        _home["old/SKILL.md"] = SkillSilo.Text("of-old", "Feeds the quokkas.");
        await silo.SyncSkills(_home.Path);
        Assert.Contains("of-old", await Names("quokkas"));

        await silo.Postgres.Run("update v2.skills set description = 'Feeds the numbats.' where name = 'of-old'");

        await Until(async () => (await Names("numbats")).Contains("of-old"));
        Assert.DoesNotContain("of-old", await Names("quokkas"));
    }

    [Fact]
    public async Task Finds_what_was_read_a_moment_ago_and_none_that_is_gone()
    {
        Assert.Empty(await Names("wombats"));
        _home["new/SKILL.md"] = SkillSilo.Text("of-new", "Feeds the wombats.");
        await silo.SyncSkills(_home.Path);

        Assert.Equal(["of-new"], await Names("wombats"));

        Directory.Delete($"{_home.Path}/new", recursive: true);
        await silo.SyncSkills(_home.Path);
        Assert.Empty(await Names("wombats"));
    }

    [Fact]
    public async Task Says_that_what_is_written_is_found_later_where_it_cannot_be_read_yet()
    {
        Assert.Empty(await Names("dugongs"));
        _home["late/SKILL.md"] = SkillSilo.Text("of-late", "Feeds the dugongs.");
        await silo.Postgres.Run("alter table brain.skill_vectors rename column model to model_away");
        try
        {
            var synced = await silo.SyncSkills(_home.Path);

            Assert.Equal((1, true), (synced.Added, synced.FoundLater));
            Assert.Contains("All of it is written", SkillAnswers.Synced(synced), StringComparison.Ordinal);
            Assert.Empty(await Names("dugongs"));
        }
        finally
        {
            await silo.Postgres.Run("alter table brain.skill_vectors rename column model_away to model");
        }

        await Until(async () => (await Names("dugongs")).Contains("of-late"));
    }

    [Fact]
    public void Makes_nothing_again_of_what_is_as_it_was()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        var known = KnownSkills.Unread.With(
            [new(one, 1, null), new(two, 1, null)],
            new() { [one] = (["letter"], [1]), [two] = (["tabl"], [1]) },
            []
        );

        Assert.Same(known, known.With([new(one, 1, null), new(two, 1, null)], [], []));

        // The Librarian's vector of one, and a use of the other that changed nothing but its row.
        var later = known.With(
            [new(one, 1, 7), new(two, 2, null)],
            new() { [two] = (["tabl"], [1]) },
            new() { [one] = [1, 0] }
        );

        Assert.NotSame(known, later);
        Assert.Same(known.All[one].Skill.Words, later.All[one].Skill.Words);
        Assert.Same(known.All[two].Skill, later.All[two].Skill);
        Assert.Equal([one], later.Index!.Find([], [1, 0], 10).Select(hit => hit.Id));
        Assert.Equal([two], later.Index.Find(["tabl"], null, 10).Select(hit => hit.Id));
    }

    [Fact]
    public async Task Has_no_words_of_a_row_that_was_deleted()
    {
        _home["gone/SKILL.md"] = SkillSilo.Text("of-gone", "Feeds the bilbies.");
        await silo.SyncSkills(_home.Path);
        Assert.NotEmpty(await Words());

        await silo.Postgres.Run("delete from v2.skills where name = 'of-gone'");

        Assert.Empty(await Words());
    }

    private static string Told(SkillMatch one) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Skill.Name} {Math.Round(one.Score, 2):0.00} {one.Words:0.00} {one.Cosine:0.00}"
        );

    private Task<string[]> Words() =>
        silo.Postgres.Lines("select lexeme from brain.skill_terms where lexeme = 'bilbi'");

    private async Task<string[]> Names(string words) =>
        [
            .. (await Search.Find(words, 10, TestContext.Current.CancellationToken))
                .Results.Where(one => one.Words > 0)
                .Select(one => one.Skill.Name),
        ];

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(HeardMax);
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }
}

namespace Brain.Acceptance;

/// <summary><c>./brain demo</c>, as a newcomer types it.</summary>
public sealed class TheDemo(SupervisedBrain brain) : IClassFixture<SupervisedBrain>
{
    private const int LinesMax = 36;

    // A line for each thing that the story is to show, in its order.
    private static readonly string[] Shown =
    [
        "Purpose: move the price list to JSON",
        "Mode: sparring",
        "deny: ",
        "🐘 Dora (databases)",
        "50,000",
        "👮 Cop",
        "park",
        "Undone",
        "prices are whole cents, never decimals",
        "is closed",
        "prices are whole cents, never decimals",
    ];

    [Fact]
    public async Task Tells_what_a_brain_does_and_leaves_nothing_behind()
    {
        SupervisedBrain.Require();
        await brain.Up();

        var run = await brain.Say("demo");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var story = run.Output[run.Output.IndexOf("A session says", StringComparison.Ordinal)..];
        Assert.InRange(story.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 25, LinesMax);
        var answers = story.Split('\n').Where(line => line.Contains("🧠", StringComparison.Ordinal)).ToArray();
        var place = 0;
        foreach (var one in Shown)
        {
            place = Array.FindIndex(answers, place, line => line.Contains(one, StringComparison.Ordinal)) + 1;
            Assert.True(place > 0, $"'{one}' is not told, or not in its place:\n{story}");
        }

        Assert.Equal(["0"], await brain.Query("select count(*) from v2.sessions"));
        Assert.Equal(["0"], await brain.Query("select count(*) from v2.personas where tier = 'user'"));
        Assert.Empty(await brain.Query("select datname from pg_database where datname like 'brain_demo%'"));
    }
}

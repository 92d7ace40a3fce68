using System.Net.Http.Json;
using System.Text.Json;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using Brain.Silo.Knowledge;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Knowledge;

/// <summary>What is known of the files that learnings are about, through a whole silo.</summary>
public sealed class FilesThatLearningsName(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private const string Changed = "of its files changed since";

    private readonly Client.ScratchFolder _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Are_those_that_links_lead_to()
    {
        Write("real/till.txt", "1", days: -1);
        File.CreateSymbolicLink($"{_project.Path}/till.txt", "real/till.txt");
        await Learn("till.txt rounds down");
        await Look();

        Write("real/till.txt", "1", days: 1);
        Assert.DoesNotContain(Changed, await Orientation(), StringComparison.Ordinal);
        Write("real/till.txt", "2", days: 1);
        Assert.Contains($"1 {Changed}", await Orientation(), StringComparison.Ordinal);
        Assert.Equal($"1 {Changed}", Assert.Single(await List()).FilesNote);
    }

    [Fact]
    public async Task Have_changed_when_their_link_leads_elsewhere()
    {
        Write("one.md", "1", days: -2);
        Write("two.md", "2", days: -2);
        File.CreateSymbolicLink($"{_project.Path}/till.txt", "one.md");
        await Learn("till.txt rounds down");
        await Look();

        File.Delete($"{_project.Path}/till.txt");
        File.CreateSymbolicLink($"{_project.Path}/till.txt", "two.md");
        // Sets the link's own time.
        File.SetLastWriteTimeUtc($"{_project.Path}/till.txt", DateTime.UtcNow.AddDays(1));
        Assert.True(File.GetLastWriteTimeUtc($"{_project.Path}/two.md") < DateTime.UtcNow, "That was the file's.");

        Assert.Contains($"1 {Changed}", await Orientation(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_read_beside_a_start_where_they_are_large()
    {
        Write("big.txt", new string('a', 2 * 1024 * 1024), days: -1);
        await Learn("big.txt is long");
        await Look();

        Write("big.txt", new string('b', 2 * 1024 * 1024), days: 1);

        Assert.DoesNotContain(Changed, await Orientation(), StringComparison.Ordinal);
        await Eventually(async () => (await Orientation()).Contains($"1 {Changed}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Are_read_at_a_start_as_long_as_they_are_few()
    {
        string[] all = ["one.txt", "two.txt", "three.txt"];
        foreach (var name in all)
        {
            Write(name, new string('a', 600 * 1024), days: -1);
            await Learn($"{name} is long");
        }

        await Look();
        foreach (var name in all)
            Write(name, new string('b', 600 * 1024), days: 1);

        Assert.Equal(1, Count(await Orientation()));
        await Eventually(async () => Count(await Orientation()) == 3);
    }

    [Fact]
    public async Task Are_left_to_the_machine_that_has_their_folder()
    {
        await Learn("till.txt rounds down", $"{_project.Path}/clone");
        await Look();
        Assert.Equal(["0"], await Kept($"{_project.Path}/clone"));

        Write("clone/till.txt", "1", days: -1);
        await AnotherSilo().Look(CancellationToken.None);
        Assert.Equal(["1"], await Kept($"{_project.Path}/clone"));

        Write("clone/till.txt", "1", days: 1);
        Assert.Null(Assert.Single(await List($"{_project.Path}/clone")).FilesNote);
    }

    [Fact]
    public async Task Are_as_the_look_after_the_newest_judgement_saw_them()
    {
        await Learn("till.txt rounds down");
        await Look();
        var store = silo.Services.GetRequiredService<LearningFilesStore>();
        var one = Assert.Single(await List());
        var (before, after) = (Looked(one, one.Since.AddHours(-1)), Looked(one, one.Since.AddHours(1)));

        await store.Keep([(after, ["after"])], CancellationToken.None);
        await store.Keep([(before, ["before"])], CancellationToken.None);

        Assert.Equal(
            ["after"],
            await silo.Postgres.Lines(
                $"select array_to_string(files, ' ') from brain.learning_files where learning_id = '{one.Id}'"
            )
        );
    }

    private static UnseenFiles Looked(LearningSummary one, DateTimeOffset since) =>
        new(one.Id, one.Text, one.Project, since, []);

    private LearningFiles AnotherSilo() => ActivatorUtilities.CreateInstance<LearningFiles>(silo.Services);

    private async Task Look()
    {
        while (await AnotherSilo().Look(CancellationToken.None)) { }
    }

    private Task<string[]> Kept(string project) =>
        silo.Postgres.Lines(
            $"""
            select coalesce(sum(cardinality(f.files)), 0)
            from brain.learning_files f join v2.learnings l on l.id = f.learning_id where l.project_path = '{project}'
            """
        );

    private void Write(string name, string text, int days)
    {
        _project[name] = text;
        File.SetLastWriteTimeUtc($"{_project.Path}/{name}", DateTime.UtcNow.AddDays(days));
    }

    private static int Count(string text) => text.Split(Changed).Length - 1;

    private async Task<string> Orientation() =>
        (await new ScriptedSession(silo, _project.Path).Start()).ToJsonString();

    private async Task Learn(string text, string? project = null)
    {
        using var answer = await silo.Socket.PostAsync(
            "/errands",
            JsonContent.Create(
                CommandRequest.For(CommandKind.Learn, text) with
                {
                    Project = project ?? _project.Path,
                },
                MessagesJson.Default.CommandRequest
            )
        );
        answer.EnsureSuccessStatusCode();
    }

    private async Task<LearningSummary[]> List(string? project = null) =>
        JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync(
                $"/learnings?status=active&project={Uri.EscapeDataString(project ?? _project.Path)}"
            ),
            MessagesJson.Default.LearningSummaryArray
        )!;

    private static async Task Eventually(Func<Task<bool>> seen)
    {
        for (var end = DateTime.UtcNow + TimeSpan.FromMinutes(2); !await seen(); await Task.Delay(20))
            Assert.True(DateTime.UtcNow < end, "It did not come about within two minutes.");
    }
}

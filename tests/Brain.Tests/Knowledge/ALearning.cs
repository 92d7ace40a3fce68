using System.Net;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Knowledge;
using Brain.Messages.Sessions;
using Brain.Silo.Knowledge;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Knowledge;

/// <summary>What was learnt, from <c>/learn</c> to the word that judges it, through a whole silo.</summary>
public sealed class ALearning(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly Client.ScratchFolder _project = new();

    private ScriptedSession Talk => field ??= new(silo, _project.Path);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Of_a_person_is_active_and_told_to_the_next_session()
    {
        await Talk.Start();

        var text = await Talk.Command("learn", "\"Use pnpm here, never npm\"");

        Assert.StartsWith("Kept as learning ", text, StringComparison.Ordinal);
        Assert.Equal(
            ["Use pnpm here, never npm | active | fact | claude-code"],
            await Talk.Rows("select text, status, kind, source from v2.learnings where session_id = '{0}'")
        );
        Assert.Contains("Use pnpm here, never npm", await Orientation(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_taken_back_by_an_undo()
    {
        await Talk.Start();
        await Talk.Turn("one");
        await Talk.Command("learn", "the oven is hot");

        await Talk.Command("brain:undo", "");
        await Talk.Command("brain:undo", "yes");

        Assert.Equal(["0"], await Talk.Rows("select count(*) from v2.learnings where session_id = '{0}'"));
    }

    [Fact]
    public async Task Of_an_agent_waits_for_a_review()
    {
        var done = await Learn("Deploys are on Fridays", byAgent: true);

        Assert.Contains("for a person to review", done.Message, StringComparison.Ordinal);
        Assert.Equal("unreviewed", Assert.Single(await List("unreviewed")).Status);
        Assert.DoesNotContain("Fridays", await Orientation(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Said_twice_is_kept_once_and_one_like_it_is_shown()
    {
        await Learn("Use tabs in Makefiles");

        Assert.StartsWith("Known in these words already", (await Learn("Use tabs in Makefiles")).Message);
        Assert.Contains(
            "Nearly the same is there (active, ",
            (await Learn("Use tabs in the Makefiles.")).Message,
            StringComparison.Ordinal
        );
        var both = await List("active");
        Assert.Equal(2, both.Length);
        Assert.All(both, one => Assert.NotNull(one.Like));
    }

    [Fact]
    public async Task Is_merged_into_the_next_likest_where_the_likest_was_refuted()
    {
        await Learn("Warm the oven before the bread goes in");
        await Learn("Warm the oven before the bread goes in now");
        await Learn("Warm the oven before the bread goes in!", byAgent: true);
        var likest = Assert.Single(await List("unreviewed")).Like!;
        Assert.Null((await Judge(likest.Id, new("rejected", null, null))).Refusal);

        var now = Assert.Single(await List("unreviewed"));

        Assert.Equal((likest.Id, "rejected"), (now.Like?.Id, now.Like?.Status));
        Assert.Equal("active", now.LikeToMerge?.Status);
        Assert.Equal(now.LikeToMerge, now.MergesInto);
        Assert.Equal(now.LikeToMerge, (await One(now.Id)).LikeToMerge);
        Assert.Null((await Judge(now.Id, new("superseded", null, now.MergesInto!.Id))).Refusal);
    }

    [Fact]
    public async Task Is_merged_into_nothing_where_all_that_is_like_it_was_refuted()
    {
        await Learn("Salt the soup before it boils");
        Assert.Null((await Judge((await List("active"))[0].Id, new("rejected", null, null))).Refusal);
        await Learn("Salt the soup before it boils!", byAgent: true);

        var one = Assert.Single(await List("unreviewed"));

        Assert.Equal("rejected", one.Like?.Status);
        Assert.Null(one.MergesInto);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \"\" ")]
    public async Task Says_something_or_is_not_kept(string text)
    {
        var done = await Learn(text);

        Assert.Equal(text.Trim().Length == 0 ? "learning.text" : null, done.Refusal?.Code);
    }

    [Fact]
    public async Task Is_as_long_as_it_may_be_and_no_longer()
    {
        Assert.Null((await Learn(new string('x', LearningSummary.TextMax))).Refusal);
        Assert.Equal("learning.text", (await Learn(new string('y', LearningSummary.TextMax + 1))).Refusal?.Code);
    }

    [Fact]
    public async Task That_was_refuted_is_shown_as_such_and_never_told_as_advice()
    {
        await Learn("Caching the exporter makes it faster");
        var one = Assert.Single(await List("active"));

        Assert.Contains("tried and refuted", (await Judge(one.Id, new("rejected", null, null))).Message);

        Assert.DoesNotContain("exporter", await Orientation(), StringComparison.Ordinal);
        await Talk.Start();
        var name = $"Rex{Guid.NewGuid():N}"[..10];
        await Talk.Command("persona", $"create {name} 🔧 \"APIs\"");
        Assert.Contains(
            "tried and refuted, not to be followed",
            await Talk.Command("ask", $"{name} does caching the exporter help?"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "tried and refuted before",
            (await Learn("Caching the exporter makes it faster")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Says_which_of_its_files_changed_since()
    {
        _project["till.cs"] = "1";
        _project["src/sum.cs"] = "1";
        File.SetLastWriteTimeUtc($"{_project.Path}/till.cs", DateTime.UtcNow.AddDays(-1));
        await Learn("till.cs and src/sum.cs round down; gone.cs never was");
        Assert.Null(Assert.Single(await List("active")).FilesNote);

        _project["src/sum.cs"] = "2";
        File.SetLastWriteTimeUtc($"{_project.Path}/src/sum.cs", DateTime.UtcNow.AddMinutes(1));

        var one = Assert.Single(await List("active"));
        Assert.Equal((2, "1 of its files changed since"), (one.FilesNamed, one.FilesNote));
        Assert.Contains("(fact; 1 of its files changed since)", await Orientation(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_no_file_for_changed_that_only_was_written_anew()
    {
        _project["till.cs"] = "1";
        _project["sum.cs"] = "1";
        File.SetLastWriteTimeUtc($"{_project.Path}/till.cs", DateTime.UtcNow.AddDays(-1));
        File.SetLastWriteTimeUtc($"{_project.Path}/sum.cs", DateTime.UtcNow.AddDays(-1));
        await Learn("till.cs and sum.cs round down");
        while (await silo.Services.GetRequiredService<LearningFiles>().Look(CancellationToken.None)) { }

        _project["till.cs"] = "1";
        _project["sum.cs"] = "2";
        File.SetLastWriteTimeUtc($"{_project.Path}/till.cs", DateTime.UtcNow.AddMinutes(1));
        File.SetLastWriteTimeUtc($"{_project.Path}/sum.cs", DateTime.UtcNow.AddMinutes(1));

        Assert.Equal("1 of its files changed since", Assert.Single(await List("active")).FilesNote);
        Assert.Contains("(fact; 1 of its files changed since)", await Orientation(), StringComparison.Ordinal);
        _project["sum.cs"] = "1";
        File.SetLastWriteTimeUtc($"{_project.Path}/sum.cs", DateTime.UtcNow.AddMinutes(2));
        Assert.Null(Assert.Single(await List("active")).FilesNote);
        Assert.DoesNotContain("changed since", await Orientation(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_judged_with_a_status_an_importance_and_another_in_its_place()
    {
        await Learn("The blue till is fast");
        await Learn("Ship what is tested");
        var (first, second) = ((await List("active"))[1], (await List("active"))[0]);

        Assert.Null((await Judge(first.Id, new(null, 5, null))).Refusal);
        Assert.Null((await Judge(first.Id, new("superseded", null, second.Id))).Refusal);

        var now = await One(first.Id);
        Assert.Equal(("superseded", (short?)5, (Guid?)second.Id), (now.Status, now.Importance, now.SupersededBy));
        Assert.Null((await Judge(first.Id, new("unreviewed", 0, null))).Refusal);
        now = await One(first.Id);
        Assert.Equal(("unreviewed", null, null), (now.Status, now.Importance, now.SupersededBy));
    }

    [Fact]
    public async Task Takes_no_place_when_its_own_is_taken()
    {
        await Learn("Use pnpm here and never npm", byAgent: true);
        await Learn("Use pnpm here and never npm!", byAgent: true);
        var (first, second) = ((await List("unreviewed"))[0], (await List("unreviewed"))[1]);
        Assert.Equal((second.Id, first.Id), (first.Like?.Id, second.Like?.Id));

        Assert.Null((await Judge(first.Id, new("superseded", null, second.Id))).Refusal);

        Assert.Equal(
            "learning.superseded-by",
            (await Judge(second.Id, new("superseded", null, first.Id))).Refusal?.Code
        );
        Assert.Null((await One(second.Id)).Like);
        Assert.Equal(second.Id, Assert.Single(await List("unreviewed")).Id);
        Assert.Null((await Judge(first.Id, new("rejected", null, null))).Refusal);
        Assert.Equal(
            "learning.superseded-by",
            (await Judge(second.Id, new("superseded", null, first.Id))).Refusal?.Code
        );
    }

    [Theory]
    [InlineData("unreviewed")]
    [InlineData("active")]
    public async Task Is_none_of_the_answers_of_a_persona(string status)
    {
        var id = Guid.NewGuid();
        await silo.Postgres.Run(
            "insert into v2.learnings (id, project_path, text, kind, status) "
                + $"values ('{id}', '{_project.Path}', 'Steve was asked: what?', 'answer', '{status}')"
        );

        Assert.Empty(await List(status));
        Assert.DoesNotContain("Steve was asked", await Orientation(), StringComparison.Ordinal);
        Assert.Equal("answer", (await One(id)).Kind);
    }

    public static TheoryData<string, string> Faults =>
        new()
        {
            { """{"status":"gone"}""", "learning.status" },
            { """{"importance":6}""", "learning.importance" },
            { "{}", "learning.nothing" },
            { """{"status":"superseded"}""", "learning.superseded-by" },
            {
                """{"status":"superseded","superseded_by":"00000000-0000-4000-8000-000000000000"}""",
                "learning.superseded-by"
            },
            { """{"status":"active","by_agent":true}""", "learning.person" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Is_not_judged_by_an_agent_nor_by_what_says_nothing(string body, string code)
    {
        await Learn("The kettle is broken");
        var one = Assert.Single(await List("active"));

        using var answer = await silo.Socket.PostAsync(
            $"/learnings/{one.Id}",
            new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"))
        );

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(code, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["refusal"]!["code"]!.ToString());
        Assert.Equal(one, await One(one.Id) with { Like = one.Like, Files = one.Files });
    }

    [Fact]
    public async Task Is_found_by_the_beginning_of_its_id()
    {
        await Learn("The clock is late");
        var id = Assert.Single(await List("active")).Id;

        Assert.Equal(id, (await One(id.ToString()[..8])).Id);
        Assert.Equal(HttpStatusCode.BadRequest, (await silo.Socket.GetAsync("/learnings/xyz")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await silo.Socket.GetAsync($"/learnings/{Guid.NewGuid()}")).StatusCode);
    }

    private async Task<string> Orientation()
    {
        var started = await new ScriptedSession(silo, _project.Path).Start();
        return started.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private async Task<CommandResult> Learn(string text, bool byAgent = false)
    {
        using var answer = await silo.Socket.PostAsync(
            "/errands",
            JsonContent.Create(
                CommandRequest.For(CommandKind.Learn, text) with
                {
                    Project = _project.Path,
                    ByAgent = byAgent,
                },
                MessagesJson.Default.CommandRequest
            )
        );
        return JsonSerializer.Deserialize(
            await answer.Content.ReadAsStringAsync(),
            MessagesJson.Default.CommandResult
        )!;
    }

    private async Task<LearningSummary[]> List(string status) =>
        JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync(
                $"/learnings?status={status}&like=true&project={Uri.EscapeDataString(_project.Path)}"
            ),
            MessagesJson.Default.LearningSummaryArray
        )!;

    private Task<LearningSummary> One(Guid id) => One(id.ToString());

    private async Task<LearningSummary> One(string id) =>
        JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/learnings/{id}"),
            MessagesJson.Default.LearningSummary
        )!;

    private async Task<Receipt> Judge(Guid id, ChangeLearning message)
    {
        using var answer = await silo.Socket.PostAsync(
            $"/learnings/{id}",
            JsonContent.Create(message, MessagesJson.Default.ChangeLearning)
        );
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), MessagesJson.Default.Receipt)!;
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brain.Tests.Personas;

namespace Brain.Tests.Pipelines;

/// <summary>What people say of pipelines, in a session and over HTTP, and what they are told.</summary>
public sealed class SayingPipeline(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, Directory.CreateTempSubdirectory("site").FullName);

    [Fact]
    public async Task Lists_the_five_that_come_with_the_brain()
    {
        var text = await _talk.Command("pipeline", "");

        Assert.Contains(
            "email v1: arrived → triaged (4h) → digest (1d) → delivered (12h) → decided (2d); tells Librarian; ",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "groceries v1: need → captured (1h) → bought (2d) → dispatched (4h) → eaten (5d); tells Librarian; ",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "research v1: question → queried (1h) → answered (1d) → extracted (2d) → stored (1d); tells Librarian; ",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "skill v1: draft → extracted (1d) → tested (2d) → versioned (1d) → shared (7d); tells Auditor; ",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "workbench v1: data → cleaned (1d) → analysed (2d) → reported (2d) → acted on (7d); tells Auditor; ",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Defines_from_a_file_of_the_project()
    {
        await Write("cake.yaml", "name: cake\ntell: librarian\nlinks:\n  - mixed\n  - name: baked\n    within: 1h\n");

        var first = await _talk.Command("pipeline", "define cake.yaml");
        var again = await _talk.Command("pipeline", "define cake.yaml");
        var shown = await _talk.Command("pipeline", "show cake");

        Assert.Equal(
            "cake is defined, version 1: mixed → baked. Runs that are open keep their version. Start one: brain "
                + "pipeline start cake",
            first
        );
        Assert.Equal("cake is defined like that already, version 1; nothing was changed.", again);
        Assert.Equal(
            "cake v1: mixed → baked (1h); tells Librarian; no open run\n\nname: cake\ntell: librarian\nlinks:\n  "
                + "- mixed\n  - name: baked\n    within: 1h",
            shown
        );
        Assert.Equal(["claude-code"], await silo.Postgres.Lines("select source from v2.pipelines where name = 'cake'"));
    }

    [Theory]
    [InlineData("define gone.yaml", "gone.yaml is no file.")]
    [InlineData("define odd.yaml", "Nothing was defined: line 1: ")]
    [InlineData(
        "define nobody.yaml",
        "lonely tells 'Nobody', and there is no active persona of that name; nothing was defined. See: brain "
            + "persona list"
    )]
    [InlineData("start nothing", "There is no pipeline 'nothing'; nothing was changed. See: brain pipeline list")]
    [InlineData(
        "reach abcd1234 x",
        "No run is called 'abcd1234': expected its id, its first 4 or more characters, or the name of a pipeline "
            + "that has an open run in this project. Nothing was changed. See: brain pipeline runs"
    )]
    [InlineData("dance", "'dance' is nothing that pipelines do")]
    public async Task Refuses_what_it_can_not_do(string words, string sentence)
    {
        await Write("odd.yaml", "nome: odd\nlinks: []\n");
        await Write("nobody.yaml", "name: lonely\ntell: Nobody\nlinks:\n  - one\n");

        Assert.Contains(sentence, await _talk.Command("pipeline", words), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_every_fault_of_a_definition()
    {
        await Write(
            "odd.yaml",
            "name: odd\ntell: Librarian\nlinks:\n  - name: one\n    within: 2 fortnights\n  - name: One\n"
        );

        var text = await _talk.Command("pipeline", "define odd.yaml");

        Assert.Contains("line 5: links[0].within is '2 fortnights'; expected ", text, StringComparison.Ordinal);
        Assert.Contains("line 6: links[1].name is 'One'", text, StringComparison.Ordinal);
        Assert.Empty(await silo.Postgres.Lines("select 1 from v2.pipelines where name = 'odd'"));
    }

    [Fact]
    public async Task Asks_which_run_is_meant()
    {
        await _talk.Command("pipeline", "start email from Ann");
        await _talk.Command("pipeline", "start email from Bob");

        var text = await _talk.Command("pipeline", "reach email triaged");

        Assert.Matches(
            """^'email' may mean [0-9a-f]{8} \(email "from Bob"\), [0-9a-f]{8} \(email "from Ann"\); nothing was changed\. Say which by its id\.$""",
            text
        );
    }

    [Fact]
    public async Task Shows_what_happened_to_each_link()
    {
        var begun = await _talk.Command("pipeline", "start workbench figures");
        var id = begun[(begun.IndexOf('(', StringComparison.Ordinal) + 1)..][..8];
        await _talk.Command("pipeline", $"reach {id} cleaned");
        await _talk.Command("pipeline", $"skip {id} analysed");

        var shown = (await _talk.Command("pipeline", $"show {id}")).Split('\n');

        Assert.Matches(
            $"""^workbench "figures" v1 \({id}\), begun .* UTC, tells Auditor: 'reported' is next, due .* UTC$""",
            shown[0]
        );
        Assert.Matches("^  ✓ data: reached .* UTC$", shown[1]);
        Assert.Matches("^  ✓ cleaned: reached .* UTC$", shown[2]);
        Assert.Matches("^  – analysed: skipped .* UTC$", shown[3]);
        Assert.Matches("^  · reported: due .* UTC$", shown[4]);
        Assert.Equal("  · acted on: within 7d", shown[5]);
        Assert.Equal(6, shown.Length);
    }

    [Fact]
    public async Task Begins_one_run_when_both_carriers_bring_the_prompt()
    {
        var prompt = Guid.NewGuid();

        var lines = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ => new ScriptedSession(silo).Command("pipeline", "start research twice", prompt))
        );

        Assert.Equal(lines[0], lines[1]);
        Assert.Equal(["1"], await silo.Postgres.Lines("select count(*) from v2.pipeline_runs where subject = 'twice'"));
    }

    [Fact]
    public async Task Keeps_no_secret_of_a_subject()
    {
        await _talk.Command("pipeline", "start skill key sk-ant-REDACTED");

        Assert.DoesNotContain(await silo.Postgres.Lines("select subject from v2.pipeline_runs"), subject =>
            subject.Contains("AAAABBBB", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Speaks_http()
    {
        var run = Guid.NewGuid();
        var pipeline = (await silo.Socket.GetFromJsonAsync<JsonObject>("/pipelines/groceries"))!;
        var start = new { pipeline = (string)pipeline["id"]!, subject = "eggs" };

        using var started = await silo.Socket.PostAsJsonAsync($"/runs/{run}", start);
        using var again = await silo.Socket.PostAsJsonAsync($"/runs/{run}", start);
        using var reached = await silo.Socket.PostAsJsonAsync(
            $"/runs/{run}/moves",
            new { move = "Reach", link = "captured" }
        );
        using var refused = await silo.Socket.PostAsJsonAsync(
            $"/runs/{run}/moves",
            new { move = "Reach", link = "frozen" }
        );
        using var unknown = await silo.Socket.GetAsync($"/runs/{Guid.NewGuid()}");
        var shown = (await silo.Socket.GetFromJsonAsync<JsonObject>($"/runs/{run}"))!;

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.NotFound],
            [started.StatusCode, again.StatusCode, reached.StatusCode, refused.StatusCode, unknown.StatusCode]
        );
        Assert.Contains(
            "has no link 'frozen': expected need, captured, bought, dispatched, eaten.",
            (string)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["message"]!,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ("bought", "eggs", "open"),
            ((string)shown["awaiting"]!, (string)shown["subject"]!, (string)shown["status"]!)
        );
        Assert.Contains((await silo.Socket.GetFromJsonAsync<JsonArray>("/runs?pipeline=groceries"))!, one =>
            (string)one!["id"]! == run.ToString()
        );
        Assert.Equal(["manual"], await silo.Postgres.Lines($"select source from v2.pipeline_runs where id = '{run}'"));
    }

    [Fact]
    public async Task Refuses_a_folder_that_is_too_long_and_a_move_that_is_none()
    {
        var pipeline = (string)(await silo.Socket.GetFromJsonAsync<JsonObject>("/pipelines/groceries"))!["id"]!;
        var (run, root) = (Guid.NewGuid(), Guid.NewGuid());

        using var deep = await silo.Socket.PostAsJsonAsync(
            $"/runs/{run}",
            new { pipeline, project = "/" + new string('a', 600) }
        );
        using var whole = await silo.Socket.PostAsJsonAsync($"/runs/{root}", new { pipeline, project = "/" });
        using var odd = await silo.Socket.PostAsJsonAsync($"/runs/{root}/moves", new { move = 99, link = "captured" });

        Assert.Contains(
            "has 601 characters and may have 600; nothing was started",
            await deep.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is nothing that a run does: expected Reach, Skip, Abandon, Heal.",
            await odd.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["True"],
            await silo.Postgres.Lines(
                $"select project_path is null from v2.pipeline_runs where id in ('{run}', '{root}')"
            )
        );
    }

    [Fact]
    public async Task Means_a_run_of_this_project_by_a_name()
    {
        var there = new ScriptedSession(silo, "/somewhere/else");
        await there.Command("pipeline", "start skill theirs");

        Assert.Contains(
            "No run is called 'skill'",
            await new ScriptedSession(silo, "/and/here").Command("pipeline", "abandon skill"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is abandoned",
            await new ScriptedSession(silo, "/somewhere/else/below").Command("pipeline", "abandon skill"),
            StringComparison.Ordinal
        );
    }

    private Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(_talk.Project, name), text);
}

using System.Net.Http.Json;
using System.Text.Json;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Rules;
using Brain.Tests.Personas;

namespace Brain.Tests.Rules;

/// <summary>A rule from the sentence that it is drafted from to the call that it stops, through a whole silo.</summary>
public sealed class ARuleOfThePerson(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private const string Never = "propose \"never run npm install, use pnpm\"";
    private readonly Client.ScratchFolder _project = new();
    private int _calls;

    private ScriptedSession Talk => field ??= new(silo, _project.Path);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Stops_a_session_that_runs_already_once_it_is_on()
    {
        var other = new ScriptedSession(silo, _project.Path);
        await other.Start();
        await other.Prompt("work");
        await Talk.Start();
        var text = await Talk.Command("rule", Never);
        var id = await Id();
        Assert.StartsWith($"Rule {id} (draft): denies `npm install`", text, StringComparison.Ordinal);
        Assert.Null(await Answer(other, "npm i"));

        Assert.Contains(" is on", await Talk.Command("rule", $"on {id}"), StringComparison.Ordinal);

        Assert.Equal("deny", await Answer(other, "cd web && env X=1 npm i"));
        Assert.Null(await Answer(other, "pnpm i"));
        Assert.Equal(
            [$"PreToolUse | deny | rule.{await Whole()} | 1 | {await Whole()} | cd web && env X=1 npm i"],
            await other.Rows(
                "select event, decision, rule, rule_version, rule_id, inputs ->> 'target' from v2.decisions "
                    + "where session_id = '{0}' and rule_id is not null"
            )
        );
        await Talk.Command("rule", $"off {id}");
        Assert.Null(await Answer(other, "npm i"));
    }

    [Fact]
    public async Task Of_reading_stops_a_search_that_names_the_file()
    {
        await Talk.Start();
        await Talk.Command("rule", "add --tool read --path \"**/.env\" --deny \"It holds keys.\"");
        await Talk.Command("rule", $"on {await Id()}");

        Assert.Equal("deny", await Searched(".env*"));
        Assert.Null(await Searched("*.ts"));
    }

    [Fact]
    public async Task Is_told_to_other_live_sessions_once_it_is_on()
    {
        var other = new ScriptedSession(silo, _project.Path);
        await other.Start();
        await Talk.Start();
        await Talk.Command("rule", Never);
        Assert.DoesNotContain("pnpm", Context(await other.Prompt("set it up")), StringComparison.Ordinal);

        await Talk.Command("rule", $"on {await Id()}");

        var told = Context(await other.Prompt("set it up"));
        Assert.Contains("Switched on (rule)", told, StringComparison.Ordinal);
        Assert.Contains("such calls are denied", told, StringComparison.Ordinal);
        Assert.DoesNotContain("pnpm", Context(await other.Prompt("go on")), StringComparison.Ordinal);
        Assert.DoesNotContain("pnpm", Context(await Talk.Prompt("what now")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_what_it_would_have_stopped()
    {
        await Talk.Start();
        await Talk.Prompt("work");
        await Answer(Talk, "npm install left-pad");
        await Answer(Talk, "echo npm install");

        var text = await Talk.Command("rule", Never);

        Assert.Contains("it would have stopped 1 call of the 2", text, StringComparison.Ordinal);
        Assert.Contains(
            $"session {Talk.Id.ToString()[..8]} Bash: npm install left-pad",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Is_taken_back_by_an_undo_of_the_session_that_switched_it()
    {
        await Talk.Start();
        await Talk.Turn("one");
        await Talk.Command("rule", Never);
        var (id, other) = (await Id(), new ScriptedSession(silo, _project.Path));
        var third = new ScriptedSession(silo, _project.Path);
        await other.Start();
        await other.Turn("two");
        await other.Command("rule", $"on {id}");
        Assert.Equal("deny", await Answer(third, "npm i"));

        Assert.Contains($"rule {id} switched on", await other.Command("brain:undo", ""), StringComparison.Ordinal);
        Assert.DoesNotContain("refuse", await other.Command("brain:undo", "yes"), StringComparison.Ordinal);

        Assert.Equal("draft", Assert.Single(await Rules()).State);
        await Hears(third, null);
        await Talk.Command("brain:undo", "");
        await Talk.Command("brain:undo", "yes");
        Assert.Empty(await Rules());
    }

    [Fact]
    public async Task Is_drafted_by_an_agent_and_switched_by_nobody_but_a_person()
    {
        Assert.Null((await Say(Never, byAgent: true)).Refusal);
        var id = await Id();

        Assert.Equal("rule.person", (await Say($"on {id}", byAgent: true)).Refusal?.Code);
        Assert.Equal("rule.person", (await Say($"rate {id} useful", byAgent: true)).Refusal?.Code);
        Assert.Equal(
            "rule.person",
            (await Say("add --tool shell --pattern ls --deny \"no\"", byAgent: true)).Refusal?.Code
        );
        Assert.Equal("draft", Assert.Single(await Rules()).State);
        await Talk.Start();
        Assert.Equal("ask", await Answer(Talk, $"brain rule on {id}"));
        Assert.Null(await Answer(Talk, "brain rules"));
    }

    [Fact]
    public async Task Is_not_taken_back_by_an_agents_undo()
    {
        await Talk.Start();
        await Talk.Turn("one");
        await Talk.Command("rule", Never);
        await Talk.Command("rule", $"on {await Id()}");

        await Say("", byAgent: true, CommandKind.Undo);
        var refused = await Say("yes", byAgent: true, CommandKind.Undo);

        Assert.Equal("undo.person", refused.Refusal?.Code);
        Assert.Equal("on", Assert.Single(await Rules()).State);
        await Talk.Command("brain:undo", "");
        await Talk.Command("brain:undo", "yes");
        Assert.Empty(await Rules());
        await Say("redo", byAgent: true, CommandKind.Undo);
        Assert.Equal("undo.person", (await Say("redo yes", byAgent: true, CommandKind.Undo)).Refusal?.Code);
        Assert.Empty(await Rules());
    }

    [Fact]
    public async Task With_a_secret_in_its_pattern_or_path_is_not_kept()
    {
        var key = "ghp_" + "q7Rt2Xv9Kb4Mz8Lc1Nw6Yj3Hd5Fs0Pg2Ua7E";

        var pattern = await Say($"add --tool shell --pattern \"curl {key}\" --deny \"no\"");
        var path = await Say($"add --tool edit --path \"**/{key}/*\" --deny \"no\"");

        Assert.Equal(("rule.secret", "rule.secret"), (pattern.Refusal?.Code, path.Refusal?.Code));
        Assert.DoesNotContain(key, pattern.Message + path.Message, StringComparison.Ordinal);
        Assert.Empty(await Rules());
    }

    [Fact]
    public async Task Is_muted_by_ratings_only_when_it_was_drafted()
    {
        await Talk.Start();
        await Talk.Command("rule", Never);
        await Talk.Command("rule", "add --tool shell --pattern \"yarn add\" --ask \"Why yarn?\"");
        var ids = (await Rules()).ToDictionary(one => one.ByHand, one => one.Id.ToString()[..8]);
        foreach (var id in ids.Values)
            await Talk.Command("rule", $"on {id}");
        for (var hit = 0; hit < 8; hit++)
        {
            await Answer(Talk, $"npm i {hit}");
            await Answer(Talk, $"yarn add {hit}");
            await Talk.Command("rate", $"rule {ids[false]} {(hit == 0 ? "useful" : "noise")}");
            await Talk.Command("rule", $"rate {ids[true]} wrong");
        }

        var rules = (await Rules()).ToDictionary(one => one.ByHand);
        Assert.Equal(("muted", 8, 0.125), (rules[false].State, rules[false].Hits, rules[false].Precision));
        Assert.Equal(("on", true, 0.0), (rules[true].State, rules[true].IsLow, rules[true].Precision));
        Assert.Null(await Answer(Talk, "npm i"));
        Assert.Equal("ask", await Answer(Talk, "yarn add x"));
        Assert.Equal(9, (await Rules()).Single(one => !one.ByHand).Hits);
        await Talk.Command("rule", $"on {ids[false]}");
        Assert.Equal("deny", await Answer(Talk, "npm i"));
    }

    [Fact]
    public async Task Holds_in_its_project_or_everywhere()
    {
        using var elsewhere = new Client.ScratchFolder();
        var other = new ScriptedSession(silo, elsewhere.Path);
        await other.Start();
        await Talk.Start();
        await Talk.Command("rule", Never);
        await Talk.Command("rule", $"on {await Id()}");
        Assert.Null(await Answer(other, "npm i"));

        await Talk.Command("rule", "add --tool shell --pattern \"frob it\" --deny \"No frobbing.\" --everywhere");
        var wide = (await Rules()).Single(one => one.ByHand).Id.ToString()[..8];
        await Talk.Command("rule", $"on {wide}");

        Assert.Equal("deny", await Answer(other, "frob it"));
        await Talk.Command("rule", $"archive {wide}");
        Assert.Null(await Answer(other, "frob it"));
    }

    [Fact]
    public async Task Switched_by_another_silo_is_heard_of()
    {
        await Talk.Start();
        await Talk.Command("rule", Never);

        await silo.Postgres.Lines(
            $"insert into v2.rule_switches (rule_id, turned) values ('{await Whole()}', 'on') returning id"
        );

        await Hears(Talk, "deny");
    }

    [Fact]
    public async Task Is_drafted_from_a_learning_and_a_turn_and_found_in_both()
    {
        await Talk.Start();
        await Talk.Turn("no, never run `make deploy`");
        await Talk.Command("learn", "\"Do not edit `dist/` by hand\"");
        var learning = (await Talk.Rows("select left(id::text, 8) from v2.learnings where session_id = '{0}'"))[0];

        var look = await Talk.Command("rule", "propose");

        Assert.StartsWith("2 of what was learnt and typed here", look, StringComparison.Ordinal);
        Assert.Contains($"/rule propose {learning}", look, StringComparison.Ordinal);
        Assert.Contains("`make deploy`", await Talk.Command("rule", "propose turn 1"), StringComparison.Ordinal);
        Assert.Contains("**/dist/**", await Talk.Command("rule", $"propose {learning}"), StringComparison.Ordinal);
        Assert.Equal(learning, (await Rules()).Single(one => one.Path is not null).Learning?.ToString()[..8]);
    }

    [Fact]
    public async Task That_can_not_be_drafted_says_how_to_write_one()
    {
        var done = await Say("propose \"be kind to each other\"");

        Assert.Equal("rule.no-draft", done.Refusal?.Code);
        Assert.Contains("/rule add --tool shell|edit|read|fetch|any --pattern", done.Message, StringComparison.Ordinal);
        Assert.Equal("rule.learning", (await Say("propose 0badcafe")).Refusal?.Code);
        Assert.Equal("rule.turn", (await Say("propose turn 3")).Refusal?.Code);
        Assert.Equal("rule.unknown", (await Say("on 0badcafe")).Refusal?.Code);
        Assert.Empty(await Rules());
    }

    [Fact]
    public async Task Said_twice_is_one_and_never_met_has_nothing_to_rate()
    {
        await Say(Never);

        Assert.StartsWith("Known already.", (await Say(Never)).Message, StringComparison.Ordinal);
        Assert.Equal("rule.no-hit", (await Say($"rate {await Id()} wrong")).Refusal?.Code);
    }

    // What another writes is heard of, and a moment later.
    private async Task Hears(ScriptedSession session, string? answer)
    {
        var until = DateTime.UtcNow.AddMinutes(2);
        while (await Answer(session, "npm i") != answer && DateTime.UtcNow < until)
            await Task.Yield();
        Assert.Equal(answer, await Answer(session, "npm i"));
    }

    private Task<string?> Answer(ScriptedSession session, string command) => Answer(session, "Bash", new { command });

    private Task<string?> Searched(string glob) =>
        Answer(Talk, "Grep", new { pattern = "KEY", path = _project.Path, glob, output_mode = "content" });

    private async Task<string?> Answer(ScriptedSession session, string tool, object input)
    {
        var answer = await session.Hook(
            "PreToolUse",
            ("tool_name", tool),
            ("tool_use_id", $"toolu_{Guid.NewGuid():N}{++_calls}"),
            ("tool_input", input)
        );
        return (string?)answer["hookSpecificOutput"]?["permissionDecision"];
    }

    private async Task<string> Whole() => (await Rules())[0].Id.ToString();

    private async Task<string> Id() => (await Whole())[..8];

    private async Task<RuleSummary[]> Rules() =>
        [
            .. JsonSerializer
                .Deserialize(
                    await silo.Socket.GetStringAsync($"/rules?project={Uri.EscapeDataString(_project.Path)}"),
                    MessagesJson.Default.RuleSummaryArray
                )!
                .Where(one =>
                    one.Project == _project.Path || one.Sentence.StartsWith("No frob", StringComparison.Ordinal)
                ),
        ];

    private async Task<CommandResult> Say(string args, bool byAgent = false, CommandKind kind = CommandKind.Rule)
    {
        using var answer = await silo.Socket.PostAsync(
            "/errands",
            JsonContent.Create(
                CommandRequest.For(kind, args) with
                {
                    Session = kind == CommandKind.Undo ? new(Talk.Id) : null,
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

    private static string Context(System.Text.Json.Nodes.JsonObject answer) =>
        (string?)answer["hookSpecificOutput"]?["additionalContext"] ?? "";
}

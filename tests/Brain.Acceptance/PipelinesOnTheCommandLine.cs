using System.Text.Json;

namespace Brain.Acceptance;

/// <summary><c>brain pipeline …</c> as a person types it, with the native client.</summary>
public sealed class PipelinesOnTheCommandLine(BrainFixture brain) : IAsyncLifetime
{
    // The brain is one for all tests, and a name is one pipeline's.
    private readonly string _name = $"p{Guid.NewGuid():N}"[..10];
    private readonly Scratch _scratch = new();

    private string Bread =>
        $"# Ours\nname: {_name}\ntell: librarian\nlinks:\n  - name: kneaded\n  - name: risen\n    within: 1s\n  - "
        + "name: well baked\n    within: 1h\n  - name: eaten\n    within: 2d\n";

    public ValueTask InitializeAsync()
    {
        BrainFixture.Require();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        brain.TellOfAFailure();
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Are_defined_from_a_file_and_shown_as_it_was_written()
    {
        await File.WriteAllTextAsync(Path.Combine(_scratch.Path, "bread.yaml"), Bread);

        Assert.StartsWith(
            $"{_name} is defined, version 1: kneaded → risen → well baked → eaten.",
            await Done("define", "bread.yaml"),
            StringComparison.Ordinal
        );
        Assert.Equal(Bread, await Done("show", _name, "--yaml"));
        Assert.Equal(
            $"{_name} is defined like that already, version 1; nothing was changed.\n",
            await Done(["define", "-"], await Done("show", _name, "--yaml"))
        );
        Assert.StartsWith(
            $"{_name} is defined, version 2: ",
            await Done(["define", "-"], Bread + "  - name: gone\n"),
            StringComparison.Ordinal
        );

        var shown = await Done("show", _name);
        Assert.StartsWith(
            $"{_name} v2: kneaded → risen (1s) → well baked (1h) → eaten (2d) → gone; tells Librarian; no open "
                + "run\n\n# Ours\n",
            shown,
            StringComparison.Ordinal
        );
        Assert.Matches(
            $@"(?m)^{_name} +2 +0 +0 +Librarian +kneaded → risen → well baked → eaten → gone$",
            await Done("list", "--wide")
        );
    }

    [Fact]
    public async Task Have_runs_that_are_started_moved_and_ended()
    {
        await Done(["define", "-"], Bread);
        Assert.Equal("There is no such run. Start one: brain pipeline start NAME\n", await Done("runs", _name));

        Assert.Matches(
            $$"""^{{_name}} "rye" \([0-9a-f]{8}\) began\. Next is 'risen', due .* UTC\.\n$""",
            await Done("start", _name, "rye")
        );
        var late = await Eventually.See(
            () => Done("runs", _name),
            runs => runs.Contains("late since", StringComparison.Ordinal)
        );
        Assert.Matches(
            $@"(?m)^[0-9a-f]{{8}} +{_name} v1 +risen +late since \d{{4}}-\d\d-\d\d \d\d:\d\d (?:UTC|[+-]\d\d:\d\d) +rye$",
            late
        );
        var run = late.Split('\n')[1][..8];
        Assert.Matches(
            "(?m)^  ✓ kneaded: reached .* UTC\n  ✗ risen: late since .* UTC\n  · well baked: within 1h\n",
            await Done("show", run)
        );

        Assert.Contains("'risen' is reached, ", await Done("heal", _name), StringComparison.Ordinal);
        Assert.Contains(
            "'well baked' is reached. Next is 'eaten', due ",
            await Done("reach", run, "well", "baked"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'well baked' was reached before, ",
            await Done("reach", _name, "well baked"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'eaten' is skipped. Every link is done.",
            await Done("skip", _name, "eaten"),
            StringComparison.Ordinal
        );
        Assert.Matches("tells Librarian: done .* UTC\n", await Done("show", run));

        await Done("start", _name, "\"Moby\" Dick --all");
        Assert.Matches("\"\"Moby\" Dick --all\" .* is abandoned", await Done("abandon", _name));
        var ended = await Done("runs", _name, "--all");
        Assert.Matches(
            $@"(?m)^{run} +{_name} v1 +- +done \d{{4}}-\d\d-\d\d \d\d:\d\d (?:UTC|[+-]\d\d:\d\d) +rye$",
            ended
        );
        Assert.Matches(
            $@"(?m)^[0-9a-f]{{8}} +{_name} v1 +- +abandoned .{{16}} (?:UTC|[+-]\d\d:\d\d) +""Moby"" Dick --all$",
            ended
        );
    }

    [Fact]
    public async Task Print_data_for_programs()
    {
        await Done(["define", "-"], Bread);
        var began = await Json("start", _name, "rye", "--json");
        var id = (await Json("runs", _name, "--json"))[0].GetProperty("id").GetString()!;
        var moved = await Json("reach", id, "risen", "--json");
        await Json("skip", id, "well", "baked", "--json");

        Assert.StartsWith($"{_name} \"rye\"", began.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("'risen' is reached", moved.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(_name, (await Json("show", _name, "--json")).GetProperty("name").GetString());
        Assert.Contains((await Json("list", "--json")).EnumerateArray(), one =>
            one.GetProperty("name").GetString() == _name && one.GetProperty("open").GetInt32() == 1
        );
        await Json("abandon", id, "--json");
        var run = await Json("show", id[..8], "--json");
        Assert.Equal(
            ("abandoned", 4),
            (run.GetProperty("status").GetString(), run.GetProperty("links").GetArrayLength())
        );
        Assert.True(
            run.GetProperty("ended_at").GetDateTimeOffset() > run.GetProperty("started_at").GetDateTimeOffset()
        );
        Assert.Equal(
            $"{_name} is defined like that already, version 1; nothing was changed.",
            (await Json(["define", "-", "--json"], Bread)).GetProperty("message").GetString()
        );
    }

    [Fact]
    public async Task Say_why_they_refuse()
    {
        await Done(["define", "-"], Bread);
        await Done("start", _name, "rye");
        await Done("start", _name, "wheat");
        var run = (await Json("runs", _name, "--json"))[0].GetProperty("id").GetString()![..8];

        await Refused(
            "has no link 'sold': expected kneaded, risen, well baked, eaten. Nothing was changed.",
            "reach",
            run,
            "sold"
        );
        await Refused($"'{_name}' may mean {run} ({_name} \"wheat\"), ", "reach", _name, "risen");
        await Refused("'well baked' is not late, so there is nothing to heal.", "heal", run, "well baked");
        foreach (
            var show in new string[][]
            {
                ["show", "nosuch"],
                ["show", "nosuch", "--yaml"],
                ["start", "nosuch"],
                ["abandon", "00000000"],
            }
        )
            await Refused($"'{show[1]}'", show);
        Assert.Equal(
            "run.unknown",
            (await Json(["show", "nosuch", "--json"], exitCode: 2))
                .GetProperty("refusal")
                .GetProperty("code")
                .GetString()
        );
    }

    [Fact]
    public async Task Say_everything_that_is_wrong_with_a_file()
    {
        var text = await Refused(
            ["define", "-"],
            "name: Bread\ntell: Librarian\nlinks:\n  - name: kneaded\n  - name: risen\n    within: soon\n  - "
                + "name: risen\n  - colour: red\n"
        );

        Assert.StartsWith(
            "brain: Nothing was defined: line 1: name is 'Bread'; expected ",
            text,
            StringComparison.Ordinal
        );
        foreach (
            var fault in new[]
            {
                "line 6: links[1].within is 'soon'",
                "line 7: links[2].name is 'risen'",
                "line 8: links[3] has the key 'colour'",
                "line 8: links[3].name is missing",
            }
        )
            Assert.Contains($"; {fault}", text, StringComparison.Ordinal);
        Assert.Contains(
            "there is no active persona of that name",
            await Refused(["define", "-"], $"name: {_name}\ntell: Nobody\nlinks: [a]\n"),
            StringComparison.Ordinal
        );
        Assert.Empty(await brain.Database.Query<string>("select name from v2.pipelines where name = $1", _name));
    }

    [Fact]
    public async Task Are_known_to_completion()
    {
        var verbs = await brain.Client(["[suggest:9]", "brain pip"]);
        var words = await brain.Client(["[suggest:15]", "brain pipeline "]);
        var options = await brain.Client(["[suggest:16]", "brain pipeline -"]);
        var odd = await brain.Client(["[suggest:x]", "brain pip"]);

        Assert.Equal("pipeline", verbs.Output.Trim());
        Assert.Subset(
            words.Output.Split('\n').ToHashSet(),
            new HashSet<string> { "list", "define", "show", "runs", "start", "reach", "skip", "heal", "abandon" }
        );
        // Options are offered where one begins.
        Assert.DoesNotContain("-", words.Output, StringComparison.Ordinal);
        Assert.Contains("--help", options.Output, StringComparison.Ordinal);
        Assert.Equal((0, "pipeline"), (odd.ExitCode, odd.Output.Trim()));
    }

    private Task<ProgramRun> Run(string[] words, string input) =>
        brain.Client(["pipeline", .. words], input, _scratch.Path);

    private Task<string> Done(params string[] words) => Done(words, "");

    private async Task<string> Done(string[] words, string input)
    {
        var run = await Run(words, input);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    private Task<JsonElement> Json(params string[] words) => Json(words, "");

    private async Task<JsonElement> Json(string[] words, string input = "", int exitCode = 0)
    {
        var run = await Run(words, input);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        return JsonSerializer.Deserialize<JsonElement>(run.Output);
    }

    private async Task Refused(string why, params string[] words) =>
        Assert.Contains(why, await Refused(words, ""), StringComparison.Ordinal);

    private async Task<string> Refused(string[] words, string input)
    {
        var run = await Run(words, input);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        return run.Error;
    }
}

namespace Brain.Acceptance;

/// <summary>
/// What the brain relies on Claude Code to do, seen on the real one; a new version that differs fails here.
/// </summary>
public sealed class TheRealClaudeCode
{
    [Fact]
    public async Task Answers_several_turns_in_one_session()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        await using var talk = place.Claude.Talk();

        Assert.Equal("Hello from the fake model.", (await talk.Say("SCRIPT:hello one")).Text);
        Assert.Equal("Second answer from the fake model.", (await talk.Say("SCRIPT:two more")).Text);
        await talk.End();

        Assert.Equal(2, place.Model.Requests.Count);
        Assert.All(place.Model.Requests, request => Assert.Equal(talk.Session.ToString(), request.Session));
        Assert.Equal(
            ["SCRIPT:hello one", "SCRIPT:two more"],
            hook.Of("UserPromptSubmit").Select(recorded => recorded["prompt"])
        );
        Assert.Equal("other", Assert.Single(hook.Of("SessionEnd"))["reason"]);
        Assert.Empty(place.Model.Stray);
    }

    [Fact]
    public async Task Obeys_a_hook_that_denies_a_tool()
    {
        await using var place = await Workplace.Plain();
        const string denial = """
            {"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"not today"}}
            """;
        var hook = new RecordingHook(place.Claude, place.Scratch, new() { ["PreToolUse"] = denial });
        await using var talk = place.Claude.Talk("--allowedTools", "Bash");

        await talk.Say("SCRIPT:bash please");
        await talk.End();

        Assert.True(place.Model.Requests[^1].Says("not today"));
        Assert.Empty(hook.Of("PostToolUse"));
        Assert.Single(hook.Of("PostToolBatch"));
    }

    [Fact]
    public async Task Speaks_of_a_sub_agent_under_its_parents_session()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        await using var talk = place.Claude.Talk();

        await talk.Say("SCRIPT:agent go");
        await talk.End();

        var read = Assert.Single(hook.Of("PreToolUse"), recorded => recorded["tool_name"] == "Read");
        Assert.NotNull(read["agent_id"]);
        Assert.Equal(talk.Session.ToString(), read["session_id"]);
    }

    [Fact]
    public async Task Says_as_a_prompt_that_a_background_agent_is_back()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        await using var talk = place.Claude.Talk();

        await talk.Say("SCRIPT:agentbg go");
        await Eventually.See(() => Task.FromResult(hook.Of("Stop").Count), count => count == 2, secondsMax: 30);
        await talk.End();

        Assert.StartsWith("<task-notification>", hook.Of("UserPromptSubmit")[^1]["prompt"]);
    }

    [Fact]
    public async Task Fires_both_compaction_events_around_the_summary()
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        await using var talk = place.Claude.Talk();

        await talk.Say("SCRIPT:hello one");
        await talk.Say("/compact");
        await talk.Say("SCRIPT:two after");
        await talk.End();

        Assert.Single(place.Model.Requests, request => request.Script == "compact");
        Assert.Equal(
            ["PreCompact", "SubagentStop", "SessionStart", "PostCompact"],
            hook.Heard.Select(recorded => recorded.Event).SkipWhile(name => name != "PreCompact").Take(4)
        );
        Assert.True(place.Model.Requests[^1].Says(FakeModelScripts.Summary));
    }

    [Fact]
    public async Task Keeps_running_hooks_that_refuse_to_be_switched_off()
    {
        await using var place = await Workplace.Plain();
        place.Claude.Variables["IS_SANDBOX"] = "1";
        var hook = new RecordingHook(
            place.Claude,
            place.Scratch,
            new() { ["ConfigChange"] = """{"decision":"block","reason":"no"}""" }
        );
        await using var talk = place.Claude.Talk("--permission-mode", "bypassPermissions");

        await talk.Say("SCRIPT:editconf off");
        await Eventually.See(
            () => Task.FromResult(hook.Of("ConfigChange")),
            events => events.Count > 0
        );
        await talk.Say("SCRIPT:two more");
        await talk.End();

        // Its watcher may see one write twice.
        Assert.NotEmpty(hook.Of("ConfigChange"));
        Assert.All(hook.Of("ConfigChange"), recorded =>
            Assert.Equal(place.File(".claude/settings.local.json"), recorded["file_path"])
        );
        Assert.Equal(2, hook.Of("Stop").Count);
    }

    [Fact]
    public async Task Shows_what_a_command_hook_answers_instead_of_asking_the_model()
    {
        await using var place = await Workplace.Plain();
        var commands = Directory.CreateDirectory(Path.Combine(place.Claude.Home, ".claude", "commands")).FullName;
        await File.WriteAllTextAsync(Path.Combine(commands, "purpose.md"), "Purpose: $ARGUMENTS");
        var hook = new RecordingHook(
            place.Claude,
            place.Scratch,
            new() { ["UserPromptExpansion"] = """{"decision":"block","reason":"It is said."}""" }
        );
        await using var talk = place.Claude.Talk();

        await talk.Say("/purpose ship it");
        await talk.End();

        Assert.Empty(place.Model.Requests);
        Assert.Contains("It is said.", Assert.Single(talk.Notices), StringComparison.Ordinal);
        Assert.Equal(
            ["UserPromptSubmit", "UserPromptExpansion"],
            hook.Heard.Skip(1).Take(2).Select(recorded => recorded.Event)
        );
    }

    [Theory]
    [InlineData("SCRIPT:err429 go", "rate_limit")]
    [InlineData("SCRIPT:err500 go", "server_error")]
    public async Task Says_what_kind_of_error_ended_a_turn(string prompt, string kind)
    {
        await using var place = await Workplace.Plain();
        var hook = new RecordingHook(place.Claude, place.Scratch);
        await using var talk = place.Claude.Talk();

        var result = await talk.Say(prompt);
        // It does not wait for this hook, and takes it along when it leaves at once.
        var failures = await Eventually.See(() => Task.FromResult(hook.Of("StopFailure")), events => events.Count > 0);
        await talk.End();

        Assert.True(result.IsError);
        Assert.Equal(kind, Assert.Single(failures)["error"]);
        Assert.Empty(hook.Of("Stop"));
    }

    [Fact]
    public async Task Gives_the_model_whatever_a_compaction_hook_prints()
    {
        await using var place = await Workplace.Plain();
        const string printed = """{"x":"printed"}""";
        _ = new RecordingHook(
            place.Claude,
            place.Scratch,
            new() { ["PreCompact"] = printed, ["PostCompact"] = printed }
        );
        await using var talk = place.Claude.Talk();

        await talk.Say("SCRIPT:hello one");
        await talk.Say("/compact");
        await talk.Say("SCRIPT:two after");
        await talk.End();

        var summary = Assert.Single(place.Model.Requests, request => request.Script == "compact");
        Assert.True(summary.Says($"Additional Instructions:\n{printed}"), summary.Words[^1000..]);
        Assert.True(place.Model.Requests[^1].Says($"completed successfully: {printed}"));
    }
}

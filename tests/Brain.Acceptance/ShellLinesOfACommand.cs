namespace Brain.Acceptance;

/// <summary>A command file of the person's whose <c>!</c> line makes a file: Claude Code runs it without asking
/// PreToolUse.</summary>
public sealed class ShellLinesOfACommand(BrainFixture brain) : AcceptanceTest(brain)
{
    private static readonly Version First = new(2, 1, 332);

    [Fact]
    public async Task Are_not_run_in_sparring_and_are_in_execution()
    {
        await RequireTheEvent();
        var commands = Directory.CreateDirectory(Path.Combine(Place.Claude.Home, ".claude", "commands")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(commands, "make.md"),
            "---\nallowed-tools: Bash(touch:*)\n---\nSCRIPT:hello\n\n!`touch proof`\n"
        );
        await File.WriteAllTextAsync(
            Path.Combine(commands, "look.md"),
            "---\nallowed-tools: Bash(ls:*)\n---\nSCRIPT:hello\n\n!`ls -la`\n"
        );

        var sparring = await Converse(["/mode sparring", "/make", "/look"]);

        Assert.False(File.Exists(Place.File("proof")));
        var refused = Assert.Single(await Mind.Rows.Decisions(sparring), row => row["event"] == "PreSkillShellCommand");
        Assert.Equal(("deny", "mode.sparring.shell"), (refused["decision"], refused["rule"]));
        Assert.Contains(Place.Model.Requests, request => request.Says("a.txt"));

        var execution = await Converse(["/make"]);

        Assert.True(File.Exists(Place.File("proof")));
        Assert.DoesNotContain(await Mind.Rows.Decisions(execution), row => row["event"] == "PreSkillShellCommand");
        Assert.Contains(await Mind.Rows.ToolCalls(execution), call => call["target"] == "touch proof");
    }

    private async Task RequireTheEvent()
    {
        var text = (await Place.Claude.Run("--version")).Output.Split(' ')[0];
        Assert.SkipWhen(
            !Version.TryParse(text.Trim(), out var version) || version < First,
            $"Claude Code {text} has no PreSkillShellCommand; {First} has."
        );
    }
}

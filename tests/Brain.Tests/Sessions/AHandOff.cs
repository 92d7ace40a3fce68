using Brain.Domain.Review;

namespace Brain.Tests.Sessions;

public sealed class AHandOff(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly HandOff Turn = new(
        Some.Id(),
        3,
        "ok",
        Some.Time,
        "/home/me/site",
        "fix the login bug",
        true,
        "please\nfix it",
        "Done.",
        null,
        [new("Bash", 2, 1), new("Edit", 1, 0)],
        ["/home/me/site/src/a.cs", "/etc/hosts"]
    );

    [Fact]
    public void Tells_a_turn_in_a_few_lines()
    {
        Assert.Equal(
            $"""
            <!-- brain:{Turn.SessionId}:3 -->
            ### Turn 3 · session {Turn.SessionId.ToString()[..8]} · {Some.Time:yyyy-MM-dd HH:mm} UTC · ok
            - Purpose: fix the login bug (provisional)
            - Asked: please fix it
            - Tools: Bash ×2 (1 failed), Edit
            - Files: src/a.cs, /etc/hosts
            - Outcome: Done.

            """,
            Turn.ToText()
        );
    }

    [Fact]
    public void Lets_no_text_pass_for_a_marker_or_a_heading()
    {
        var text = (
            Turn with
            {
                Asked = $"<!-- brain:{Turn.SessionId}:4 -->\n# Mine",
                Answered = new string('x', 9_000),
            }
        ).ToText();

        Assert.Single(text.Split("<!-- brain:").Skip(1));
        Assert.DoesNotContain("\n# Mine", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 220));
    }

    [Fact]
    public void Has_nothing_that_a_terminal_would_obey()
    {
        var text = (
            Turn with
            {
                Asked = "a\e[2Jb\u202Ec\u2028- Mode: d",
                Files = ["e\e]0;x\af"],
                Tools = [new("g\u009Bh", 1, 0)],
            }
        ).ToText();

        Assert.Contains("- Asked: abc - Mode: d\n", text, StringComparison.Ordinal);
        Assert.Equal(Brain.Messages.Text.TerminalText.Sanitize(text), text);
    }

    [Fact]
    public async Task Is_read_from_what_the_turn_left()
    {
        var (id, prompt) = (Some.Id(), Guid.NewGuid());
        string Json(string rest) =>
            $$"""{"session_id":"{{id}}","prompt_id":"{{prompt}}","cwd":"/p","hook_event_name":"{{rest}}}""";
        await silo.Hook(Json("UserPromptSubmit\",\"prompt\":\"write it\""));
        await silo.Hook(
            Json(
                "PostToolUse\",\"tool_name\":\"Write\",\"tool_use_id\":\"t1\",\"tool_input\":{\"file_path\":\"/p/a.txt\"}"
            )
        );
        await silo.Hook(Json("Stop\",\"last_assistant_message\":\"Written.\""));

        var text = await silo.Socket.GetStringAsync(
            $"/sessions/{id}/handoff?prompt={prompt}",
            TestContext.Current.CancellationToken
        );

        Assert.Contains(
            "- Asked: write it\n- Tools: Write\n- Files: a.txt\n- Outcome: Written.\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "",
            await silo.Socket.GetStringAsync(
                $"/sessions/{id}/handoff?prompt={Guid.NewGuid()}",
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task Is_heard_by_the_next_session_on_the_project()
    {
        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{Some.Id()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/p"}""",
            with: request =>
                request.Headers.Add("Brain-Handoff", Convert.ToBase64String("- Outcome: the shed is grün"u8))
        );

        Assert.Contains("- Outcome: the shed is grün", body, StringComparison.Ordinal);
    }
}

using Brain.Domain.Sessions;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.ClaudeCode;
using Brain.Tests.Personas;

namespace Brain.Tests.Sessions;

public sealed class AToolCall
{
    private static readonly Guid Prompt = Guid.NewGuid();
    private readonly Session _open;

    public AToolCall()
    {
        var session = Some.Session();
        _open = session.After(Some.Start(session.Id), Some.Prompt(session.Id, "work", Prompt));
    }

    [Theory]
    [InlineData(Mode.Execution, "Write", null)]
    [InlineData(Mode.Execution, "Bash", null)]
    [InlineData(Mode.Debug, "Write", "ask")]
    [InlineData(Mode.Debug, "Edit", "ask")]
    [InlineData(Mode.Debug, "Bash", null)]
    [InlineData(Mode.Debug, "Read", null)]
    [InlineData(Mode.Sparring, "Write", "deny")]
    [InlineData(Mode.Sparring, "Edit", "deny")]
    [InlineData(Mode.Sparring, "MultiEdit", "deny")]
    [InlineData(Mode.Sparring, "NotebookEdit", "deny")]
    [InlineData(Mode.Sparring, "write", "deny")]
    [InlineData(Mode.Sparring, "mcp__files__write_file", "ask")]
    [InlineData(Mode.Sparring, "mcp__terminal__run_command", "ask")]
    [InlineData(Mode.Sparring, "mcp__x__frobnicate", "ask")]
    [InlineData(Mode.Sparring, "mcp__github__list_issues", null)]
    [InlineData(Mode.Sparring, "BrandNewTool", "ask")]
    [InlineData(Mode.Sparring, "CronCreate", "ask")]
    [InlineData(Mode.Sparring, "Agent", null)]
    [InlineData(Mode.Debug, "mcp__serena__replace_regex", "ask")]
    [InlineData(Mode.Debug, "mcp__x__frobnicate", null)]
    [InlineData(Mode.Execution, "BrandNewTool", null)]
    [InlineData(Mode.Sparring, "Read", null)]
    [InlineData(Mode.Sparring, "Grep", null)]
    public void Obeys_the_mode(Mode mode, string tool, string? decision)
    {
        var session = _open with { Mode = mode };

        var decided = session.Hears(Some.Tool(session.Id, "PreToolUse", tool, Prompt));

        Assert.Equal(decision, decided.Answer.Word());
        Assert.Equal(decision is null ? 0 : 1, decided.Change.Decisions.Length);
    }

    [Theory]
    [InlineData("ls -la", null)]
    [InlineData("rm -rf /", "ask")]
    public void Of_a_shell_in_sparring_is_asked_unless_it_reads(string command, string? decision)
    {
        var session = _open with { Mode = Mode.Sparring };

        var decided = session.Hears(Some.Tool(session.Id, "PreToolUse", "Bash", Prompt, input: new { command }));

        Assert.Equal(decision, decided.Answer.Word());
    }

    [Fact]
    public void That_would_change_the_brain_itself_is_asked_in_every_mode()
    {
        var decided = _open.Hears(
            Some.Tool(_open.Id, "PreToolUse", "Bash", Prompt, input: new { command = "brain mode execution" })
        );

        Assert.Equal("ask", decided.Answer.Word());
        Assert.Equal("brain.self", decided.Change.Decisions[0].Rule);
    }

    [Theory]
    [InlineData("touch proof", "deny")]
    [InlineData("git status", null)]
    public void In_a_skills_shell_line_is_refused_where_it_would_be_asked(string command, string? decision)
    {
        var session = _open with { Mode = Mode.Sparring };
        var line = Some.Tool(session.Id, "PreSkillShellCommand", "Bash", Prompt, "x:inner:preamble-0", new { command });

        var decided = session.Hears(line);

        Assert.Equal(decision, decided.Answer.Word());
        Assert.Equal(decision is null ? SessionAnswer.Nothing : decided.Answer, decided.Answer);
        Assert.Equal(SessionAnswer.Nothing, _open.Hears(line).Answer);
        Assert.Equal("deny", (_open with { BudgetCap = 1, TokensTotal = 2 }).Hears(line).Answer.Word());
    }

    [Theory]
    [InlineData(Mode.Execution, HomeReach.Files, "Read", "ask")]
    [InlineData(Mode.Execution, HomeReach.Logs, "Read", null)]
    [InlineData(Mode.Execution, HomeReach.Logs, "Write", "ask")]
    [InlineData(Mode.Debug, HomeReach.Files, "Bash", "ask")]
    [InlineData(Mode.Sparring, HomeReach.Files, "Read", "deny")]
    [InlineData(Mode.Sparring, HomeReach.Files, "Write", "deny")]
    public void That_reaches_the_brains_own_files_is_never_just_let_through(
        Mode mode,
        HomeReach reach,
        string tool,
        string? decision
    )
    {
        var rules = SessionContext.Default with { Around = new([], reach) };

        var decided = (_open with { Mode = mode }).Hears(
            Some.Tool(_open.Id, "PreToolUse", tool, Prompt, input: new { command = "cat x" }),
            rules
        );

        Assert.Equal(decision, decided.Answer.Word());
    }

    [Fact]
    public void Of_git_is_asked_where_the_repository_is_not_the_projects()
    {
        var session = _open with { Mode = Mode.Sparring };
        var status = Some.Tool(session.Id, "PreToolUse", "Bash", Prompt, input: new { command = "git status" });

        Assert.Equal(
            "ask",
            session.Hears(status, SessionContext.Default with { Around = new([], HomeReach.None) }).Answer.Word()
        );
        Assert.Null(
            session.Hears(status, SessionContext.Default with { Around = new(["."], HomeReach.None) }).Answer.Word()
        );
    }

    [Fact]
    public void Stays_of_its_project_when_compaction_starts_the_session_elsewhere()
    {
        var compacted = _open.After(Some.Start(_open.Id, "compact") with { Cwd = "/home/me/site/vendor/x" });

        Assert.Equal("/home/me/site", compacted.Project);
    }

    [Fact]
    public void Says_what_decided_it()
    {
        var session = _open with { Mode = Mode.Sparring };

        var decision = session.Hears(Some.Tool(session.Id, "PreToolUse", "Write", Prompt)).Change.Decisions[0];

        Assert.Equal(
            ("PreToolUse", "toolu_1", "deny", "mode.sparring.write", "2"),
            (decision.Event, decision.EventKey, decision.Decision, decision.Rule, decision.RuleVersion)
        );
        Assert.Equal(
            ("sparring", "Write", "/home/me/site/a.txt"),
            (decision.Inputs["mode"], decision.Inputs["tool"], decision.Inputs["target"])
        );
    }

    [Fact]
    public void With_half_a_character_in_it_is_judged_all_the_same()
    {
        var session = _open with { Mode = Mode.Sparring };
        var broken = System.Text.Json.JsonDocument.Parse("""{"file_path":"/w/a\ud800"}""").RootElement;

        var decided = session.Hears(Some.Tool(session.Id, "PreToolUse", "Write", Prompt).With(broken));

        Assert.Equal("deny", decided.Answer.Word());
    }

    [Theory]
    [InlineData(double.PositiveInfinity, null)]
    [InlineData(double.NaN, null)]
    [InlineData(-1, null)]
    [InlineData(1e18, null)]
    [InlineData(12.5, 12.5)]
    public void Keeps_only_a_time_that_can_be(double given, double? kept)
    {
        var ran = Some.Tool(_open.Id, "PostToolUse", "Read", Prompt) with { DurationMs = given };

        Assert.Equal(kept, _open.Hears(ran).Change.Tools[0].DurationMs);
    }

    [Fact]
    public void Is_looked_at_once_whatever_comes_of_it()
    {
        var rules = SessionContext.Default with
        {
            Personas = new() { Watchers = [SomePersona.Watcher(SomePersona.Rule("Read"))] },
        };

        var asked = _open.Hears(Some.Tool(_open.Id, "PreToolUse", "Read", Prompt), rules);
        var ran = asked.Next.Hears(Some.Tool(_open.Id, "PostToolUse", "Read", Prompt), SessionContext.Default);
        var unseen = _open
            .Hears(Some.Tool(_open.Id, "PreToolUse", "Read", Prompt), SessionContext.Default)
            .Next.Hears(Some.Tool(_open.Id, "PostToolUse", "Read", Prompt), rules);

        Assert.Single(asked.Change.Tools[0].Seen!.Value);
        Assert.Equal(asked.Change.Tools[0].Seen!.Value, ran.Change.Tools[0].Seen!.Value);
        Assert.Null(unseen.Change.Tools[0].Seen);
    }

    [Fact]
    public void Keeps_no_secret()
    {
        var failed = Some.Tool(
            _open.Id,
            "PostToolUseFailure",
            "Bash",
            Prompt,
            input: new { command = "curl -H 'Authorization: Basic dXNlcjpwdw=='" }
        ) with
        {
            Error = "no route to postgres://u:pw@h",
        };

        var row = _open.Hears(failed).Change.Tools[0];

        Assert.Equal(
            ("curl -H 'Authorization: Basic [redacted]'", "no route to postgres://u:[redacted]@h"),
            (row.Target, row.Error)
        );
    }

    [Fact]
    public void That_the_person_stopped_is_no_failure_to_speak_of()
    {
        var stopped = Some.Tool(_open.Id, "PostToolUseFailure", "Bash", Prompt) with { IsInterrupt = true };

        Assert.Equal(
            (SessionAnswer.Nothing, 0),
            (_open.Hears(stopped).Answer, _open.Hears(stopped).Next.FailuresInARow)
        );
    }

    [Fact]
    public void In_a_hard_session_needs_a_purpose_first()
    {
        var session = _open with { Hard = true, Purpose = null };

        Assert.Equal(
            "purpose.missing",
            session.Hears(Some.Tool(session.Id, "PreToolUse", "Read", Prompt)).Change.Decisions[0].Rule
        );
    }

    [Fact]
    public void That_was_known_does_not_wake_an_ended_session()
    {
        var call = Some.Tool(_open.Id, "PreToolUse", "Read", Prompt);
        var ended = _open
            .After(call)
            .After(
                new HookEvent
                {
                    SessionId = _open.Id,
                    Name = "SessionEnd",
                    Kind = ClaudeCodeEventKinds.Of("SessionEnd"),
                }
            );

        Assert.Equal(SessionStatus.Ended, ended.Hears(call).Next.Status);
        Assert.Equal(SessionStatus.Active, ended.Hears(call with { ToolUseId = "toolu_other" }).Next.Status);
        Assert.Equal(SessionStatus.Active, ended.Hears(Some.Prompt(_open.Id, "go on")).Next.Status);
    }

    [Fact]
    public void Goes_on_with_the_turn_that_another_windows_end_cut_off()
    {
        var ended = _open.After(
            new HookEvent
            {
                SessionId = _open.Id,
                Name = "SessionEnd",
                Kind = ClaudeCodeEventKinds.Of("SessionEnd"),
            }
        );

        var heard = ended.Hears(Some.Tool(_open.Id, "PostToolUse", "Bash", Prompt, "toolu_other"));
        var worked = heard.Next;
        var stopped = worked.Hears(Some.Stop(_open.Id, Prompt, "Built.")).Next;

        Assert.Null(ended.Open);
        Assert.Equal((1, true), heard.Change.Turns.Select(turn => (turn.Num, turn.GoesOn)).Single());
        Assert.Equal("work", worked.Open?.UserMessage);
        Assert.Equal(("work", "Built."), (stopped.Last?.Asked, stopped.Last?.Answered));
        Assert.Null(stopped.Open);
    }

    [Fact]
    public void Is_not_needed_to_end_the_turn_that_another_windows_end_cut_off()
    {
        var ended = _open.After(
            new HookEvent
            {
                SessionId = _open.Id,
                Name = "SessionEnd",
                Kind = ClaudeCodeEventKinds.Of("SessionEnd"),
            }
        );

        var stop = Some.Stop(_open.Id, Prompt, "Built.");
        var stopped = ended.Hears(stop).Next;
        var other = ended.Hears(Some.Stop(_open.Id, Guid.NewGuid(), "Built.")).Next;

        Assert.Equal(("work", "Built."), (stopped.Last?.Asked, stopped.Last?.Answered));
        Assert.Equal((SessionStatus.Ended, null, null), (stopped.Status, stopped.Open, stopped.CutOff));
        Assert.Null(stopped.Hears(stop).Next.Open);
        Assert.NotEqual("work", other.Last?.Asked);
    }

    [Theory]
    [InlineData("PreCompact", SessionStatus.Active)]
    [InlineData("SubagentStart", SessionStatus.Ended)]
    [InlineData("SubagentStop", SessionStatus.Ended)]
    [InlineData("PostCompact", SessionStatus.Ended)]
    public void Is_not_all_that_wakes_an_ended_session(string name, SessionStatus status)
    {
        var ended = _open.After(
            new HookEvent
            {
                SessionId = _open.Id,
                Name = "SessionEnd",
                Kind = ClaudeCodeEventKinds.Of("SessionEnd"),
            }
        );
        var other = new HookEvent
        {
            SessionId = _open.Id,
            Name = name,
            Kind = ClaudeCodeEventKinds.Of(name),
        };

        Assert.Equal(status, ended.Hears(other).Next.Status);
    }

    [Fact]
    public void That_is_allowed_does_not_wait_for_the_disk() =>
        Assert.True(_open.Hears(Some.Tool(_open.Id, "PreToolUse", "Read", Prompt)).Change.Later);

    [Fact]
    public void That_is_refused_waits_for_the_disk() =>
        Assert.False(
            (_open with { Mode = Mode.Sparring }).Hears(Some.Tool(_open.Id, "PreToolUse", "Write", Prompt)).Change.Later
        );

    [Fact]
    public void Is_refused_once_the_budget_is_used_up()
    {
        var spent = _open with { BudgetCap = 10, TokensTotal = 11 };

        Assert.Equal("deny", spent.Hears(Some.Tool(_open.Id, "PreToolUse", "Read", Prompt)).Answer.Word());
        Assert.Equal(
            "block",
            spent
                .Hears(
                    new()
                    {
                        SessionId = _open.Id,
                        Name = "PostToolBatch",
                        Kind = ClaudeCodeEventKinds.Of("PostToolBatch"),
                        PromptId = Prompt,
                    }
                )
                .Answer.Word()
        );
    }

    [Fact]
    public void That_fails_is_nudged_at_the_first_and_every_third_time()
    {
        var nudged = new List<int>();
        var session = _open;
        for (var i = 1; i <= 7; i++)
        {
            var failed = Some.Tool(session.Id, "PostToolUseFailure", "Bash", Prompt, $"toolu_{i}") with
            {
                Error = "Exit code 3",
            };
            var decided = session.Hears(failed);
            if (decided.Answer.Context?.Contains("Repeating an unchanged call", StringComparison.Ordinal) == true)
                nudged.Add(i);
            Assert.Equal(SessionAnswer.Nothing, decided.Next.Hears(failed).Answer);
            session = decided.Next;
        }

        Assert.Equal([1, 3, 6], nudged);
    }

    [Fact]
    public void That_works_ends_a_row_of_failures()
    {
        var failed = _open.After(Some.Tool(_open.Id, "PostToolUseFailure", "Bash", Prompt, "toolu_1"));

        Assert.Equal(
            (1, 0),
            (
                failed.FailuresInARow,
                failed.After(Some.Tool(_open.Id, "PostToolUse", "Bash", Prompt, "toolu_2")).FailuresInARow
            )
        );
    }

    [Fact]
    public void That_only_its_batch_speaks_of_was_refused()
    {
        var batch = new HookEvent
        {
            SessionId = _open.Id,
            Name = "PostToolBatch",
            Kind = ClaudeCodeEventKinds.Of("PostToolBatch"),
            PromptId = Prompt,
            ToolCalls = [Some.Use("TaskCreate", null, "toolu_9")],
        };

        var row = Assert.Single(_open.Hears(batch).Change.Tools);

        Assert.Equal(("toolu_9", "denied"), (row.ToolUseId, row.Status));
    }

    [Fact]
    public void Of_a_sub_agent_belongs_to_its_parents_turn()
    {
        var over = _open.After(Some.Stop(_open.Id, Prompt), Some.Prompt(_open.Id, "next"));

        var row = over.Hears(Some.Tool(_open.Id, "PostToolUse", "Read", Prompt) with { AgentId = "a1" }).Change.Tools[
            0
        ];

        Assert.Equal((1, "a1"), (row.TurnNum, row.AgentId));
    }
}

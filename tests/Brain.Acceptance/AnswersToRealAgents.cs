using System.Text;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks;
using Brain.Silo.Hooks.Codex;
using Brain.Silo.Hooks.Copilot;
using Brain.Silo.Hooks.Gemini;
using Brain.Silo.Hooks.Qwen;

namespace Brain.Acceptance;

/// <summary>
/// Every shape of answer that an adapter can give is handed to the real agent, by hooks that print it and do nothing
/// else: what counts is what the agent makes of it.
/// </summary>
[Trait("Agents", "others")]
public sealed class AnswersToRealAgents(BrainFixture brain) : IDisposable
{
    private const string Reason = "REASON-OF-IT";
    private const string Message = "MESSAGE-OF-IT";

    private static readonly string[] CodexEvents =
    [
        "SessionStart",
        "UserPromptSubmit",
        "PreToolUse",
        "PostToolUse",
        "Stop",
        "SubagentStart",
        "SubagentStop",
        "Interrupt",
        "SessionEnd",
    ];

    // Those that Codex shows by name while it runs a session without a screen.
    private static readonly string[] CodexShows =
    [
        "SessionStart",
        "UserPromptSubmit",
        "PreToolUse",
        "PostToolUse",
        "Stop",
    ];

    public void Dispose() => brain.TellOfAFailure();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Are_taken_by_codex_with_and_without_words(bool message, bool context)
    {
        await using var agent = await Codex(name => Shape(name, message, context));

        var run = await agent.AskCodexPlainly("SCRIPT:agent go");

        Assert.DoesNotContain("Failed", run.Error);
        foreach (var name in CodexShows)
            Assert.Contains($"hook: {name} Completed", run.Error);
        string[] told = ["SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "SubagentStart"];
        foreach (var name in told)
            Assert.Equal(context, agent.Sent.Contains(Context(name), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Are_taken_by_codex_when_they_refuse_a_call(bool message, bool context)
    {
        await using var agent = await Codex(name =>
            name == "PreToolUse" ? Shape(name, message, context, AnswerDecision.Deny) : SessionAnswer.Nothing
        );

        var run = await agent.AskCodexPlainly("SCRIPT:write go");

        Assert.DoesNotContain("Failed", run.Error);
        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.Contains(Reason, agent.Sent);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Are_taken_by_codex_when_they_refuse_a_prompt(bool message, bool context)
    {
        await using var agent = await Codex(name =>
            name == "UserPromptSubmit" ? Shape(name, message, context, AnswerDecision.Block) : SessionAnswer.Nothing
        );

        var run = await agent.AskCodexPlainly("SCRIPT:hello go");

        Assert.DoesNotContain("Failed", run.Error);
        Assert.Equal(0, agent.Requests);
    }

    [Fact]
    public async Task Are_taken_by_codex_at_an_interruption()
    {
        await using var agent = await Codex(name =>
            name == "Interrupt" ? Shape(name, message: true, context: true) : SessionAnswer.Nothing
        );
        var said = new StringBuilder();
        using var codex = RealAgent.Run(agent.CodexStart("SCRIPT:slowshell go", isPlain: true), said);
        await Eventually.See(() => Task.FromResult(agent.Requests), requests => requests > 0, RealAgent.SecondsMax);

        await RealAgent.Interrupt(codex);

        lock (said)
            Assert.Contains("hook: Interrupt Completed", $"{said}");
    }

    [Theory]
    [InlineData(false, "Completed")]
    [InlineData(true, "Failed")]
    public async Task Are_taken_by_codex_when_it_compacts(bool more, string ends)
    {
        string[] compacts = ["PreCompact", "PostCompact"];
        await using var agent = await RealAgent.Codex(brain, "model_auto_compact_token_limit = 1000");
        var answers = Written(
            new CodexHook(),
            [.. CodexEvents, .. compacts],
            name => Shape(name, message: true, context: true)
        );
        foreach (var name in more ? compacts : [])
            answers[name] = """{"systemMessage":"M","brain":1}""";
        agent.Answer(".codex/hooks.json", answers, RealAgent.Grouped);

        var run = await agent.AskCodexPlainly("SCRIPT:shell go");

        foreach (var name in compacts)
            Assert.Contains($"hook: {name} {ends}", run.Error);
        Assert.Equal(more, run.Error.Contains("Failed", StringComparison.Ordinal));
        Assert.Contains("Answer after the compaction.", run.Output);
    }

    [Fact]
    public async Task Of_one_field_more_are_void_to_codex_which_these_tests_would_see()
    {
        await using var agent = await RealAgent.Codex(brain);
        agent.Answer(
            ".codex/hooks.json",
            CodexEvents.ToDictionary(name => name, _ => """{"systemMessage":"M","brain":1}"""),
            RealAgent.Grouped
        );

        var run = await agent.AskCodexPlainly("SCRIPT:shell go");

        foreach (var name in CodexShows)
            Assert.Contains($"hook: {name} Failed", run.Error);
    }

    // Of a tool's own error, which a command's exit code is none, it hands its model nothing but the error.
    [Theory]
    [InlineData(false, false, "shell", "The shell said hi.", true)]
    [InlineData(false, true, "shell", "The shell said hi.", true)]
    [InlineData(true, false, "shell", "The shell said hi.", true)]
    [InlineData(true, true, "shell", "The shell said hi.", true)]
    [InlineData(true, true, "fail", "The command failed as expected.", true)]
    [InlineData(true, true, "failread", "No such file.", false)]
    public async Task Are_taken_by_gemini_with_and_without_words(
        bool message,
        bool context,
        string script,
        string answer,
        bool after
    )
    {
        await using var agent = await Gemini(name => Shape(name, message, context));

        var run = await agent.AskGemini($"SCRIPT:{script} go");

        Assert.Contains(answer, run.Output);
        Assert.Equal(message, (run.Error + run.Output).Contains(Message, StringComparison.Ordinal));
        foreach (var name in (string[])["SessionStart", "BeforeAgent"])
            Assert.Equal(context, agent.Sent.Contains(Context(name), StringComparison.Ordinal));
        Assert.Equal(context && after, agent.Sent.Contains(Context("AfterTool"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BeforeAgent", false)]
    [InlineData("BeforeAgent", true)]
    [InlineData("BeforeModel", false)]
    [InlineData("BeforeModel", true)]
    [InlineData("BeforeTool", false)]
    [InlineData("BeforeTool", true)]
    public async Task Are_taken_by_gemini_when_they_refuse(string refusing, bool words)
    {
        await using var agent = await Gemini(name =>
            name == refusing ? Shape(name, words, words, AnswerDecision.Deny) : SessionAnswer.Nothing
        );

        var run = await agent.AskGemini("SCRIPT:write go");

        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        if (refusing == "BeforeTool")
            Assert.Contains(Reason, agent.Sent);
        else
            Assert.Contains(Reason, run.Error + run.Output);
        Assert.Equal(refusing == "BeforeTool", agent.Sent.Contains("\"script\":\"write\"", StringComparison.Ordinal));
    }

    // It shows no message of a hook.
    [Theory]
    [InlineData(false, "shell", "The shell said hi.", "postToolUse")]
    [InlineData(true, "shell", "The shell said hi.", "postToolUse")]
    [InlineData(true, "failread", "No such file.", "postToolUseFailure")]
    [InlineData(true, "agent", "The sub-agent reported back.", "postToolUse")]
    public async Task Are_taken_by_copilot_with_and_without_words(
        bool words,
        string script,
        string answer,
        string after
    )
    {
        await using var agent = await Copilot(name => Shape(name, words, words));

        var run = await agent.AskCopilot($"SCRIPT:{script} go");

        Assert.Contains(answer, run.Output);
        foreach (var name in (string[])["sessionStart", "userPromptSubmitted", after])
            Assert.Equal(words, agent.Sent.Contains(Context(name), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("userPromptSubmitted", false)]
    [InlineData("userPromptSubmitted", true)]
    [InlineData("preToolUse", false)]
    public async Task Are_taken_by_copilot_when_they_refuse(string refusing, bool answered)
    {
        await using var agent = await Copilot(name =>
            name == refusing
                ? Shape(name, message: true, context: true, AnswerDecision.Block) with { HidesPrompt = answered }
                : SessionAnswer.Nothing
        );

        var run = await agent.AskCopilot("SCRIPT:write go");

        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        if (refusing == "preToolUse")
            Assert.Contains(Reason, agent.Sent);
        else
            Assert.Contains(Reason, answered ? run.Output : run.Error + run.Output);
        Assert.Equal(refusing == "preToolUse", agent.Requests > 0);
    }

    // It shows no message of a hook with -p.
    [Theory]
    [InlineData(false, false, "shell", "The shell said hi.", "PostToolUse")]
    [InlineData(false, true, "shell", "The shell said hi.", "PostToolUse")]
    [InlineData(true, false, "shell", "The shell said hi.", "PostToolUse")]
    [InlineData(true, true, "shell", "The shell said hi.", "PostToolUse")]
    [InlineData(true, true, "fail", "The command failed as expected.", "PostToolUseFailure")]
    [InlineData(true, true, "agentq", "The sub-agent reported back.", "PostToolUse")]
    public async Task Are_taken_by_qwen_with_and_without_words(
        bool message,
        bool context,
        string script,
        string answer,
        string after
    )
    {
        await using var agent = await Qwen(name => Shape(name, message, context));

        var run = await agent.AskQwen($"SCRIPT:{script} go");

        Assert.Contains(answer, run.Output);
        foreach (var name in (string[])["SessionStart", "UserPromptSubmit", after, "PostToolBatch"])
            Assert.Equal(context, agent.Sent.Contains(Context(name), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Are_taken_by_qwen_when_its_turn_fails(bool words)
    {
        await using var agent = await Qwen(name => Shape(name, words, words));

        var run = await agent.AskQwen("SCRIPT:err go");

        Assert.Contains("fake error", run.Error + run.Output);
        Assert.Equal(words, agent.Sent.Contains(Context("UserPromptSubmit"), StringComparison.Ordinal));
    }

    // What its calls came to is no less true for that.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tell_qwen_with_what_its_calls_came_to_that_nothing_more_may_be_done(bool words)
    {
        await using var agent = await Qwen(name =>
            name == "PostToolBatch" ? Shape(name, words, words, AnswerDecision.Block) : SessionAnswer.Nothing
        );

        var run = await agent.AskQwen("SCRIPT:write go");

        Assert.True(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.DoesNotContain("was not run", run.Error + run.Output);
        Assert.Contains("Successfully created", agent.Sent);
        Assert.Contains(Reason, agent.Sent);
        Assert.Equal(words, agent.Sent.Contains(Context("PostToolBatch"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UserPromptSubmit", false)]
    [InlineData("UserPromptSubmit", true)]
    [InlineData("PreToolUse", false)]
    [InlineData("PreToolUse", true)]
    public async Task Are_taken_by_qwen_when_they_refuse(string refusing, bool words)
    {
        await using var agent = await Qwen(name =>
            name == refusing ? Shape(name, words, words, AnswerDecision.Block) : SessionAnswer.Nothing
        );

        await agent.AskQwen("SCRIPT:write go");

        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.Equal(refusing == "PreToolUse", agent.Requests > 0);
        Assert.Equal(refusing == "PreToolUse", agent.Sent.Contains(Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Are_taken_by_qwen_when_they_answer_a_command(bool words)
    {
        await using var agent = await Qwen(name =>
            name == "UserPromptExpansion" ? Shape(name, words, words, AnswerDecision.Block) : SessionAnswer.Nothing
        );

        var run = await agent.AskQwen("/mode sparring");

        Assert.Contains(Reason, run.Output + run.Error);
        Assert.Equal(0, agent.Requests);
    }

    private static string Context(string name) => $"CONTEXT-AT-{name}";

    private static SessionAnswer Shape(
        string name,
        bool message,
        bool context,
        AnswerDecision decision = AnswerDecision.None
    ) =>
        new()
        {
            Decision = decision,
            Reason = decision == AnswerDecision.None ? null : Reason,
            Message = message ? Message : null,
            Context = context ? Context(name) : null,
        };

    private async Task<RealAgent> Codex(Func<string, SessionAnswer> answer)
    {
        var agent = await RealAgent.Codex(brain);
        agent.Answer(".codex/hooks.json", Written(new CodexHook(), CodexEvents, answer), RealAgent.Grouped);
        return agent;
    }

    private async Task<RealAgent> Gemini(Func<string, SessionAnswer> answer)
    {
        string[] events =
        [
            "SessionStart",
            "BeforeAgent",
            "BeforeModel",
            "BeforeTool",
            "Notification",
            "AfterTool",
            "AfterAgent",
            "SessionEnd",
        ];
        var agent = await RealAgent.Gemini(brain);
        agent.Answer(".gemini/settings.json", Written(new GeminiHook(), events, answer), RealAgent.Grouped);
        return agent;
    }

    private async Task<RealAgent> Qwen(Func<string, SessionAnswer> answer)
    {
        string[] events =
        [
            "SessionStart",
            "UserPromptSubmit",
            "UserPromptExpansion",
            "PreToolUse",
            "PermissionRequest",
            "PostToolUse",
            "PostToolUseFailure",
            "PostToolBatch",
            "Stop",
            "StopFailure",
            "SubagentStart",
            "SubagentStop",
            "PreCompact",
            "PostCompact",
            "SessionEnd",
        ];
        var agent = await RealAgent.Qwen(brain);
        agent.Answer(".qwen/settings.json", Written(new QwenHook(), events, answer), RealAgent.Grouped);
        return agent;
    }

    private async Task<RealAgent> Copilot(Func<string, SessionAnswer> answer)
    {
        string[] events =
        [
            "sessionStart",
            "userPromptSubmitted",
            "preToolUse",
            "notification",
            "postToolUse",
            "postToolUseFailure",
            "agentStop",
            "subagentStart",
            "subagentStop",
            "preCompact",
            "sessionEnd",
        ];
        var agent = await RealAgent.Copilot(brain);
        var hook = new CopilotHook(new(brain.Home, null!, 1, 1));
        agent.Answer(".copilot/hooks/brain.json", Written(hook, events, answer), RealAgent.Flat);
        return agent;
    }

    // As the door writes it: cleaned, and for the event that is answered.
    private static Dictionary<string, string> Written(
        IAgentAdapter adapter,
        string[] events,
        Func<string, SessionAnswer> answer
    ) =>
        events.ToDictionary(
            name => name,
            name =>
                Encoding.UTF8.GetString(
                    adapter
                        .Write(
                            answer(name).Sanitized(),
                            new()
                            {
                                SessionId = new(Guid.NewGuid()),
                                Name = name,
                                Kind = name == "BeforeTool" ? EventKind.ToolCall : EventKind.Unknown,
                            }
                        )
                        .Span
                )
        );
}

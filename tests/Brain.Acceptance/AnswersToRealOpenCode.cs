using Brain.Messages.Sessions;

namespace Brain.Acceptance;

/// <summary>
/// Every shape of answer that the adapter of opencode can give is handed to the plugin in the real opencode, by a
/// socket that answers and does nothing else: what counts is what opencode makes of it.
/// </summary>
[Trait("Agents", "others")]
public sealed class AnswersToRealOpenCode(BrainFixture brain) : IDisposable
{
    private const string Reason = "REASON-OF-IT";

    // Those of a turn with one call, in `opencode run`.
    private static readonly string[] OfATurn =
    [
        "session.created",
        "chat.message",
        "tool.execute.before",
        "tool.execute.after",
        "session.idle",
        "dispose",
    ];

    // What the model can be told: at the others nothing follows, or nobody asks.
    private static readonly string[] TellTheModel =
        ["session.created", "chat.message", "tool.execute.before", "tool.execute.after", "tool.failed"];

    public static TheoryData<bool, bool> Words =>
        new() { { false, false }, { false, true }, { true, false }, { true, true } };

    public void Dispose() => brain.TellOfAFailure();

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Are_taken_with_and_without_words(bool message, bool context)
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(agent, told => Shape(told, message, context));

        var run = await agent.AskOpenCode("SCRIPT:shell go");

        Assert.Contains("The shell said hi.", run.Output);
        IsTold(agent, run, OfATurn, message, context);
        Assert.Equal(OfATurn, socket.Events.Select(told => told.Name));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Are_taken_after_a_call_that_failed(bool message, bool context)
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(agent, told => Shape(told, message, context));

        var run = await agent.AskOpenCode("SCRIPT:failread go");

        Assert.Contains("No such file.", run.Output);
        IsTold(agent, run, ["tool.failed"], message, context);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Are_taken_when_they_refuse_a_prompt(bool message, bool context)
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(
            agent,
            told =>
                told.Name == "chat.message"
                    ? Shape(told, message, context, AnswerDecision.Block)
                    : SessionAnswer.Nothing
        );

        var run = await agent.AskOpenCode("SCRIPT:write go");

        Assert.Contains(Reason, run.Output);
        Assert.Equal(message, run.Error.Contains(Message("chat.message"), StringComparison.Ordinal));
        Assert.Equal(0, agent.Requests);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Are_taken_when_they_refuse_a_call(bool message, bool context)
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(
            agent,
            told =>
                told.Name == "tool.execute.before"
                    ? Shape(told, message, context, AnswerDecision.Deny)
                    : SessionAnswer.Nothing
        );

        var run = await agent.AskOpenCode("SCRIPT:write go");

        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.Contains(Reason, agent.Sent);
        Assert.Equal(message, run.Error.Contains(Message("tool.execute.before"), StringComparison.Ordinal));
        Assert.DoesNotContain(Context("tool.execute.before"), agent.Sent);
        Assert.DoesNotContain(socket.Events, told => told.Name is "tool.execute.after" or "tool.failed");
    }

    [Fact]
    public async Task Refuse_nothing_else()
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(
            agent,
            told =>
                told.Name is "chat.message" or "tool.execute.before"
                    ? SessionAnswer.Nothing
                    : Shape(told, message: false, context: false, AnswerDecision.Block)
        );

        var run = await agent.AskOpenCode("SCRIPT:write go");

        Assert.Contains("Done: wrote a.txt.", run.Output);
        Assert.True(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.DoesNotContain(Reason, agent.Sent + run.Error + run.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Are_taken_in_a_sub_agent(bool denied)
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(
            agent,
            told =>
                told.AgentId is null ? SessionAnswer.Nothing
                : denied && told.Name == "tool.execute.before"
                    ? Shape(told, message: true, context: true, AnswerDecision.Deny)
                : Shape(told, message: true, context: true)
        );

        var run = await agent.AskOpenCode("SCRIPT:agent go");

        Assert.Contains("The sub-agent reported back.", run.Output);
        Assert.Equal(denied, agent.Sent.Contains(Reason, StringComparison.Ordinal));
        foreach (var name in (string[])["tool.execute.before", "tool.execute.after"])
            Assert.Equal(!denied, agent.Sent.Contains(Context(name), StringComparison.Ordinal));
        foreach (var name in (string[])["session.created", "chat.message", "tool.execute.before", "session.idle"])
            Assert.Contains(Message(name), run.Error);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Are_taken_after_a_turn_that_failed(bool message, bool context)
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(agent, told => Shape(told, message, context));

        var run = await agent.AskOpenCode("SCRIPT:err go");

        Assert.Contains(socket.Events, told => told.Kind == EventKind.TurnFailure);
        IsTold(agent, run, ["session.created", "chat.message", "session.error", "dispose"], message, context);
    }

    [Fact]
    public async Task Are_taken_when_they_refuse_a_request()
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(
            agent,
            _ => SessionAnswer.Nothing,
            asked => asked == 1 ? new(Go: true, null, Hard: false) : new(Go: false, Reason, Hard: false)
        );

        var run = await agent.AskOpenCode("SCRIPT:shell go");

        Assert.Equal(2, socket.Asked);
        Assert.Contains(Reason, run.Output);
        Assert.DoesNotContain("The shell said hi.", run.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Say_whether_a_request_is_made_that_nobody_can_be_asked_about(bool hard)
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(
            agent,
            _ => SessionAnswer.Nothing,
            asked => asked == 1 ? new(Go: true, null, hard) : null
        );

        var run = await agent.AskOpenCode("SCRIPT:shell go");

        Assert.Equal(hard, run.Output.Contains("The brain could not be asked, and this session is hard."));
        Assert.Equal(!hard, run.Output.Contains("The shell said hi.", StringComparison.Ordinal));
    }

    // On a screen, where `permission.asked` comes too.
    [Theory]
    [InlineData("session.created")]
    [InlineData("chat.message")]
    [InlineData("permission.asked")]
    [InlineData("tool.execute.before")]
    [InlineData("tool.execute.after")]
    [InlineData("session.idle")]
    public async Task Are_shown_on_a_screen(string name)
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await using var socket = await Socket(agent, told => Shape(told, message: told.Name == name, context: true));
        var start = agent.OnScreen("opencode", "SCRIPT:write it", asks: true);
        await using var screen = await AgentScreen.Open("opencode", start);

        if (name is "tool.execute.after" or "session.idle")
        {
            await screen.WaitFor(AgentScreen.Question["opencode"]);
            await screen.Press("Enter");
        }

        await screen.WaitFor(Message(name));
    }

    // It goes on without the answer, and shows it when it comes.
    [Fact]
    public async Task Are_shown_on_a_screen_when_they_come_late()
    {
        await using var agent = await RealAgent.OpenCode(brain);
        var gaveUp = new TaskCompletionSource();
        await using var socket = await OpenCodeSocket.Listen(
            agent.PluginAtSocket(),
            async told =>
            {
                if (told.Name != "session.idle")
                    return SessionAnswer.Nothing;
                await gaveUp.Task;
                return Shape(told, message: true, context: false);
            }
        );
        await using var screen = await AgentScreen.Open("opencode", agent.OnScreen("opencode", "SCRIPT:hello go"));

        var untold = await screen.See(
            () => Task.FromResult(File.Exists(agent.Untold) ? File.ReadAllText(agent.Untold) : ""),
            untold => untold.Contains("session.idle")
        );
        gaveUp.SetResult();

        Assert.Equal("session.idle\n", untold);
        await screen.WaitFor(Message("session.idle"));
    }

    private static string Message(string name) => $"MESSAGE-AT-{name}";

    private static string Context(string name) => $"CONTEXT-AT-{name}";

    private static SessionAnswer Shape(
        HookEvent told,
        bool message,
        bool context,
        AnswerDecision decision = AnswerDecision.None
    ) =>
        new()
        {
            Decision = decision,
            Reason = decision == AnswerDecision.None ? null : Reason,
            Message = message ? Message(told.Name) : null,
            Context = context ? Context(told.Name) : null,
        };

    private static void IsTold(RealAgent agent, ProgramRun run, string[] events, bool message, bool context)
    {
        foreach (var name in events)
        {
            Assert.Equal(message, run.Error.Contains(Message(name), StringComparison.Ordinal));
            var told = context && TellTheModel.Contains(name);
            Assert.Equal(told, agent.Sent.Contains(Context(name), StringComparison.Ordinal));
        }
    }

    private static Task<OpenCodeSocket> Socket(
        RealAgent agent,
        Func<HookEvent, SessionAnswer> answer,
        Func<int, ModelRequestAnswer?>? mayRequest = null
    ) => OpenCodeSocket.Listen(agent.PluginAtSocket(), told => Task.FromResult(answer(told)), mayRequest);
}

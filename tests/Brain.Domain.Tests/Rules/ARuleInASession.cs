using Brain.Domain.Rules;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Tests.Sessions;

namespace Brain.Tests.Rules;

/// <summary>What a session does about a call that meets a rule.</summary>
public sealed class ARuleInASession
{
    private static readonly Guid Prompt = Guid.NewGuid();
    private readonly Session _open;

    public ARuleInASession()
    {
        var session = Some.Session();
        _open = session.After(Some.Start(session.Id), Some.Prompt(session.Id, "work", Prompt));
    }

    [Theory]
    [InlineData(RuleAction.Deny, "deny", "deny")]
    [InlineData(RuleAction.Ask, "ask", "ask")]
    [InlineData(RuleAction.Remind, null, "allow")]
    public void Answers_as_the_rule_says_and_keeps_the_hit(RuleAction action, string? answer, string kept)
    {
        var rule = Npm(action);

        var decided = _open.Hears(Call("npm i"), With(rule));

        Assert.Equal(answer, decided.Answer.Word());
        var row = Assert.Single(decided.Change.Decisions);
        Assert.Equal((kept, rule.Code, "7", (Guid?)rule.Id), (row.Decision, row.Rule, row.RuleVersion, row.RuleId));
        Assert.Contains("Use pnpm.", answer is null ? decided.Answer.Context : decided.Answer.Reason);
        Assert.False(decided.Change.Later);
    }

    [Fact]
    public void Lets_other_calls_be()
    {
        var decided = _open.Hears(Call("pnpm i"), With(Npm(RuleAction.Deny)));

        Assert.Null(decided.Answer.Word());
        Assert.Empty(decided.Change.Decisions);
        Assert.True(decided.Change.Later);
    }

    [Fact]
    public void Keeps_a_muted_hit_and_does_nothing()
    {
        var decided = _open.Hears(Call("npm i"), With(Npm(RuleAction.Deny) with { Muted = true }));

        Assert.Equal(SessionAnswer.Nothing, decided.Answer);
        var row = Assert.Single(decided.Change.Decisions);
        Assert.Equal(("allow", "true"), (row.Decision, row.Inputs["muted"]));
    }

    [Fact]
    public void Goes_by_the_strictest_of_several()
    {
        var decided = _open.Hears(
            Call("npm i"),
            With(Npm(RuleAction.Remind), Npm(RuleAction.Ask), Npm(RuleAction.Deny) with { Muted = true })
        );

        Assert.Equal("ask", decided.Answer.Word());
        Assert.Equal(["ask", "allow", "allow"], decided.Change.Decisions.Select(row => row.Decision));
    }

    [Fact]
    public void Reminds_once_a_turn_and_keeps_each_hit()
    {
        var rules = With(Npm(RuleAction.Remind));
        var first = _open.Hears(Call("npm i"), rules);

        var second = first.Next.Hears(Call("npm i", "toolu_2"), rules);

        Assert.Contains("Use pnpm.", first.Answer.Context);
        Assert.Null(second.Answer.Context);
        Assert.Equal("false", Assert.Single(second.Change.Decisions).Inputs["told"]);
        var next = second.Next.After(Some.Prompt(_open.Id, "more"));
        Assert.Contains("Use pnpm.", next.Hears(Call("npm i", "toolu_3"), rules).Answer.Context);
    }

    [Theory]
    [InlineData("npm i > x", RuleAction.Deny, "deny", "rule.")]
    [InlineData("npm i > x", RuleAction.Ask, "ask", "mode.sparring.shell")]
    public void Is_stricter_than_a_mode_or_stands_beside_it(string line, RuleAction action, string answer, string code)
    {
        var decided = (_open with { Mode = Mode.Sparring }).Hears(Call(line), With(Npm(action)));

        Assert.Equal(answer, decided.Answer.Word());
        Assert.StartsWith(code, decided.Change.Decisions[^1].Rule, StringComparison.Ordinal);
        Assert.Contains("Use pnpm.", decided.Answer.Reason);
    }

    [Fact]
    public void Refuses_in_a_skills_line_what_it_would_ask_about()
    {
        var line = Call("npm i") with { Kind = EventKind.CommandShellLine, ToolKind = ToolKind.Shell };

        Assert.Equal("deny", _open.Hears(line, With(Npm(RuleAction.Ask))).Answer.Word());
    }

    [Fact]
    public void Judges_nothing_in_hindsight()
    {
        var late = Delivery.Plain with { At = Some.Time.AddMinutes(-5), EventId = Guid.NewGuid() };

        var decided = _open.Hears(Call("npm i"), With(Npm(RuleAction.Deny)), late);

        Assert.Null(decided.Answer.Word());
        Assert.Empty(decided.Change.Decisions);
    }

    private HookEvent Call(string command, string id = "toolu_1") =>
        Some.Tool(_open.Id, "PreToolUse", "Bash", Prompt, id, new { command });

    private static Rule Npm(RuleAction action) =>
        new(Guid.NewGuid(), 7, action, RuleTool.Shell, "Use pnpm.") { Pattern = "npm install" };

    private static SessionContext With(params Rule[] rules) => SessionContext.Default with { Rules = new([.. rules]) };
}

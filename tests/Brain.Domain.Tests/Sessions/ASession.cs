using Brain.Domain.Sessions;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Sessions;

/// <summary>Promises that hold for every session, whatever it hears: checked on random histories.</summary>
public sealed class ASession
{
    private const int Histories = 1_000;

    [Fact]
    public void Never_lets_a_denied_tool_through() =>
        Check(history =>
        {
            var session = history.Session;
            foreach (var hookEvent in history.Events)
            {
                var decided = session.Hears(hookEvent, delivery: history.Delivery);
                if (hookEvent is { Name: "PreToolUse", ToolName: "Write" or "Edit" } && session.Mode == Mode.Sparring)
                    Assert.Equal("deny", decided.Answer.Word());
                session = decided.Next;
            }
        });

    [Fact]
    public void Asked_twice_changes_nothing() =>
        Check(history =>
        {
            var session = history.Session;
            foreach (var hookEvent in history.Events)
            {
                var once = session.Hears(hookEvent, delivery: history.Delivery);
                var twice = once.Next.Hears(hookEvent, delivery: history.Delivery);
                Assert.Equal(once.Next, twice.Next);
                Assert.Equal(once.Answer.Word(), twice.Answer.Word());
                Assert.DoesNotContain(twice.Change.Turns, turn => turn.Begins);
                session = once.Next;
            }
        });

    [Fact]
    public void Numbers_its_turns_without_gaps() =>
        Check(history =>
        {
            var begun = 0;
            var session = history.Session;
            foreach (var hookEvent in history.Events.Concat(history.Events.Reverse()))
            {
                var decided = session.Hears(hookEvent, delivery: history.Delivery);
                foreach (var turn in decided.Change.Turns.Where(turn => turn.Begins))
                    Assert.Equal(++begun, turn.Num);
                Assert.Equal(begun, decided.Next.TurnCount);
                session = decided.Next;
            }
        });

    [Fact]
    public void Keeps_every_refusal() =>
        Check(history =>
        {
            var session = history.Session;
            foreach (var hookEvent in history.Events)
            {
                var decided = session.Hears(hookEvent, delivery: history.Delivery);
                var refused = decided.Answer.Word() is not null;
                Assert.Equal(refused, !decided.Change.Decisions.IsEmpty);
                session = decided.Next;
            }
        });

    [Fact]
    public void Keeps_to_whatever_table_a_person_configured() =>
        Check(history =>
        {
            var rule = new ModeRule(null, "Re*|mcp__x__write", Verdict.Deny, "mode.any.configured");
            var rules = SessionContext.Default with
            {
                Settings = SessionSettings.Default with { Modes = new([rule, .. ModeTable.Default.Rules], "1+test") },
            };
            var session = history.Session;
            foreach (var hookEvent in history.Events)
            {
                var decided = session.Decide(hookEvent, rules, Some.Time, history.Delivery);
                if (hookEvent is { Name: "PreToolUse", ToolName: "Read" or "mcp__x__write" })
                    Assert.Equal("deny", decided.Answer.Word());
                session = decided.Next;
            }
        });

    private static void Check(Action<History> holds) =>
        Prop.ForAll(SomeSessionHistory.Any().ToArbitrary(), holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));
}

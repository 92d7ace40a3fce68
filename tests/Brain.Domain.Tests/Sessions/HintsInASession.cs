using Brain.Domain.Knowledge;
using Brain.Domain.Knowledge.Recall;
using Brain.Domain.Rules;
using Brain.Domain.Sessions;
using Brain.Domain.Sessions.Events;
using Brain.Messages.Sessions;
using Brain.Tests.Knowledge;

namespace Brain.Tests.Sessions;

/// <summary>What a session is told by itself: news with its prompts, what is known of a call at it.</summary>
public sealed class HintsInASession
{
    private readonly Session _new = Some.Session() with { ProjectKey = "/home/me/site" };

    [Fact]
    public void Tell_what_another_session_learnt_once()
    {
        var rules = Knows(ARecalledCall.Learnt("Use pnpm here"));

        var first = _new.Hears(Some.Prompt(_new.Id, "install it"), rules);
        var second = first.Next.Hears(Some.Prompt(_new.Id, "and again"), rules);

        Assert.Contains("Use pnpm here", first.Answer.Context, StringComparison.Ordinal);
        Assert.Single(first.Change.Knowledge.HeardFacts);
        Assert.Null(second.Answer.Context);
    }

    [Fact]
    public void Say_once_that_what_was_heard_is_refuted()
    {
        var learnt = ARecalledCall.Learnt("Use yarn here");
        var refuted = Knows(learnt with { Status = KnownLearning.Refuted });
        var first = _new.Hears(Some.Prompt(_new.Id, "install it"), Knows(learnt)).Next;
        var prompt = Some.Prompt(_new.Id, "go on");

        var second = first.Hears(prompt, refuted);
        var again = (second.Next with { AnsweredEvents = [] }).Hears(prompt, refuted);
        var third = second.Next.Hears(Some.Prompt(_new.Id, "and on"), refuted);

        Assert.Contains("tried and refuted, not to be followed", second.Answer.Context, StringComparison.Ordinal);
        Assert.Equal(second.Answer.Context, again.Answer.Context);
        Assert.Null(third.Answer.Context);
    }

    [Fact]
    public void Say_each_time_what_became_of_it_when_it_is_judged_anew()
    {
        var learnt = ARecalledCall.Learnt("Use yarn here");
        var (holds, refuted) = (Knows(learnt), Knows(learnt with { Status = KnownLearning.Refuted }));
        var session = _new;
        var told = new List<string?>();
        foreach (var known in new[] { holds, refuted, holds, holds, refuted, refuted })
        {
            var decided = session.Hears(Some.Prompt(_new.Id, "go on"), known);
            session = decided.Next;
            told.Add(decided.Answer.Context);
        }

        Assert.Equal([true, true, true, false, true, false], told.Select(context => context is not null));
        Assert.DoesNotContain("refuted", told[2], StringComparison.Ordinal);
        Assert.Contains("tried and refuted", told[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_nobody_what_they_learnt_themselves()
    {
        var own = ARecalledCall.Learnt("Use pnpm here") with { Session = _new.Id.Value };

        Assert.Null(_new.Hears(Some.Prompt(_new.Id, "install it"), Knows(own)).Answer.Context);
    }

    [Fact]
    public void Tell_nothing_that_is_older_than_the_session()
    {
        var old = ARecalledCall.Learnt("Use pnpm here") with { NewsAt = Some.Time - LearningNews.Slack * 2 };

        Assert.Null(_new.Hears(Some.Prompt(_new.Id, "install it"), Knows(old)).Answer.Context);
    }

    [Fact]
    public void Tell_the_most_relevant_first_and_the_others_later()
    {
        KnownLearning[] many =
        [
            .. Enumerable.Range(0, 9).Select(nth => ARecalledCall.Learnt($"Kettles boil at {nth} o'clock")),
            ARecalledCall.Learnt("The exporter needs a token"),
        ];
        var rules = Knows(many);

        var first = _new.Hears(Some.Prompt(_new.Id, "run the exporter"), rules);
        var second = first.Next.Hears(Some.Prompt(_new.Id, "go on"), rules);

        Assert.Equal(LearningNews.CountMax, first.Change.Knowledge.HeardFacts.Length);
        Assert.Contains("The exporter", first.Answer.Context!.Split('┃')[2], StringComparison.Ordinal);
        Assert.Equal(LearningNews.CountMax, second.Change.Knowledge.HeardFacts.Length);
        Assert.DoesNotContain("exporter", second.Answer.Context, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_the_size_that_is_configured()
    {
        var long_ = new string('x', 290);
        var rules = Knows([.. Enumerable.Range(0, 5).Select(nth => ARecalledCall.Learnt($"{nth} {long_}"))]);

        var decided = _new.Hears(Some.Prompt(_new.Id, "go"), rules);

        Assert.InRange(decided.Answer.Context!.Length, 300, KnowledgeSettings.Default.NewsMax);
        Assert.InRange(decided.Change.Knowledge.HeardFacts.Length, 1, 4);
    }

    [Fact]
    public void Tell_what_a_person_calls_important_before_what_a_machine_trusts()
    {
        KnownLearning[] known =
        [
            ARecalledCall.Learnt("Kettles boil at noon in till.cs", ["till.cs"]) with
            {
                Importance = 2,
                Confidence = 1,
            },
            ARecalledCall.Learnt("Kettles boil at dusk in till.cs", ["till.cs"]) with
            {
                Importance = 5,
                Confidence = 0.2,
            },
        ];

        var told = _new.Hears(Some.Prompt(_new.Id, "go on"), Knows(known)).Answer.Context!;
        var edit = Advice.BeforeEdit("/work/site/till.cs", known, [], least: 0.7)!.Text;

        foreach (var text in new[] { told, edit })
            Assert.InRange(
                text.IndexOf("dusk", StringComparison.Ordinal),
                0,
                text.IndexOf("noon", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void Say_what_nobody_reviewed()
    {
        var raw = ARecalledCall.Learnt("Deploys are on Fridays") with { Status = KnownLearning.Unreviewed };

        Assert.Contains(
            "not reviewed by a person",
            _new.Hears(Some.Prompt(_new.Id, "deploy"), Knows(raw)).Answer.Context,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Are_told_again_where_the_answer_was_lost_with_its_silo()
    {
        var (rules, prompt) = (Knows(ARecalledCall.Learnt("Use pnpm here")), Some.Prompt(_new.Id, "install it"));
        var first = _new.Hears(prompt, rules);

        // Another silo reads the session anew: what was said to this event a moment ago is not among its rows.
        var again = (first.Next with { AnsweredEvents = [] }).Hears(prompt, rules);

        Assert.Equal(first.Answer.Context, again.Answer.Context);
        Assert.True(again.Change.Knowledge.HeardFacts.IsEmpty);
    }

    [Fact]
    public void Are_told_with_the_next_prompt_where_the_answer_never_came()
    {
        var (rules, prompt) = (Knows(ARecalledCall.Learnt("Use pnpm here")), Some.Prompt(_new.Id, "install it"));
        var first = _new.Hears(prompt, rules);

        var replayed = (first.Next with { AnsweredEvents = [] }).Hears(
            prompt,
            rules,
            new() { EventId = Guid.NewGuid(), At = Some.Time }
        );
        var next = replayed.Next.Hears(Some.Prompt(_new.Id, "go on"), rules);

        Assert.Null(replayed.Answer.Context);
        Assert.Equal(1, replayed.Change.Knowledge.UnheardTurn);
        Assert.Contains("Use pnpm here", next.Answer.Context, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_call_are_not_told_again_when_its_prompt_is_replayed()
    {
        var (rules, prompt) = (Recalls(), Some.Prompt(_new.Id, "show it"));
        var first = _new.Hears(prompt, rules).Next;
        var hinted = first.Hears(Attempt(first), rules);
        Assert.NotNull(hinted.Answer.Context);

        // The prompt's own answer came too late for its hook, so it was spooled and comes once more.
        var replayed = (hinted.Next with { AnsweredEvents = [] }).Hears(
            prompt,
            rules,
            new() { EventId = Guid.NewGuid(), At = Some.Time }
        );
        var next = replayed.Next.After(Some.Prompt(_new.Id, "once more"));

        Assert.Null(next.Hears(Attempt(next, "toolu_2"), rules).Answer.Context);
    }

    [Fact]
    public void Tell_of_a_rule_that_was_switched_on_in_another_session()
    {
        var rule = new Rule(Guid.NewGuid(), 1, RuleAction.Deny, RuleTool.Shell, "Never npm, use pnpm")
        {
            Pattern = "npm install",
            OnSince = Some.Time.AddMinutes(1),
            SwitchedIn = Guid.NewGuid(),
        };
        var context = SessionContext.Default with { Rules = new([rule]) };

        var told = _new.Hears(Some.Prompt(_new.Id, "install it"), context);

        Assert.Contains("Never npm, use pnpm (such calls are denied)", told.Answer.Context, StringComparison.Ordinal);
        Assert.Null(told.Next.Hears(Some.Prompt(_new.Id, "again"), context).Answer.Context);
        foreach (
            var other in new[]
            {
                rule with { SwitchedIn = _new.Id.Value },
                rule with { OnSince = Some.Time.AddDays(-1) },
                rule with { Muted = true },
            }
        )
        {
            var silent = SessionContext.Default with { Rules = new([other]) };
            Assert.Null(_new.Hears(Some.Prompt(_new.Id, "install it"), silent).Answer.Context);
        }
    }

    [Fact]
    public void Are_not_told_twice_to_two_carriers()
    {
        var (rules, prompt) = (Knows(ARecalledCall.Learnt("Use pnpm here")), Some.Prompt(_new.Id, "install it"));

        var second = _new.Hears(prompt, rules).Next.Hears(prompt, rules);

        Assert.Null(second.Answer.Context);
    }

    [Fact]
    public void Stop_at_the_persons_word_and_come_back()
    {
        var rules = Knows(ARecalledCall.Learnt("Use pnpm here"));
        var off = _new.Hears(Some.Command(_new.Id, "hints", "off", Guid.NewGuid()));

        Assert.StartsWith("Hints: off", off.Answer.Reason, StringComparison.Ordinal);
        Assert.True(off.Change.Session!.Metadata.Muted);
        Assert.Null(off.Next.Hears(Some.Prompt(_new.Id, "install it"), rules).Answer.Context);
        Assert.Null(off.Next.Asks(Attempt(_new), rules.Knowledge));
        var on = off.Next.Hears(Some.Command(_new.Id, "hints", "on", Guid.NewGuid()));
        Assert.NotNull(on.Next.Hears(Some.Prompt(_new.Id, "install it"), rules).Answer.Context);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("maybe", "hints.unknown")]
    public void Are_shown_and_refuse_another_word(string args, string? code)
    {
        var receipt = _new.Obey(SlashCommand.Of("hints", args)!, Some.Time, null).Answer;

        Assert.Equal(code, receipt.Refusal?.Code);
    }

    [Fact]
    public void Tell_before_a_command_what_failed_before()
    {
        var session = _new.After(Some.Prompt(_new.Id, "show it"));
        var rules = Recalls();
        Assert.NotNull(session.Asks(Attempt(session), rules.Knowledge));

        var decided = session.Hears(Attempt(session), rules);

        Assert.Contains("--name-only", decided.Answer.Context, StringComparison.Ordinal);
        Assert.Equal(AnswerDecision.None, decided.Answer.Decision);
        Assert.False(decided.Change.Later);
        Assert.Single(decided.Change.Knowledge.HeardFacts);
    }

    [Fact]
    public void Tell_of_calls_once_a_turn_and_each_call_once()
    {
        var rules = Recalls();
        var first = _new.After(Some.Prompt(_new.Id, "show it"));
        var session = first.Hears(Attempt(first), rules).Next;

        Assert.Null(session.Asks(Attempt(session), rules.Knowledge));
        var next = session.After(Some.Prompt(_new.Id, "once more"));
        Assert.NotNull(next.Asks(Attempt(next), rules.Knowledge));
        Assert.Null(next.Hears(Attempt(next, "toolu_2"), rules).Answer.Context);
    }

    [Fact]
    public void Tell_of_a_failure_beside_the_nudge()
    {
        var session = _new.After(Some.Prompt(_new.Id, "show it"));

        var decided = session.Hears(
            Attempt(session, name: "PostToolUseFailure") with
            {
                Error = "Exit code 1\nunknown flag: --stat",
            },
            Recalls()
        );

        Assert.StartsWith("This tool call failed", decided.Answer.Context, StringComparison.Ordinal);
        Assert.Contains("--name-only", decided.Answer.Context, StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_before_an_edit_what_was_learnt_about_the_file()
    {
        var session = _new.After(Some.Prompt(_new.Id, "fix it"));
        var edit = Some.Tool(_new.Id, "PreToolUse", "Edit", null, input: new { file_path = "/home/me/site/till.cs" });
        var old = ARecalledCall.Learnt("till.cs rounds down on purpose", ["till.cs"]) with
        {
            NewsAt = Some.Time.AddYears(-1),
            Kind = "decision",
        };

        var decided = session.Hears(edit, Knows(old));

        Assert.Contains("rounds down on purpose", decided.Answer.Context, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_only_for_what_is_likely_enough()
    {
        var session = _new.After(Some.Prompt(_new.Id, "show it"));
        var strict = Recalls();
        strict = strict with
        {
            Knowledge = strict.Knowledge with { Settings = strict.Knowledge.Settings with { ScoreMin = 0.99 } },
        };

        var decided = session.Hears(Attempt(session), strict);

        Assert.Null(decided.Answer.Context);
        Assert.True(decided.Change.Later);
    }

    private static SessionContext Knows(params KnownLearning[] learnings) =>
        SessionContext.Default with
        {
            Knowledge = new() { Learnings = new(learnings) },
        };

    private static SessionContext Recalls() =>
        SessionContext.Default with
        {
            Knowledge = new() { Recalled = [ARecalledCall.Wrong()] },
        };

    private static HookEvent Attempt(Session session, string call = "toolu_1", string name = "PreToolUse") =>
        Some.Tool(session.Id, name, "Bash", null, call, new { command = "gh pr diff 104 --stat" });
}

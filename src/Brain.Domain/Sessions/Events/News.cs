using Brain.Domain.Knowledge;
using Brain.Domain.Rules;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>
/// What other sessions learnt, and which rules were switched on in them, reaches this one with its prompts, each once.
/// </summary>
internal static class News
{
    /// <summary>The answer with what is news, where anything is.</summary>
    public static DecisionBuilder WithNews(
        this DecisionBuilder decision,
        string words,
        SessionAnswer answer,
        out SessionAnswer more
    )
    {
        more = answer;
        var knowledge = decision.Context.Knowledge;
        if (
            (knowledge.Learnings.IsEmpty && decision.Context.Rules.Rules.IsEmpty)
            || !knowledge.Settings.TellsNews
            || decision.IsHistory
            || decision.Session is not { Muted: not true, Since: { } since }
        )
            return decision;
        var unheard = LearningNews.Unheard(
            decision.Session.Id.Value,
            since,
            decision.Session.HasHeard,
            $"{decision.Session.Purpose} {words}",
            knowledge.Learnings,
            [
                .. decision
                    .Context.Rules.Rules.Where(rule => !rule.Muted && rule.OnSince >= since - LearningNews.Slack)
                    .Select(ToNews),
            ]
        );
        var (text, facts) = LearningNews.Tell(unheard, knowledge.Settings.NewsMax);
        if (text is null)
            return decision;
        more = answer with { Context = answer.Context is { } before ? $"{before}\n{text}" : text };
        return decision.Telling(facts);
    }

    /// <summary>
    /// A prompt that is known already: another silo may have died before it could answer, and then the same is told.
    /// One that was spooled got no answer at all: what was told with it is told with the next.
    /// </summary>
    public static DecisionBuilder ToldAgain(this DecisionBuilder decision, int num, out SessionAnswer answer)
    {
        answer = SessionAnswer.Nothing;
        Guid[] facts =
        [
            .. num == 0 ? [] : decision.Session.FactsHeard.Where(one => one.Value == num).Select(one => one.Key),
        ];
        if (facts.Length == 0)
            return decision;
        if (!decision.IsHistory)
        {
            var rules = decision.Context.Rules.Rules;
            var learnings = facts
                .Select(fact => decision.Context.Knowledge.Learnings.OfFact(fact))
                .OfType<KnownLearning>()
                .Concat(rules.Where(rule => facts.Contains(rule.Id)).Select(ToNews));
            answer = answer with
            {
                Context = LearningNews
                    .Tell(learnings.OrderBy(one => one.NewsAt), decision.Context.Knowledge.Settings.NewsMax)
                    .Text,
            };
            return decision;
        }

        return decision with
        {
            Session = decision.Session with { FactsHeard = decision.Session.FactsHeard.RemoveRange(facts) },
            Change = decision.Change with
            {
                Knowledge = decision.Change.Knowledge with { UnheardTurn = num },
            },
        };
    }

    // It holds whether it is told or not; told, nobody runs into it.
    private static KnownLearning ToNews(Rule rule) =>
        new(rule.Id, $"{rule.Sentence} ({Does(rule.Action)})", KnownLearning.Rule, "active")
        {
            Project = "",
            Session = rule.SwitchedIn,
            NewsAt = rule.OnSince ?? DateTimeOffset.MinValue,
        };

    private static string Does(RuleAction action) =>
        action switch
        {
            RuleAction.Deny => "such calls are denied",
            RuleAction.Ask => "such calls are asked about",
            _ => "such calls are reminded of it",
        };
}

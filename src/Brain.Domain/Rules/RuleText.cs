using System.Globalization;
using System.Text;
using Brain.Domain.Text;
using Brain.Messages.Rules;
using Brain.Messages.Sessions;

namespace Brain.Domain.Rules;

/// <summary>How people are told of rules.</summary>
public static class RuleText
{
    private const int TargetShown = 120;

    /// <summary>The characters of an id that people type.</summary>
    public static string Short(Guid id) => id.ToString()[..RuleSummary.IdShown];

    /// <summary>What a rule does, in a line.</summary>
    public static string ToText(this Rule rule) =>
        $"{Does(rule.Action)} {About(rule)}: {OneLine.Of(rule.Sentence, Rule.SentenceMax)}";

    /// <summary>A draft, with what it would have met, and how it is switched on.</summary>
    public static string ToText(this RuleRehearsal rehearsal, Rule rule, string state)
    {
        var text = new StringBuilder();
        var word = rule.Action switch
        {
            RuleAction.Deny => "stopped",
            RuleAction.Ask => "asked about",
            _ => "reminded of",
        };
        text.Append(
            CultureInfo.InvariantCulture,
            $"Rule {Short(rule.Id)} ({state}): {rule.ToText()}\nIn the last {RuleRehearsal.Days} days it would "
                + $"have {word} "
        );
        text.Append(
            rehearsal.Met.Length == 0 ? "nothing"
            : rehearsal.Met.Length == 1 ? "1 call"
            : $"{rehearsal.Met.Length} calls"
        );
        text.Append(CultureInfo.InvariantCulture, $" of the {rehearsal.Looked} that are kept.");
        if (rehearsal.IsFull)
            text.Append(
                CultureInfo.InvariantCulture,
                $" There were more: the newest {RuleRehearsal.CallsMax} were looked at."
            );
        if (rehearsal.Cut > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $" Of {rehearsal.Cut} only the first {PastCall.TargetMax} characters are kept, and were looked at."
            );
        if (rule.Text is not null && rule.Tool != RuleTool.Shell)
            text.Append(" What was written into files is not kept, so its text was looked for in paths alone.");
        foreach (var call in rehearsal.Met.Take(RuleRehearsal.ShownMax))
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n  {UtcTime.Minute(call.At)} session {new SessionId(call.Session).Short} {call.Tool}: "
                    + $"{OneLine.Of(call.Target, TargetShown)}"
            );
        if (rehearsal.Met.Length > RuleRehearsal.ShownMax)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n  … and {rehearsal.Met.Length - RuleRehearsal.ShownMax} more."
            );
        return text.ToString();
    }

    /// <summary>All rules, a line each.</summary>
    public static string ToText(this IReadOnlyCollection<RuleSummary> all) =>
        all.Count == 0
            ? "There are no rules here yet. To draft one: /rule propose \"never run npm install, use pnpm\""
            : string.Join('\n', all.Select(Line));

    /// <summary>One rule with all that is known of it.</summary>
    public static string ToText(this RuleSummary one)
    {
        var text = new StringBuilder(Line(one));
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n  version {one.Version}, {(one.ByHand ? "written by hand" : "drafted")}, for "
                + $"{one.Project ?? "every project"}"
        );
        text.Append(CultureInfo.InvariantCulture, $"\n  made {UtcTime.Minute(one.MadeAt)}");
        if (one.HitAt is { } at)
            text.Append(CultureInfo.InvariantCulture, $", met last {UtcTime.Minute(at)}");
        if (one.Learning is { } learning)
            text.Append(CultureInfo.InvariantCulture, $"\n  drafted from learning {Short(learning)}");
        if (one.State == "muted")
            text.Append("\n  muted: its hits are kept, and it does nothing; /rule on switches it on anew");
        else if (one is { IsLow: true, ByHand: true })
            text.Append("\n  you wrote it, so it is never muted; /rule off switches it off");
        return text.ToString();
    }

    /// <summary>How precise its hits were found.</summary>
    public static string Worth(RuleSummary one) =>
        one.Precision is { } precision
            ? $"{precision.ToString("P0", CultureInfo.InvariantCulture)} of "
                + $"{one.Useful + one.Noise + one.Wrong}{(one.IsLow ? " (low)" : "")}"
        : one.Useful + one.Noise + one.Wrong is > 0 and var rated ? $"{rated} rated"
        : "not rated";

    private static string Line(RuleSummary one) =>
        $"{Short(one.Id)} {one.State} · {one.Action} {one.Tool} {one.About} · {one.Hits} hits · {Worth(one)} · "
        + $"{OneLine.Of(one.Sentence, TargetShown)}";

    private static string Does(RuleAction action) =>
        action switch
        {
            RuleAction.Deny => "denies",
            RuleAction.Ask => "asks before",
            _ => "reminds at",
        };

    private static string About(Rule rule)
    {
        var what = rule.Tool switch
        {
            RuleTool.Shell => rule.Pattern is null ? "any command" : $"`{rule.Pattern}`",
            RuleTool.Edit => "changes of files",
            RuleTool.Read => "reading files",
            RuleTool.Fetch => "reading addresses",
            _ => "any call",
        };
        return what
            + (rule.Path is { } path ? (rule.Tool == RuleTool.Shell ? $" on {path}" : $" {path}") : "")
            + (rule.Text is { } text ? $" with \"{text}\" in it" : "");
    }
}

using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Domain.Tools;

namespace Brain.Domain.Watching;

/// <summary>
/// What personas see of a turn and say of it, by their rules alone: no tokens, and the same words for the same turn.
/// </summary>
public static class WatchEvaluator
{
    /// <summary>The most matches of one tool call: of the first personas' first rules.</summary>
    public const int RuleMatchesMax = 64;

    /// <summary>
    /// The most characters of what was asked, and of what was answered, that patterns are matched against.
    /// </summary>
    public const int TextMax = ToolText.TextMax;

    /// <summary>The most times that a pattern is counted in one text.</summary>
    public const int MatchesMax = 20;

    /// <summary>The most characters of a comment.</summary>
    public const int CommentMax = 1_000;

    /// <summary>The most characters of a persona's line.</summary>
    public const int LineMax = 300;

    /// <summary>The most characters of a job that its line shows, so that the comment has room.</summary>
    public const int JobShownMax = 60;

    /// <summary>
    /// Which rules a tool call meets: those whose tool, input and path, as far as they name them, all fit.
    /// </summary>
    /// <param name="watchers">The active personas, in their order; muted ones watch too.</param>
    /// <param name="call">The call.</param>
    /// <param name="project">The project's folder, or null.</param>
    public static ImmutableArray<RuleMatch> See(
        IReadOnlyList<WatchingPersona> watchers,
        WatchedCall call,
        string? project
    )
    {
        var texts = new ToolText(call.Input, call.Paths);
        var seen = ImmutableArray.CreateBuilder<RuleMatch>();
        foreach (var watcher in watchers)
        {
            var match = new WatchMatch();
            for (var place = 0; place < watcher.Rules.Length && seen.Count < RuleMatchesMax; place++)
            {
                var rule = watcher.Rules[place];
                if (Fits(rule, call, texts, project) && Captured(rule, texts, match) is { } captured)
                    seen.Add(new(watcher.Id, place, captured));
            }
        }

        return seen.ToImmutable();
    }

    /// <summary>What a persona says of a finished turn; null when it has nothing to say.</summary>
    /// <param name="watcher">Who.</param>
    /// <param name="seen">What all personas saw of the turn's calls, oldest first.</param>
    /// <param name="asked">What the person said, or null.</param>
    /// <param name="answered">What the assistant said last, or null.</param>
    /// <returns>
    /// The sentences of the rules that were met, in the rules' order, with <c>; </c> between them; when none was, those
    /// for that.
    /// </returns>
    public static string? Comment(
        WatchingPersona watcher,
        IEnumerable<RuleMatch> seen,
        string? asked,
        string? answered
    ) => Say(watcher, seen, asked, answered)?.Text;

    /// <summary>The same, with whose rules say it.</summary>
    public static WatchComment? Say(
        WatchingPersona watcher,
        IEnumerable<RuleMatch> seen,
        string? asked,
        string? answered
    )
    {
        var mine = seen.Where(found => found.Persona == watcher.Id)
            .ToLookup(found => found.Rule, found => found.Captured);
        Watched[] texts =
        [
            .. new[] { asked, answered }.OfType<string>().Select(text => new Watched(Redaction.Cut(text, TextMax))),
        ];
        var match = new WatchMatch();
        var met = watcher
            .Rules.Select(
                (rule, place) =>
                    (
                        Rule: rule,
                        Said: Say(rule, [.. mine[place]], rule.Text is null ? [] : Matches(rule.Text, texts, match))
                    )
            )
            .Where(one => one.Said is not null)
            .ToArray();
        if (met.Length == 0)
            return Joined(watcher.Rules.Select(rule => rule.Nothing)) is { } nothing ? new(nothing, true) : null;
        var defaults = WatchDefaults.For(watcher.Job);
        var own = Joined(met.Where(one => !defaults.Contains(one.Rule)).Select(one => one.Said));
        return Joined(met.Select(one => one.Said)) is { } all ? new(all, Own: own) : null;
    }

    private static string? Joined(IEnumerable<string?> sentences)
    {
        var comment = string.Join(
            "; ",
            sentences.Where(sentence => !string.IsNullOrWhiteSpace(sentence)).Distinct(StringComparer.Ordinal)
        );
        return OneLine.Of(comment, CommentMax) is { Length: > 0 } line ? line : null;
    }

    /// <summary>
    /// The line under a turn: <c>🔧 Steve (APIs): no external calls this turn</c>, at most <see cref="LineMax"/>
    /// characters.
    /// </summary>
    public static string Line(WatchingPersona watcher, string comment) =>
        OneLine.Of(
            $"{watcher.Emoji} {watcher.Name}"
                + (watcher.Job.Length == 0 ? "" : $" ({OneLine.Of(watcher.Job, JobShownMax)})")
                + $": {comment}",
            LineMax
        );

    private static bool Fits(WatchRule rule, WatchedCall call, ToolText texts, string? project) =>
        rule.WatchesCalls()
        && (rule.Tool is null || ToolPattern.Covers(rule.Tool, call.Tool, call.Kind))
        && (rule.Path is null || texts.Paths.Any(path => WatchGlob.IsPath(rule.Path, path, project)));

    private static ImmutableSortedDictionary<string, string>? Captured(
        WatchRule rule,
        ToolText texts,
        WatchMatch match
    ) => rule.Input is null ? ImmutableSortedDictionary<string, string>.Empty : match.In(rule.Input, texts.Texts);

    private static string? Say(
        WatchRule rule,
        ImmutableArray<ImmutableSortedDictionary<string, string>> calls,
        ImmutableArray<ImmutableSortedDictionary<string, string>> matches
    )
    {
        if ((rule.WatchesCalls() && calls.IsEmpty) || (rule.Text is not null && matches.IsEmpty))
            return null;
        return CommentTemplate.Fill(
            rule.Say,
            rule.WatchesCalls() ? calls.Length : matches.Length,
            [.. calls, .. matches]
        );
    }

    private static ImmutableArray<ImmutableSortedDictionary<string, string>> Matches(
        string pattern,
        Watched[] texts,
        WatchMatch match
    ) => [.. texts.SelectMany(text => match.AllIn(pattern, text, MatchesMax))];
}

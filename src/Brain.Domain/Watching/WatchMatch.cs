using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Text;

namespace Brain.Domain.Watching;

/// <summary>
/// Matches one persona's patterns against texts and keeps what may be kept of what they captured. Once one of them has
/// run out of time, none of them is met any more: so a persona costs a call or a turn that time once.
/// </summary>
internal sealed class WatchMatch
{
    /// <summary>The most characters of one captured value.</summary>
    public const int CapturedMax = 80;

    private bool _isSpent;

    /// <summary>What the first text that meets the pattern gave; null when none meets it.</summary>
    public ImmutableSortedDictionary<string, string>? In(string pattern, IEnumerable<Watched> texts) =>
        texts.Select(text => AllIn(pattern, text, 1).FirstOrDefault()).FirstOrDefault(captured => captured is not null);

    /// <summary>What each of the first matches in a text gave.</summary>
    public IEnumerable<ImmutableSortedDictionary<string, string>> AllIn(string pattern, Watched watched, int max)
    {
        if (WatchPattern.Of(pattern) is not { Regex: { } regex } known)
            yield break;
        // One after the other: the collection of all matches counts them all before it gives the first.
        var match = Try(() => regex.Match(watched.Text));
        for (; match is { Success: true } found && max > 0; max--)
        {
            yield return Captured(known, found, watched);
            match = max > 1 ? Try(found.NextMatch) : null;
        }
    }

    private Match? Try(Func<Match> next)
    {
        if (_isSpent)
            return null;
        _isSpent = !WatchPattern.InTime(next, out var match);
        return match;
    }

    /// <summary>
    /// What a match captured, without secrets, on one line, at most <see cref="CapturedMax"/> characters each.
    /// </summary>
    private static ImmutableSortedDictionary<string, string> Captured(
        WatchPattern pattern,
        Match match,
        Watched watched
    ) =>
        pattern
            .Names.Where(name => match.Groups[name] is { Success: true })
            .Select(name =>
                KeyValuePair.Create(name, OneLine.Of(Clean(match.Groups[name].Value, watched), CapturedMax))
            )
            .Where(value => value.Value.Length > 0)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    // A value alone does not say that it is a secret; what stands before it in its text does.
    private static string Clean(string value, Watched watched)
    {
        var clean = Redaction.Clean(value)!;
        return clean != value || watched.Public.Contains(value, StringComparison.Ordinal) ? clean : Redaction.Mark;
    }
}

using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Brain.Domain.Watching;

/// <summary>
/// A pattern of a watch rule. Shape: a .NET regular expression that disregards case (<c>(?-i:…)</c> regards it) and is
/// matched without going back, so that the time for a text is bounded by its length whatever the pattern; only named
/// groups capture. What needs going back (lookaround, backreferences, atomic groups, conditionals) is no pattern here.
/// </summary>
public sealed class WatchPattern
{
    /// <summary>The most characters of a pattern or a glob.</summary>
    public const int LengthMax = 500;

    /// <summary>
    /// The most characters to match in a pattern once its counted repetitions are written out: <c>(ab){1,5}</c> is 10.
    /// </summary>
    public const int SizeMax = 500;

    /// <summary>
    /// The most patterns that are remembered; past them all are forgotten and made again when needed.
    /// </summary>
    internal const int KnownMax = 2_048;

    /// <summary>
    /// How long one text is matched at most, in milliseconds. A match is bounded by the text's length anyway, but a
    /// contrived pattern can need seconds the first time: one that runs out of time twice is not met. Twice, because a
    /// busy machine can take that long from a match that needs none of it.
    /// </summary>
    public const int MatchMsMax = 200;

    private const int TriesMax = 2;

    internal const RegexOptions Options =
        RegexOptions.NonBacktracking
        | RegexOptions.CultureInvariant
        | RegexOptions.IgnoreCase
        | RegexOptions.ExplicitCapture;

    // Making one costs milliseconds, and every session has the same personas: what is known is only ever the same
    // answer sooner.
    private static readonly ConcurrentDictionary<(string Text, bool IsGlob), WatchPattern> Known = new();

    private WatchPattern(Regex? regex, string? fault)
    {
        Regex = regex;
        Fault = fault;
        Names = [.. regex?.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0])) ?? []];
    }

    /// <summary>Null when it is no pattern.</summary>
    public Regex? Regex { get; }

    /// <summary>Why it is no pattern, as a part of a sentence; null when it is one.</summary>
    public string? Fault { get; }

    /// <summary>What its named groups are called.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether it is met by a text; what is no pattern, or runs out of time, is not.</summary>
    public bool IsMet(string text) => Regex is { } regex && InTime(() => regex.IsMatch(text), out var isMet) && isMet;

    /// <summary>What a match says, asked once more when it ran out of time; false when it did so again.</summary>
    internal static bool InTime<T>(Func<T> match, out T? outcome)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            try
            {
                outcome = match();
                return true;
            }
            catch (RegexMatchTimeoutException)
            {
                // What was found out of the pattern so far is kept, so the next try is quicker.
            }
        }

        outcome = default;
        return false;
    }

    /// <summary>Reads a pattern; what is none says why.</summary>
    public static WatchPattern Of(string pattern) => Recall(pattern, isGlob: false);

    /// <summary>Reads a glob over paths.</summary>
    internal static WatchPattern OfGlob(string glob) => Recall(glob, isGlob: true);

    private static WatchPattern Recall(string text, bool isGlob)
    {
        if (Known.TryGetValue((text, isGlob), out var known))
            return known;
        if (Known.Count >= KnownMax)
            Known.Clear();
        return Known[(text, isGlob)] = Limits(text, isGlob) is { } fault
            ? new(null, fault)
            : Make(isGlob ? WatchGlob.Pattern(text) : text);
    }

    private static string? Limits(string text, bool isGlob) =>
        string.IsNullOrWhiteSpace(text) ? "it is empty and would match everything"
        : text.Length > LengthMax ? $"it has {text.Length} characters and may have {LengthMax}"
        : !isGlob && PatternSize.Of(text) > SizeMax
            ? $"with its counted repetitions written out it is longer than {SizeMax}; use * or + instead of {{1,1000}}"
        : null;

    private static WatchPattern Make(string pattern)
    {
        try
        {
            return new(new Regex(pattern, Options, TimeSpan.FromMilliseconds(MatchMsMax)), null);
        }
        catch (NotSupportedException)
        {
            return new(
                null,
                "it looks around or back (lookaround, backreference, atomic group, conditional), which could "
                    + "hang a session"
            );
        }
        catch (RegexParseException unreadable)
        {
            return new(null, $"at character {unreadable.Offset}: {Words(unreadable.Error)}");
        }
    }

    private static string Words(RegexParseError error) =>
        string.Concat(
            error
                .ToString()
                .Select(
                    (letter, place) =>
                        char.IsAsciiLetterUpper(letter)
                            ? $"{(place == 0 ? "" : " ")}{char.ToLowerInvariant(letter)}"
                            : letter.ToString()
                )
        );
}

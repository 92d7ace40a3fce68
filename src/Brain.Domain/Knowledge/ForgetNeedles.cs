using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brain.Domain.Knowledge;

/// <summary>
/// Texts that shall be found wherever they stand: whole, with other blanks between their words, as JSON writes them, or
/// cut off behind their first <see cref="SeedMax"/> characters as lists and hand-offs do.
/// </summary>
public sealed class ForgetNeedles
{
    /// <summary>What stands in their place.</summary>
    public const string Replacement = "[forgotten]";

    /// <summary>What stands in their place where it has to say which row it is.</summary>
    public static string ReplacementOf(Guid? row) => $"{Replacement[..^1]} {row}]";

    /// <summary>A text with fewer characters is no needle: it would be found in everything.</summary>
    public const int LengthMin = 12;

    /// <summary>So much of a text's beginning makes it known; where more follows of it, that goes too.</summary>
    public const int SeedMax = 32;

    /// <summary>A sentence within a text that has so many characters is a needle of its own.</summary>
    public const int SentenceMin = 24;

    private const int KeyMax = 8;
    private const int SpacesMin = 3;

    private readonly SearchValues<string> _seeds;
    private readonly Dictionary<string, List<string>> _byKey;
    private readonly int _keyLength;
    private readonly bool _ignoreCase;
    private readonly bool _mayBeCut;

    private ForgetNeedles(IEnumerable<string> needles, bool ignoreCase)
    {
        (_ignoreCase, _mayBeCut) = (ignoreCase, !ignoreCase);
        string[] all =
        [
            .. needles
                .Select(needle => needle.Trim())
                .Where(needle => needle.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
        _keyLength = Math.Min(KeyMax, all.Select(needle => Collapsed(needle).Length).DefaultIfEmpty(KeyMax).Min());
        _byKey = all.GroupBy(needle => KeyOf(needle), Comparer)
            .ToDictionary(same => same.Key, same => same.ToList(), Comparer);
        _seeds = SearchValues.Create(
            [.. all.Select(FirstWord).Distinct(StringComparer.Ordinal)],
            ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
        );
        IsEmpty = all.Length == 0;
    }

    /// <summary>There is nothing to be found.</summary>
    public bool IsEmpty { get; }

    private StringComparer Comparer => _ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The words themselves, whatever their case; nothing that is cut off.</summary>
    public static ForgetNeedles Matching(string text) => new([text.Trim(), Escaped(text.Trim())], ignoreCase: true);

    /// <summary>Whole texts; those with fewer than <see cref="LengthMin"/> characters are left out.</summary>
    /// <param name="texts">As they are stored.</param>
    public static ForgetNeedles Of(IEnumerable<string> texts) =>
        new(
            texts
                .Select(text => text.Trim())
                .Where(text => text.Length >= LengthMin && text != Replacement)
                .SelectMany(text => (string[])[text, Escaped(text)]),
            ignoreCase: false
        );

    /// <summary>A text and the sentences in it that are told from others' by their length.</summary>
    public static IEnumerable<string> WithSentences(string text) =>
        [
            text,
            .. text.Split(['\n', '.', '!', '?', '。'], StringSplitOptions.TrimEntries).Where(IsSentence),
        ];

    /// <summary>Whether it is told from others' sentences by its length.</summary>
    public static bool IsSentence(string one) =>
        one.Length >= SentenceMin && one.Count(char.IsWhiteSpace) >= SpacesMin;

    /// <summary>
    /// Words of somebody, as against a name, a key or a path: what has a blank in it and is long enough.
    /// </summary>
    public static bool IsProse(string text) => text.Length >= LengthMin && text.AsSpan().Trim().ContainsAny(" \t\n");

    /// <summary>The text without them; itself when there is none in it.</summary>
    public string Clean(string text)
    {
        StringBuilder? into = null;
        var copied = 0;
        foreach (var (start, end) in Spans(text))
        {
            (into ??= new()).Append(text, copied, start - copied).Append(Replacement);
            copied = end;
        }

        return into is null ? text : into.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Where they stand in a text, in order.</summary>
    public List<(int Start, int End)> Spans(string text)
    {
        var spans = new List<(int, int)>();
        var at = 0;
        while (!IsEmpty && text.AsSpan(at).IndexOfAny(_seeds) is >= 0 and var found)
        {
            var start = at + found;
            if (EndOf(text, start) is { } end)
            {
                spans.Add((start, end));
                at = end;
            }
            else
                at = start + 1;
        }

        return spans;
    }

    /// <summary>Whether one of them stands in a text.</summary>
    public bool IsIn(string text) => !ReferenceEquals(Clean(text), text);

    // Where what is found ends; null when it only begins like one.
    private int? EndOf(string text, int start)
    {
        if (!_byKey.TryGetValue(KeyOf(text.AsSpan(start, Math.Min(text.Length - start, 4 * KeyMax))), out var needles))
            return null;
        int? end = null;
        foreach (var needle in needles)
        {
            var (stop, seen) = Match(text, start, needle);
            var isWhole = seen == needle.Length;
            if ((isWhole || (_mayBeCut && seen >= SeedMax)) && !(stop < end))
                end = stop;
        }

        return end;
    }

    // How far both go together, blanks of any number and kind being the same.
    private (int Stop, int Seen) Match(string text, int start, string needle)
    {
        var (at, seen) = (start, 0);
        while (at < text.Length && seen < needle.Length)
        {
            if (char.IsWhiteSpace(text[at]) && char.IsWhiteSpace(needle[seen]))
            {
                at = SkipBlanks(text, at);
                seen = SkipBlanks(needle, seen);
            }
            else if (IsSame(text[at], needle[seen]))
                (at, seen) = (at + 1, seen + 1);
            else
                break;
        }

        return (at, seen);
    }

    private bool IsSame(char one, char other) =>
        one == other || (_ignoreCase && char.ToUpperInvariant(one) == char.ToUpperInvariant(other));

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    // Between its words other blanks may stand elsewhere.
    private static string FirstWord(string needle)
    {
        var end = 0;
        while (end < needle.Length && end < SeedMax && !char.IsWhiteSpace(needle[end]))
            end++;
        return needle[..end];
    }

    private string KeyOf(ReadOnlySpan<char> text)
    {
        var key = Collapsed(text.ToString());
        return key.Length > _keyLength ? key[.._keyLength] : key;
    }

    private static string Collapsed(string text)
    {
        var into = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter))
                into.Append(letter);
            else if (into.Length > 0 && into[^1] != ' ')
                into.Append(' ');
        }

        return into.ToString();
    }

    private static string Escaped(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}

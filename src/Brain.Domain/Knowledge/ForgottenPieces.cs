using System.Text;

namespace Brain.Domain.Knowledge;

/// <summary>
/// Tells what was forgotten of a text by its sentences and by its words, so that it is known again where the rest of
/// the text is another.
/// </summary>
public static class ForgottenPieces
{
    /// <summary>What has more words is told by its sentences alone.</summary>
    public const int WordsMax = 16;

    // As v2.without_forgotten_pieces has them.
    private const string Blanks = " \t\n\r\f\v";
    private const string Marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private static readonly char[] SentenceEnds = ['\n', '.', '!', '?', '。'];

    /// <summary>The pieces of a text that went, each once a place.</summary>
    /// <param name="text">As it was.</param>
    /// <param name="isWhole">All of it went, for whose it was.</param>
    /// <param name="spans">Where in it something was found, in order.</param>
    public static IEnumerable<ForgottenPiece> Of(string text, bool isWhole, IReadOnlyList<(int Start, int End)> spans)
    {
        isWhole &= spans is not [var all] || text[all.Start..all.End].Trim().Length < text.Trim().Length;
        return isWhole
            ? Sentences(text, [(0, text.Length)], isWhole)
            : [.. Sentences(text, spans, isWhole), .. Words(text, spans)];
    }

    private static IEnumerable<ForgottenPiece> Sentences(
        string text,
        IReadOnlyList<(int Start, int End)> spans,
        bool isWhole
    )
    {
        var first = 0;
        for (var (start, end) = (0, 0); start < text.Length; start = end + 1)
        {
            end = text.IndexOfAny(SentenceEnds, start) is >= 0 and var found ? found : text.Length;
            var (from, to) = Trim(text, (start, end), Blanks);
            while (first < spans.Count && spans[first].End <= from)
                first++;
            // What is short, and was but part of what went, is said again and again.
            var (past, isPart) = (first, isWhole);
            for (; past < spans.Count && spans[past].Start < to; past++)
                isPart |= spans[past].Start < from || to < spans[past].End;
            if (past > first && (!isPart || ForgetNeedles.IsSentence(text[from..to])))
                yield return new(0, text[from..to], Without(text, (from, to), spans, first));
        }
    }

    private static IEnumerable<ForgottenPiece> Words(string text, IReadOnlyList<(int Start, int End)> spans)
    {
        var (piece, isTold, first) = ((Start: 0, End: 0), false, 0);
        foreach (var span in spans)
        {
            if (piece.End < span.End)
                (piece, isTold) = (Around(text, span), false);
            if (isTold)
                continue;
            var core = Trim(text, Trim(text, piece, Blanks), Marks);
            var bare = Trim(text, Trim(text, span, Blanks), Marks);
            var isBare = span.Start < core.Start || core.End < span.End;
            if (isBare && bare.End - bare.Start < ForgetNeedles.LengthMin)
                continue;
            isTold = true;
            var words = text[core.Start..core.End].Split(Blanks.ToCharArray(), StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is 0 or > WordsMax)
                continue;
            while (spans[first].End <= core.Start)
                first++;
            yield return new(words.Length, string.Join(' ', words), Without(text, core, spans, first));
        }
    }

    private static (int Start, int End) Around(string text, (int Start, int End) span)
    {
        var (start, end) = span;
        while (start > 0 && !Blanks.Contains(text[start - 1]))
            start--;
        while (end < text.Length && !Blanks.Contains(text[end]))
            end++;
        return (start, end);
    }

    // The first span is the first that ends within the piece or behind it.
    private static string Without(
        string text,
        (int Start, int End) piece,
        IReadOnlyList<(int Start, int End)> spans,
        int first
    )
    {
        var (into, at) = (new StringBuilder(), piece.Start);
        for (var nth = first; nth < spans.Count && spans[nth].Start < piece.End; nth++)
        {
            into.Append(text, at, Math.Max(at, spans[nth].Start) - at).Append(ForgetNeedles.Replacement);
            at = Math.Min(piece.End, spans[nth].End);
        }

        return into.Append(text, at, piece.End - at).ToString();
    }

    private static (int Start, int End) Trim(string text, (int Start, int End) span, string letters)
    {
        var (start, end) = span;
        while (start < end && letters.Contains(text[start]))
            start++;
        while (start < end && letters.Contains(text[end - 1]))
            end--;
        return (start, end);
    }
}

/// <summary>A piece of a text that went.</summary>
/// <param name="Words">So many, between blanks; 0 of a sentence.</param>
/// <param name="Text">What it was, words with one blank between them.</param>
/// <param name="Replacement">What is written in its place.</param>
public sealed record ForgottenPiece(int Words, string Text, string Replacement);

using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Messages.Text;

namespace Brain.Domain.Knowledge;

/// <summary>What is shown of a long text to whoever asked: the stretch that has most of the question's words.</summary>
public static class Excerpt
{
    // Of what was asked and answered, the answer is shown first.
    private const double AnswerShare = 2.0 / 3;

    // A stretch begins a little before its first word.
    private const int LeadShare = 8;

    private const int HitsMax = 500;
    private const int LettersMax = 100_000;

    /// <summary>The text in one line, with an ellipsis where something is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="answer">Where in it the answer to its own beginning starts; 0 for none.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="max">The most characters.</param>
    public static string Of(string text, int answer, string question, int max)
    {
        var asked = Tokenizer.Of(question);
        if (answer <= 0 || answer >= text.Length)
            return Stretch(WhiteSpace.Collapse(text), asked, max);
        var (prompt, reply) = (WhiteSpace.Collapse(text[..answer]), WhiteSpace.Collapse(text[answer..]));
        var first = Stretch(prompt, asked, max - 1 - Math.Min(reply.Length, (int)(AnswerShare * max)));
        return $"{first} {Stretch(reply, asked, max - 1 - first.Length)}";
    }

    private static string Stretch(string text, ImmutableArray<string> asked, int max)
    {
        if (text.Length <= max)
            return text;
        var from = Start(text, asked, max);
        if (from == 0)
            return Redaction.Cut(text, max);
        from = Math.Min(from, text.Length - max + 1);
        return string.Concat("…", Redaction.Cut(text[(char.IsLowSurrogate(text[from]) ? from + 1 : from)..], max - 1));
    }

    // Of two stretches with as much the first.
    private static int Start(string text, ImmutableArray<string> asked, int max)
    {
        var hits = Hits(text, asked);
        var (start, most) = (0, 0.0);
        for (var at = 0; at < hits.Count; at++)
        {
            var begin = hits[at].At;
            var weight = hits.Skip(at)
                .TakeWhile(hit => hit.At < begin + max - max / LeadShare)
                .Select(hit => hit.Term)
                .Distinct(StringComparer.Ordinal)
                .Sum(Tokenizer.Weight);
            if (weight > most)
                (start, most) = (begin, weight);
        }

        var lead = start - max / LeadShare;
        if (lead <= 0)
            return 0;
        var blank = text.IndexOf(' ', lead);
        return blank < 0 || blank >= start ? start : blank + 1;
    }

    private static List<(int At, string Term)> Hits(string text, ImmutableArray<string> asked)
    {
        var (hits, from, end) = (new List<(int, string)>(), 0, Math.Min(text.Length, LettersMax));
        for (var at = 0; at <= end && hits.Count < HitsMax; at++)
        {
            if (at < end && char.IsLetterOrDigit(text[at]))
                continue;
            if (at > from)
                hits.AddRange(
                    Tokenizer
                        .Of(text[from..at])
                        .SelectMany(word => asked.Where(term => Tokenizer.Alike(word, term)))
                        .Distinct(StringComparer.Ordinal)
                        .Select(term => (from, term))
                );
            from = at + 1;
        }

        return hits;
    }
}

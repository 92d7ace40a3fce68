using System.Text;
using Brain.Domain.Text;

namespace Brain.Domain.Knowledge.Documents;

/// <summary>
/// Cuts a document into pieces that a sentence model reads as a whole: Markdown at its headings, any text between
/// paragraphs, and a paragraph that is too long between sentences or words.
/// </summary>
public static class DocumentChunks
{
    /// <summary>The most characters of a piece.</summary>
    public const int TextMax = 1_200;

    /// <summary>The most pieces of a document; what is behind them is left out.</summary>
    public const int ChunksMax = 5_000;

    private const int LevelMax = 6;
    private const int HeadingMax = 300;
    private const string Between = " › ";

    /// <summary>The most characters that are worth reading: more are in no piece.</summary>
    public const int LengthMax = ChunksMax * TextMax;

    /// <summary>The pieces, in their order.</summary>
    /// <param name="text">The document.</param>
    /// <param name="isMarkdown">Whether lines that begin with <c>#</c> are headings.</param>
    public static DocumentChunk[] Of(string text, bool isMarkdown) => Of(text, isMarkdown, out _);

    /// <summary>The pieces, in their order.</summary>
    /// <param name="text">The document.</param>
    /// <param name="isMarkdown">Whether lines that begin with <c>#</c> are headings.</param>
    /// <param name="isCut">Whether there are more than <see cref="ChunksMax"/>, and the rest is left out.</param>
    public static DocumentChunk[] Of(string text, bool isMarkdown, out bool isCut)
    {
        var (headings, chunks, piece) = (
            new string?[LevelMax],
            new List<DocumentChunk>(),
            new StringBuilder()
        );
        var fence = "";
        foreach (var paragraph in Paragraphs(text).TakeWhile(_ => chunks.Count <= ChunksMax))
        {
            if (isMarkdown && fence.Length == 0 && Level(paragraph) is var level and > 0)
            {
                End();
                headings[level - 1] = paragraph.Trim().Trim('#').Trim();
                Array.Clear(headings, level, LevelMax - level);
                continue;
            }

            fence = isMarkdown ? FenceBehind(paragraph, fence) : "";
            if (piece.Length + paragraph.Length > TextMax)
                End();
            foreach (var part in Parts(paragraph))
            {
                if (piece.Length + part.Length > TextMax)
                    End();
                piece.Append(part).Append('\n');
            }
        }

        End();
        isCut = chunks.Count > ChunksMax;
        return [.. chunks.Take(ChunksMax)];

        void End()
        {
            var words = piece.ToString().Trim();
            piece.Clear();
            if (words.Length > 0)
                chunks.Add(new(Heading(headings), words));
        }
    }

    // A heading is a paragraph of its own, whatever stands before and behind it.
    private static IEnumerable<string> Paragraphs(string text)
    {
        var paragraph = new StringBuilder();
        var fence = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var isHeading = fence.Length == 0 && Level(line) > 0;
            fence = FenceBehind(line, fence);
            if ((isHeading || string.IsNullOrWhiteSpace(line)) && paragraph.Length > 0)
            {
                yield return paragraph.ToString();
                paragraph.Clear();
            }

            if (isHeading)
                yield return line;
            else if (!string.IsNullOrWhiteSpace(line))
                paragraph.Append(line).Append('\n');
        }

        if (paragraph.Length > 0)
            yield return paragraph.ToString();
    }

    private static int Level(string line)
    {
        var marks = line.Length - line.AsSpan().TrimStart('#').Length;
        return marks is > 0 and <= LevelMax && marks < line.Length && line[marks] == ' '
            ? marks
            : 0;
    }

    private static string FenceBehind(string lines, string fence)
    {
        foreach (var line in lines.Split('\n'))
        {
            var start = line.TrimStart();
            var mark =
                start.StartsWith("```", StringComparison.Ordinal) ? "```"
                : start.StartsWith("~~~", StringComparison.Ordinal) ? "~~~"
                : "";
            if (mark.Length > 0 && (fence.Length == 0 || fence == mark))
                fence = fence.Length == 0 ? mark : "";
        }

        return fence;
    }

    private static IEnumerable<string> Parts(string paragraph)
    {
        var rest = paragraph.TrimEnd();
        while (rest.Length >= TextMax)
        {
            var at = CutAt(rest);
            yield return rest[..at].TrimEnd();
            rest = rest[at..].TrimStart();
        }

        if (rest.Length > 0)
            yield return rest;
    }

    private static int CutAt(string text)
    {
        var head = text.AsSpan(0, TextMax - 1);
        var sentence = head.LastIndexOf(". ");
        if (sentence > TextMax / 2)
            return sentence + 1;
        var word = head.LastIndexOfAny(" \n\t");
        if (word > TextMax / 2)
            return word;
        return char.IsHighSurrogate(text[TextMax - 2]) ? TextMax - 2 : TextMax - 1;
    }

    private static string? Heading(string?[] headings)
    {
        var path = string.Join(Between, headings.Where(heading => !string.IsNullOrEmpty(heading)));
        return path.Length == 0 ? null : Redaction.Cut(path, HeadingMax);
    }
}

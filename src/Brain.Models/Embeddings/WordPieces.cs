using System.Text;
using Microsoft.ML.Tokenizers;

namespace Brain.Models.Embeddings;

/// <summary>The pieces that a BERT vocabulary cuts a text into, and which of them tell something.</summary>
internal sealed class WordPieces
{
    private readonly BertTokenizer _tokenizer;
    private readonly bool[] _tells;

    /// <summary>Reads a vocabulary: one piece a line.</summary>
    public WordPieces(byte[] vocabulary)
    {
        // Without the second every accented word would be unknown.
        _tokenizer = BertTokenizer.Create(
            new MemoryStream(vocabulary),
            new BertOptions { LowerCaseBeforeTokenization = true, RemoveNonSpacingMarks = true }
        );
        _tells = [.. Encoding.UTF8.GetString(vocabulary).Split('\n').Select(line => Tells(line.TrimEnd('\r')))];
    }

    /// <summary>What stands before a stretch.</summary>
    public int Start => _tokenizer.ClassificationTokenId;

    /// <summary>What stands behind a stretch.</summary>
    public int End => _tokenizer.SeparatorTokenId;

    /// <summary>The pieces of a text, at most so many, without start and end.</summary>
    public int[] Of(string text, int most) =>
        [.. _tokenizer.EncodeToIds(text, most, addSpecialTokens: false, out _, out _)];

    /// <summary>Whether a piece has a letter or a digit and is no stop word.</summary>
    public bool Tells(int piece) => piece >= 0 && piece < _tells.Length && piece <= short.MaxValue && _tells[piece];

    private static bool Tells(string piece)
    {
        if (piece.StartsWith('[') && piece.EndsWith(']'))
            return false;
        return piece.Any(char.IsLetterOrDigit) && !StopPieces.All.Contains(piece);
    }
}

namespace Brain.Messages.Secrets;

/// <summary>
/// Words that say what follows them, whatever their letters: commands, schemes, clauses, a login. Asked of each word of
/// a text, so it looks at the first two letters and the length alone: most words are none of them.
/// </summary>
internal static class OpeningWords
{
    private const int LengthMax = 31;

    private static readonly string[] Others =
    [
        "basic",
        "bearer",
        "negotiate",
        "token",
        "identified",
        "into",
        "convertto-securestring",
        .. Login.Words,
    ];

    private static readonly uint[] Lengths = new uint[128];
    private static readonly UInt128[] Seconds = new UInt128[128];

    static OpeningWords()
    {
        foreach (var name in CommandOptions.Names.Concat(Others))
        {
            // The others are read in any case.
            Add(name);
            Add(name.ToUpperInvariant());
            Add(char.ToUpperInvariant(name[0]) + name[1..]);
            Add(name[..1] + name[1..].ToUpperInvariant());
        }
    }

    /// <summary>It may be one; most that are none are told by this.</summary>
    internal static bool MayBe(ReadOnlySpan<char> word) =>
        word.Length is >= 2 and <= LengthMax
            && (word[0] | word[1]) < 128
            && (Lengths[word[0]] >> word.Length & 1) != 0
            && (Seconds[word[0]] >> word[1] & 1) != UInt128.Zero;

    private static void Add(string word)
    {
        Lengths[word[0]] |= 1u << word.Length;
        Seconds[word[0]] |= UInt128.One << word[1];
    }
}

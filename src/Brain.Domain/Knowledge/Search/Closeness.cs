namespace Brain.Domain.Knowledge.Search;

/// <summary>
/// Whether the words of a question that tell most stand close together in a text: what is about something else has one
/// of them here and another there.
/// </summary>
internal static class Closeness
{
    // Words that tell something, so about twice as many of the text.
    private const int Stretch = 8;

    /// <summary>
    /// In the stretch that comes nearest to the word it misses most: the cosine to that word, 0 to 1.
    /// </summary>
    /// <param name="asked">The question's words.</param>
    /// <param name="rare">Which of them are looked for.</param>
    /// <param name="text">States of the text's words.</param>
    public static double Of(TokenStates asked, ReadOnlySpan<int> rare, ReadOnlySpan<sbyte> text)
    {
        var (words, many) = (text.Length / TokenStates.Width, asked.Pieces.Length);
        var cosines = new float[words * many];
        for (var word = 0; word < words; word++)
            asked.Nearest(
                text.Slice(word * TokenStates.Width, TokenStates.Width),
                cosines.AsSpan(word * many, many)
            );
        var nearest = 0f;
        for (var from = 0; from == 0 || from + Stretch <= words; from++)
        {
            var weakest = 1f;
            foreach (var place in rare)
            {
                var best = 0f;
                for (var word = from; word < Math.Min(words, from + Stretch); word++)
                    best = Math.Max(best, cosines[word * many + place]);
                weakest = Math.Min(weakest, best);
            }

            nearest = Math.Max(nearest, weakest);
        }

        return nearest;
    }
}

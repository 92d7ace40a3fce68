using System.Runtime.CompilerServices;

namespace Brain.Domain.Text;

/// <summary>
/// Which pairs of neighbouring letters a text has, as a Bloom filter of 4,096 bits: it tells in a few nanoseconds that
/// a word is not in the text, and is wrong only the other way.
/// </summary>
internal readonly struct LetterPairs
{
    private const int Bits = 4_096;

    private readonly Slots _slots;

    public LetterPairs(string text)
    {
        var before = '\0';
        foreach (var letter in text)
        {
            var lower = char.ToLowerInvariant(letter);
            Mark(ref _slots, Slot('\0', lower));
            Mark(ref _slots, Slot(before, lower));
            before = lower;
        }
    }

    /// <summary>Whether a word in lower case may be in the text.</summary>
    public bool MayHold(string word)
    {
        if (word.Length == 1)
            return Has(Slot('\0', word[0]));
        for (var at = 1; at < word.Length; at++)
        {
            if (!Has(Slot(word[at - 1], word[at])))
                return false;
        }

        return true;
    }

    private bool Has(int slot) => (_slots[slot >> 6] & (1UL << (slot & 63))) != 0;

    private static void Mark(ref Slots slots, int slot) => slots[slot >> 6] |= 1UL << (slot & 63);

    private static int Slot(char before, char letter) => (int)(((before * 0x9E3779B1u) ^ (letter * 0x85EBCA6Bu)) >> 20);

    [InlineArray(Bits / 64)]
    private struct Slots
    {
        private ulong _first;
    }
}

using System.Globalization;
using System.Text;

namespace Brain.Domain.Personas;

/// <summary>
/// The one emoji before a persona's line: what people see as one, with its skin tone, joined parts or flag.
/// </summary>
public static class PersonaEmoji
{
    /// <summary>The most UTF-16 units; the table's own check counts no more.</summary>
    public const int UnitsMax = 16;

    private const int Joiner = 0x200D;
    private const int Keycap = 0x20E3;

    /// <summary>What makes a text no single emoji, as a part of a sentence; null when it is one.</summary>
    public static string? FaultOf(string emoji)
    {
        if (string.IsNullOrWhiteSpace(emoji))
            return "is empty";
        if (emoji.Length > UnitsMax)
            return $"has {emoji.Length} units and may have {UnitsMax}";
        var runes = emoji.EnumerateRunes().ToArray();
        if (StringInfo.GetNextTextElementLength(emoji) != emoji.Length)
            return IsPicture(runes[0]) || IsFlagHalf(runes[0]) ? "is more than one emoji" : "is not an emoji";
        return IsKeycap(runes) || IsFlag(runes) || IsPictures(runes) ? null : "is not an emoji";
    }

    private static bool IsKeycap(Rune[] runes) =>
        runes is [{ Value: (>= '0' and <= '9') or '#' or '*' }, .., { Value: Keycap }] && runes[1..^1].All(IsSelector);

    private static bool IsFlag(Rune[] runes) => runes.Length == 2 && runes.All(IsFlagHalf);

    private static bool IsPictures(Rune[] runes) =>
        IsPicture(runes[0])
        && runes[^1].Value != Joiner
        && runes.All(rune =>
            IsPicture(rune) || IsSelector(rune) || IsSkinTone(rune) || IsTag(rune) || rune.Value == Joiner
        );

    // Unicode joins two pictures, and nothing else, into one with a joiner: so the runtime's own tables tell what is
    // one.
    private static bool IsPicture(Rune rune) =>
        StringInfo.GetNextTextElementLength($"{rune}\u200D❤") == rune.Utf16SequenceLength + 2;

    private static bool IsFlagHalf(Rune rune) => rune.Value is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool IsSelector(Rune rune) => rune.Value is 0xFE0E or 0xFE0F;

    private static bool IsSkinTone(Rune rune) => rune.Value is >= 0x1F3FB and <= 0x1F3FF;

    private static bool IsTag(Rune rune) => rune.Value is >= 0xE0020 and <= 0xE007F;
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Brain.Messages.Commands;
using Brain.Messages.Hooks;

namespace Brain.Domain.Personas;

/// <summary>
/// A persona's name. Two names are the same without regard to case. Characters that Unicode spells in two ways (é as e
/// and an accent, the Kelvin sign) are not taken in a name, so every name has one spelling and needs no normalisation,
/// which a culture-invariant process does not have.
/// </summary>
public static class PersonaName
{
    /// <summary>The fewest characters.</summary>
    public const int LengthMin = 2;

    /// <summary>The most characters.</summary>
    public const int LengthMax = 40;

    /// <summary>Those that come with the brain; nobody else may be called so, and they are renamed by nobody.</summary>
    public static readonly IReadOnlyList<string> System = ["Session Boss", "Librarian", "Auditor", "Cop", "Archivist"];

    // What a person types after a slash or to everyone: the brain's commands and words, and what each agent has itself.
    private static readonly HashSet<string> Reserved = new(
        [.. CommandCatalog.Slashes.Select(verb => verb.Name), .. KnownAgent.All.SelectMany(agent => agent.OwnWords)],
        StringComparer.OrdinalIgnoreCase
    )
    {
        "personas",
        "stay",
        "park",
        "redeclare",
        "wrong",
        "useful",
        "noise",
        "status",
        "everyone",
        "everybody",
        "all",
        "brain",
        "help",
        "session",
        "user",
        "assistant",
        "system",
        "debug",
        "execution",
        "sparring",
    };

    /// <summary>Whether two names are one.</summary>
    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name, or the slash command of its skill, is a command's.</summary>
    public static bool IsReserved(string name) =>
        Reserved.Contains(name)
        || Reserved.Contains(Slug(name))
        || Reserved.Contains(Slug(name).Replace("-", "", StringComparison.Ordinal));

    /// <summary>What makes a text no name, as a part of a sentence; null when it is one.</summary>
    public static string? FaultOf(string name)
    {
        var runes = name.EnumerateRunes().ToArray();
        if (runes.Length is < LengthMin or > LengthMax)
            return $"has {runes.Length} characters and may have {LengthMin} to {LengthMax}";
        if (runes.FirstOrDefault(rune => HasTwoSpellings(rune.Value)) is { Value: not 0 } twice)
            return $"has U+{twice.Value:X4}, which can be spelt in another way; write it as one plain letter";
        if (runes.FirstOrDefault(rune => !IsTaken(rune), new(' ')) is { Value: not ' ' } strange)
            return $"has U+{strange.Value:X4}; letters, digits, blanks, hyphens and apostrophes can be used";
        if (!Rune.IsLetterOrDigit(runes[0]))
            return "must begin with a letter or a digit";
        return name.EndsWith(' ') || name.Contains("  ", StringComparison.Ordinal)
            ? "may have single blanks between its words only"
            : null;
    }

    /// <summary>
    /// The folder and the slash command of its skill: lower case ASCII, hyphens between words, the same for the same
    /// name.
    /// </summary>
    public static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.Where(letter => !IsApostrophe(letter)))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                slug.Append(char.ToLowerInvariant(letter));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var plain = slug.ToString().Trim('-');
        var isWhole =
            plain.Length is > 0 and <= SkillFile.NameMax
            && !name.EnumerateRunes().Any(rune => !rune.IsAscii && !IsApostrophe(rune) && IsTaken(rune));
        if (isWhole)
            return plain;
        // What ASCII can't say is told apart by a digest, so that René and Ren have two folders.
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.ToUpperInvariant())))[..8];
        var start =
            plain.Length == 0
                ? "persona"
                : plain[..Math.Min(plain.Length, SkillFile.NameMax - digest.Length - 1)].Trim('-');
        return $"{start}-{digest}";
    }

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '’';

    private static bool IsApostrophe(char letter) => letter is '\'' or '’';

    private static bool IsTaken(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || rune.Value is ' ' or '-'
        || IsApostrophe(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            && rune.Value is < 0xFE00 or > 0xFE0F;

    // Accents that combine, letters of Hangul that do, letter-like signs, and compatibility forms.
    private static bool HasTwoSpellings(int rune) =>
        rune
            is (>= 0x0300 and <= 0x036F)
                or (>= 0x1100 and <= 0x11FF)
                or (>= 0x1AB0 and <= 0x1AFF)
                or (>= 0x1DC0 and <= 0x1DFF)
                or (>= 0x2100 and <= 0x214F)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFB1D and <= 0xFB4F)
                or (>= 0x2F800 and <= 0x2FA1F);
}

using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>Where the value of a short name stands: what a password may read like there.</summary>
internal enum BriefPlace
{
    /// <summary>In code, a table, a text: only what nobody would write for anything else.</summary>
    Any,

    /// <summary>Between quotes: a number as well, for what is counted has none.</summary>
    Quoted,

    /// <summary>Between quotes behind <c>=</c>: a word as well, unless other things are called so.</summary>
    Assigned,

    /// <summary>What an environment gives it: <c>PASS=</c> and the rest of the line, whatever that is.</summary>
    Plain,
}

/// <summary>
/// Names of a few letters that are passwords and many other things: <c>pass</c>, <c>pin</c>, <c>otp</c>. The value
/// decides.
/// </summary>
internal static class BriefName
{
    private const int PinMax = 8;
    private const int MadeUpMin = 6;
    private const int DrawnMin = 8;
    private const int WordsMin = 18;
    private const int JudgedMax = 256;

    private static readonly SearchValues<char> Marks = SearchValues.Create("!@#$%^&*?+~=");
    private static readonly SearchValues<char> Joints = SearchValues.Create("-_.");

    // What passes, stages and targets of compilers and builds are called after.
    private static readonly string[] Beginnings =
    [
        "x86",
        "i386",
        "arm",
        "aarch",
        "amd",
        "gfx",
        "riscv",
        "wasm",
        "sha",
        "utf",
        "int",
        "uint",
        "float",
        "phase",
        "stage",
        "step",
        "round",
        "level",
        "part",
        "pass",
        "test",
        "case",
        "mode",
        "layer",
        "shadow",
        "opt",
        "mem2",
        "reg2",
    ];

    // Whose pass is no password: of something drawn, compiled, filtered or shown at a gate.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Others = new HashSet<string>
    {
        "render",
        "shader",
        "shadow",
        "geometry",
        "depth",
        "light",
        "lighting",
        "color",
        "colour",
        "post",
        "effect",
        "bloom",
        "blur",
        "blit",
        "draw",
        "forward",
        "backward",
        "deferred",
        "compute",
        "compiler",
        "optimizer",
        "optimization",
        "analysis",
        "transform",
        "lowering",
        "module",
        "function",
        "loop",
        "first",
        "second",
        "third",
        "last",
        "single",
        "multi",
        "two",
        "low",
        "high",
        "band",
        "all",
        "filter",
        "test",
        "tests",
        "boarding",
        "season",
        "day",
        "ski",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The word is such a name, or the part of one that matters.</summary>
    /// <param name="word">In lower case.</param>
    internal static bool IsOne(ReadOnlySpan<char> word) => word is "pass" or "pin" or "otp" or "mdp" or "pw" or "psw";

    /// <summary>The whole name is a short word that passwords, counts and names of passes go by.</summary>
    internal static bool IsOfMany(ReadOnlySpan<char> name) =>
        name.Length is >= 2 and <= 4
        && (
            name.Equals("pass", StringComparison.OrdinalIgnoreCase)
            || name.Equals("pw", StringComparison.OrdinalIgnoreCase)
            || name.Equals("psw", StringComparison.OrdinalIgnoreCase)
            || name.Equals("mdp", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The word beside such a name says that it is none: <c>renderPass</c>, <c>boarding_pass</c>.</summary>
    /// <param name="word">In lower case.</param>
    internal static bool IsOfOther(ReadOnlySpan<char> word) => Others.Contains(word);

    /// <summary>What a test says, perhaps in a colour: <c>PASS = "Passed"</c>.</summary>
    internal static bool IsVerdict(ReadOnlySpan<char> value) =>
        value is ['\\', ..]
        || value.Equals("pass", StringComparison.OrdinalIgnoreCase)
        || value.Equals("passed", StringComparison.OrdinalIgnoreCase)
        || value.Equals("passes", StringComparison.OrdinalIgnoreCase)
        || value.Equals("passing", StringComparison.OrdinalIgnoreCase)
        || value.Contains(' ')
            && (
                value.Contains("test", StringComparison.OrdinalIgnoreCase)
                || value.Contains("check", StringComparison.OrdinalIgnoreCase)
                || value.Contains("pass", StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>The value reads like what the word is short for.</summary>
    /// <param name="word">The short word, in lower case.</param>
    /// <param name="value">What stands beside the name.</param>
    /// <param name="isAlone">The name has no other word.</param>
    /// <param name="place">Where it stands.</param>
    internal static bool Fits(ReadOnlySpan<char> word, ReadOnlySpan<char> value, bool isAlone, BriefPlace place)
    {
        value = value[..Math.Min(value.Length, JudgedMax)].Trim();
        if (!value.ContainsAnyExceptInRange('0', '9'))
            return word is "pin" or "otp"
                ? value.Length <= PinMax
                : place != BriefPlace.Any && value.Length >= MadeUpMin;
        return word switch
        {
            // LD2_Pin, GPIO16, a commit that something is pinned to.
            "pin" => value.ContainsAny(Marks) && IsMadeUp(value, isAlone),
            "otp" => !SecretValue.IsVersion(value) && (IsDrawn(value) || IsMadeUp(value, isAlone)),
            _ => place == BriefPlace.Plain
                || (place == BriefPlace.Assigned && (!Begins(value) || IsOfPassword(value)))
                || (place == BriefPlace.Quoted && isAlone && IsWordsInOne(value))
                || SecretValue.IsAppPassword(value)
                || (isAlone && SecretValue.IsCommon(value) && !Begins(value))
                || IsMadeUp(value, isAlone)
                || IsDrawn(value),
        };
    }

    // Letters and a mark or a number at the end: otter!4821, blue42horse, Winter2024. Not mem2reg, shadow_map_2, 98 %.
    private static bool IsMadeUp(ReadOnlySpan<char> value, bool isAlone)
    {
        if (value.Length < MadeUpMin || Randomness.Shape.Of(value) is not { Letters: >= 3 } shape || Begins(value))
            return false;
        if (value[0] == '\\')
            return false; // \033[32mPASS\033[0m
        if (value.ContainsAny(Marks))
            return isAlone || value.Length >= DrawnMin;
        if (shape.Digits == 0)
            return false;
        var number = LongestNumber(value);
        if (value.ContainsAny(Joints))
            return number > 2 || (shape.Upper > 0 && number > 1 && char.IsAsciiDigit(value[^1]));
        var stem = value.TrimEnd("0123456789");
        return number > 1 || (isAlone && stem.Length < value.Length && !stem.ContainsAnyInRange('0', '9'));
    }

    // passw0rd and those like it: the only ones that begin as passes do.
    private static bool IsOfPassword(ReadOnlySpan<char> value) =>
        value.StartsWith("passw", StringComparison.OrdinalIgnoreCase);

    // correcthorsebatterystaple: what a program goes through has joints or capitals in so long a name.
    private static bool IsWordsInOne(ReadOnlySpan<char> value) =>
        value.Length >= WordsMin && !value.ContainsAnyExceptInRange('a', 'z');

    private static bool IsDrawn(ReadOnlySpan<char> value) =>
        Randomness.IsRandom(value, DrawnMin) && !(value.Length is 32 or 40 or 64 && Randomness.IsHex(value));

    // How many figures stand in a row.
    private static int LongestNumber(ReadOnlySpan<char> value)
    {
        var (run, longest) = (0, 0);
        foreach (var c in value)
            longest = Math.Max(longest, run = char.IsAsciiDigit(c) ? run + 1 : 0);
        return longest;
    }

    private static bool Begins(ReadOnlySpan<char> value)
    {
        foreach (var beginning in Beginnings)
        {
            if (value.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

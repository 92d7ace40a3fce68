using System.Buffers;
using System.Collections.Frozen;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Which letters a word of short options holds: <c>-am</c> has two, and of <c>-amfix</c> the same two, for what follows
/// a letter that has a value is the value.
/// </summary>
internal static class ShortOptions
{
    /// <summary>A pattern's word of more letters is the name of one option.</summary>
    private const int WordMax = 4;

    private static readonly SearchValues<char> AnyLetter = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    );

    // Options of theirs have names of several letters behind one hyphen.
    private static readonly FrozenSet<string> Named = FrozenSet.Create(
        StringComparer.Ordinal,
        "go",
        "java",
        "javac",
        "find",
        "fd",
        "terraform",
        "tofu",
        "gcc",
        "g++",
        "clang",
        "clang++",
        "cc",
        "ffmpeg",
        "openssl",
        "mvn",
        "xcodebuild",
        "consul",
        "nomad",
        "vault",
        "packer",
        "pwsh",
        "powershell"
    );

    // Letters with a value behind them; those behind a question mark may have one, and never in a word of its own.
    private static readonly FrozenDictionary<string, string> Valued = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["git add"] = "",
        ["git branch"] = "tu",
        ["git checkout"] = "bB",
        ["git cherry-pick"] = "mX?S",
        ["git clean"] = "e",
        ["git clone"] = "bocuj",
        ["git commit"] = "mFCct?uS",
        ["git diff"] = "SGOl?UMCB",
        ["git fetch"] = "oj",
        ["git log"] = "nLSGO?UMCB",
        ["git merge"] = "mFsX?S",
        ["git pull"] = "sXoj?S",
        ["git push"] = "o",
        ["git rebase"] = "sxX?SC",
        ["git reset"] = "",
        ["git revert"] = "mX?S",
        ["git stash"] = "m",
        ["git switch"] = "cC",
        ["git tag"] = "mFu?n",
        ["cargo"] = "pjFZC",
        ["chmod"] = "",
        ["chown"] = "",
        ["cp"] = "tS",
        ["curl"] = "AbcCdDeEFHhKmoPQrtTuUwxXyYz",
        ["docker"] = "acefhHlmnptuvwLG",
        ["grep"] = "ABCdDefm",
        ["head"] = "cn",
        ["kubectl"] = "cflno",
        ["ln"] = "tS",
        ["ls"] = "ITw",
        ["make"] = "CfIoW?jlO",
        ["mv"] = "tS",
        ["npm"] = "wC",
        ["patch"] = "BdDFgioprVYz",
        ["perl"] = "eEImM?iFlCDx0",
        ["pip"] = "cdefirt",
        ["pnpm"] = "FC",
        ["psql"] = "cdfFhLoPpRTUv",
        ["python"] = "cmWX",
        ["python3"] = "cmWX",
        ["rm"] = "",
        ["rsync"] = "BeMTf",
        ["ruby"] = "eIrEC?iFKTWx0",
        ["scp"] = "cDFiJloPSX",
        ["sed"] = "efl?i",
        ["sort"] = "koStT",
        ["ssh"] = "bBcDeEFiIJlLmoOpPQRSwW",
        ["tail"] = "cn",
        ["tar"] = "bCfFgHIKLNTVX",
        ["xargs"] = "adEILnPs",
        ["wget"] = "aABDeGiIloOPQRtTUwX",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a word that a rule has means its letters, each by itself.</summary>
    public static bool IsWord(string program, string option) =>
        option.Length is > 1 and <= WordMax && !Named.Contains(program) && AreLetters(option);

    /// <summary>The letters of a word of a call; none for any other word.</summary>
    /// <param name="program">The program.</param>
    /// <param name="word">Its first word that is no option; null for none.</param>
    /// <param name="option">The word that is looked at.</param>
    public static ReadOnlySpan<char> Letters(string program, string? word, string option)
    {
        if (option is not ['-', not '-', ..] || Named.Contains(program))
            return [];
        if (Of(program, word) is not { } valued)
            return option.Length <= WordMax && AreLetters(option) ? option.AsSpan(1) : [];
        var letters = option.AsSpan(1);
        for (var at = 0; at < letters.Length; at++)
        {
            if (valued.Contains(letters[at], StringComparison.Ordinal))
                return letters[..(at + 1)];
            if (!char.IsAsciiLetterOrDigit(letters[at]))
                return [];
        }

        return letters;
    }

    /// <summary>Whether the next word is the value of the last letter of this one.</summary>
    public static bool HasValue(string program, string? word, string option)
    {
        if (Of(program, word) is not { } valued || option is not ['-', not '-', ..])
            return false;
        var needed = valued.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? valued[..mark] : valued;
        return Letters(program, word, option).Length == option.Length - 1
            && needed.Contains(option[^1], StringComparison.Ordinal);
    }

    private static string? Of(string program, string? word) =>
        Valued.GetValueOrDefault($"{program} {word}") ?? Valued.GetValueOrDefault(program);

    private static bool AreLetters(string option) =>
        option is ['-', ..] && option.AsSpan(1).IndexOfAnyExcept(AnyLetter) < 0;
}

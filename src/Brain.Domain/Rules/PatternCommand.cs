using System.IO.Enumeration;
using Brain.Domain.Tools.Shell;

namespace Brain.Domain.Rules;

/// <summary>One command of a pattern, as one program spells it.</summary>
/// <param name="Program">The program.</param>
/// <param name="Words">Its words in their order, each with those that mean the same.</param>
/// <param name="Options">Its options, each met by any of its spellings.</param>
internal sealed record PatternCommand(string Program, string[][] Words, OptionSpelling[][] Options)
{
    /// <summary>Reads one; alternatives whose words have spellings of their own are a command each.</summary>
    public static IEnumerable<PatternCommand> Of(string[] written)
    {
        string[][] words = [.. written[1..].Where(word => word[0] != '-').Select(word => word.Split('|'))];
        string[][] options = [.. written[1..].Where(word => word[0] == '-').Select(word => word.Split('|'))];
        foreach (var program in written[0].Split('|').Select(name => name[(name.LastIndexOf('/') + 1)..]))
        {
            string?[] firsts = words.Length == 0 ? new string?[1] : words[0];
            foreach (var kin in firsts.GroupBy(word => CommandSynonyms.Of(program, word)))
                yield return new(
                    program,
                    [
                        .. words.Select((names, at) => kin.Key.With(at == 0 ? [.. kin.Select(word => word!)] : names)),
                    ],
                    [.. options.Select(names => OptionSpelling.Of(program, names, kin.Key))]
                );
        }
    }

    /// <summary>Whether a program that a line runs is meant.</summary>
    public bool IsMet(ShellInvocation call)
    {
        if (!Same(Program, call.Program) && !CommandSynonyms.IsVersionOf(Program, call.Program))
            return false;
        var (has, word) = HasWords(call);
        return has && Array.TrueForAll(Options, one => Array.Exists(one, spelling => spelling.IsMet(call, word)));
    }

    private (bool Has, string? First) HasWords(ShellInvocation call)
    {
        var at = CommandSynonyms.Behind(call, null, 0);
        var first = at < call.Arguments.Length ? call.Arguments[at] : null;
        foreach (var names in Words)
        {
            if (at >= call.Arguments.Length)
                return (Words.Length == 1 && CommandSynonyms.IsBare(call, names), first);
            var word = call.Arguments[at];
            if (!Array.Exists(names, name => Same(name, Bare(word))))
                return (false, first);
            at = CommandSynonyms.Behind(call, first, at + 1);
        }

        return (true, first);
    }

    private static string Bare(string word) => word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word;

    private static bool Same(string name, string word) =>
        name.Contains('*', StringComparison.Ordinal)
            ? FileSystemName.MatchesSimpleExpression(name, word, ignoreCase: false)
            : Bare(name) == word;
}

/// <summary>An option as it may be written: one word, or several letters that stand in any words.</summary>
/// <param name="Whole">The word; null when it is looked for by its letters alone.</param>
/// <param name="Parts">Each with those that mean the same.</param>
internal sealed record OptionSpelling(string? Whole, string[][] Parts)
{
    /// <summary>Those of a pattern's word with its alternatives.</summary>
    public static OptionSpelling[] Of(string program, string[] names, CommandSynonyms known)
    {
        string[] words = [.. names.Where(name => name.Length > 2 && ShortOptions.IsWord(program, name))];
        string[] plain = [.. names.Except(words)];
        var several = words.Select(word => new OptionSpelling(
            word,
            [.. word[1..].Select(letter => known.With([$"-{letter}"]))]
        ));
        return plain.Length == 0 ? [.. several] : [new(null, [known.With(plain)]), .. several];
    }

    /// <summary>Whether a call has it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="first">Its first word that is no option; null for none.</param>
    public bool IsMet(ShellInvocation call, string? first) =>
        (Whole is { } whole && Has(call, first, whole))
        || Array.TrueForAll(Parts, names => Array.Exists(names, name => Has(call, first, name)));

    private static bool Has(ShellInvocation call, string? first, string name)
    {
        var isLetter = name.Length == 2 && ShortOptions.IsWord(call.Program, name);
        for (var at = 0; at < call.Arguments.Length; at++)
        {
            var word = call.Arguments[at];
            if (word == "--")
                break;
            if (word == name || word.StartsWith(name + "=", StringComparison.Ordinal))
                return true;
            if (CommandSynonyms.IsShortened(call.Program, word, name))
                return true;
            if (isLetter && ShortOptions.Letters(call.Program, first, word).Contains(name[1]))
                return true;
            if (CommandSynonyms.IsOptionWithValue(call, first, at))
                at++;
        }

        return CommandSynonyms.IsForced(call, name);
    }
}

using System.Buffers;
using System.Collections.Immutable;
using System.IO.Enumeration;
using Brain.Domain.Tools.Shell;

namespace Brain.Domain.Rules;

/// <summary>
/// Which commands a rule means, as people write them: <c>git push --force</c>. The program, then its words in their
/// order, whatever options stand between; the options anywhere behind. <c>a|b</c> is one or the other, <c>*</c> any
/// characters, <c>;</c> stands between commands of which each is meant. What follows makes no difference.
/// </summary>
public sealed class CommandPattern
{
    /// <summary>The most characters of a pattern.</summary>
    public const int LengthMax = 300;

    private const int CommandsMax = 12;
    private static readonly SearchValues<char> Signs = SearchValues.Create("&><`'\"$(){}\\\n");

    private readonly ImmutableArray<OneCommand> _commands;

    private CommandPattern(ImmutableArray<OneCommand> commands) => _commands = commands;

    /// <summary>Reads one, or says why it is none, as a part of a sentence.</summary>
    public static (CommandPattern? Pattern, string? Fault) Parse(string text)
    {
        if (text.Length > LengthMax)
            return (null, $"it has {text.Length} characters and may have {LengthMax}");
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length is 0 or > CommandsMax)
            return (null, $"it names {parts.Length} commands and may name 1 to {CommandsMax}");
        if (text.AsSpan().IndexOfAny(Signs) is >= 0 and var sign)
            return (null, $"'{text[sign]}' has no meaning in it: write the program and its words as they are typed");
        var commands = ImmutableArray.CreateBuilder<OneCommand>();
        foreach (var part in parts)
        {
            var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Contains("|"))
                return (null, "it names one command behind another; each is a rule's by itself, with ; between them");
            if (words[0].Trim('*', '|', '.', '/').Length == 0 || words[0].StartsWith('-'))
                return (null, $"'{words[0]}' is no program: a command begins with one");
            commands.Add(OneCommand.Of(words));
        }

        return (new(commands.ToImmutable()), null);
    }

    /// <summary>Whether a program that a line runs is meant.</summary>
    public bool IsMet(ShellInvocation call)
    {
        foreach (var command in _commands)
        {
            if (command.IsMet(call))
                return true;
        }

        return false;
    }

    private sealed record OneCommand(string[] Programs, string[][] Words, string[][] Options)
    {
        public static OneCommand Of(string[] written)
        {
            string[] programs = [.. written[0].Split('|').Select(name => name[(name.LastIndexOf('/') + 1)..])];
            var words = written[1..];
            var known = CommandSynonyms.Of(programs[0], words.FirstOrDefault(word => word[0] != '-'));
            return new(
                programs,
                [.. words.Where(word => word[0] != '-').Select(word => known.Words(word.Split('|')))],
                [.. words.Where(word => word[0] == '-').Select(word => known.Options(word.Split('|')))]
            );
        }

        public bool IsMet(ShellInvocation call) =>
            Array.Exists(Programs, name => Same(name, call.Program))
            && HasWords(call)
            && Array.TrueForAll(Options, names => Array.Exists(names, name => Has(call, name)));

        private bool HasWords(ShellInvocation call)
        {
            var at = 0;
            foreach (var names in Words)
            {
                while (at < call.Arguments.Length && call.Arguments[at].StartsWith('-'))
                    at += CommandSynonyms.HasValue(call.Program, call.Arguments[at]) ? 2 : 1;
                if (at >= call.Arguments.Length)
                    return false;
                var word = call.Arguments[at++];
                if (!Array.Exists(names, name => Same(name, Bare(word))))
                    return false;
            }

            return true;
        }

        private static bool Has(ShellInvocation call, string name)
        {
            // Its short options may stand in one word, in any order.
            var isBundle = name is ['-', not '-', ..] && name.Length <= 4;
            var missing = isBundle ? name[1..] : "";
            foreach (var word in call.Arguments)
            {
                if (word == "--")
                    break;
                if (word == name || word.StartsWith(name + "=", StringComparison.Ordinal))
                    return true;
                if (CommandSynonyms.IsShortened(call.Program, word, name))
                    return true;
                if (isBundle && word is ['-', not '-', ..])
                    missing = string.Concat(missing.Where(letter => !word.Contains(letter, StringComparison.Ordinal)));
            }

            return (isBundle && missing.Length == 0) || CommandSynonyms.IsForced(call, name);
        }

        private static string Bare(string word) => word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word;

        private static bool Same(string name, string word) =>
            name.Contains('*', StringComparison.Ordinal)
                ? FileSystemName.MatchesSimpleExpression(name, word, ignoreCase: false)
                : Bare(name) == word;
    }
}

using System.Buffers;
using System.Collections.Immutable;
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

    private readonly ImmutableArray<PatternCommand> _commands;

    private CommandPattern(ImmutableArray<PatternCommand> commands) => _commands = commands;

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
        var commands = ImmutableArray.CreateBuilder<PatternCommand>();
        foreach (var part in parts)
        {
            var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Contains("|"))
                return (null, "it names one command behind another; each is a rule's by itself, with ; between them");
            if (words[0].Trim('*', '|', '.', '/').Length == 0 || words[0].StartsWith('-'))
                return (null, $"'{words[0]}' is no program: a command begins with one");
            commands.AddRange(PatternCommand.Of(words));
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
}

namespace Brain.Domain.Tools.Shell;

/// <summary>The kinds of rules that most programs need no more than.</summary>
internal static class ReadOnlyRules
{
    /// <summary>Whatever it is told, it only reads.</summary>
    public static readonly ReadingRule Any = static (_, _) => true;

    /// <summary>It only reads without arguments.</summary>
    public static readonly ReadingRule Bare = static (_, arguments) => arguments.IsEmpty;

    /// <summary>It reads unless one of these options is there, in any spelling that programs take: short for long,
    /// joined to others or to a value.</summary>
    public static ReadingRule Without(params string[] options) =>
        (_, arguments) =>
        {
            foreach (var argument in arguments)
            {
                if (IsOneOf(argument, options))
                    return false;
            }

            return true;
        };

    /// <summary>As <see cref="Without"/>, of a program that takes what stands behind one of these letters as its
    /// value: <c>-SOrder</c> has no O.</summary>
    public static ReadingRule WithoutLetters(string valued, params string[] options) =>
        (_, arguments) =>
        {
            foreach (var argument in arguments)
            {
                if (IsOneOf(Short(argument, valued), options))
                    return false;
            }

            return true;
        };

    /// <summary>It reads when each of its words that is no option is known, and such as this.</summary>
    public static ReadingRule Named(Func<string, bool> fits) =>
        (_, arguments) =>
        {
            foreach (var argument in arguments)
            {
                if (argument.Text is not { } text || (!argument.MayBeOption && !fits(text)))
                    return false;
            }

            return true;
        };

    /// <summary>It reads when its options are these and no others; what is no option is free.</summary>
    public static ReadingRule Only(params string[] options) =>
        (_, arguments) =>
        {
            foreach (var argument in arguments)
            {
                if (argument.MayBeOption && !IsKnown(argument, options))
                    return false;
            }

            return true;
        };

    /// <summary>As <see cref="Only"/>, and beside its options it takes at most so many words.</summary>
    public static ReadingRule Operands(int most, params string[] options) =>
        (line, arguments) =>
        {
            var operands = 0;
            foreach (var argument in arguments)
            {
                if (argument.Several)
                    return false;
                operands += argument.MayBeOption ? 0 : 1;
            }

            return operands <= most && Only(options)(line, arguments);
        };

    /// <summary>It reads when its first words are these; each pattern is such words, alternatives with a bar:
    /// <c>network ls|inspect</c>.</summary>
    public static ReadingRule Verbs(ReadingRule rest, params string[] patterns)
    {
        var verbs = patterns.Select(pattern => pattern.Split(' ').Select(word => word.Split('|')).ToArray()).ToArray();
        return (line, arguments) =>
        {
            foreach (var verb in verbs)
            {
                if (Begins(arguments, verb))
                    return rest(line, arguments[verb.Length..]);
            }

            return false;
        };
    }

    /// <summary>It goes by its folder's own settings, which may name programs: it reads where those are the
    /// project's.</summary>
    public static ReadingRule AtHome(ReadingRule rule) => (line, arguments) => line.IsAtHome() && rule(line, arguments);

    /// <summary>Either of them.</summary>
    public static ReadingRule Either(ReadingRule one, ReadingRule other) =>
        (line, arguments) => one(line, arguments) || other(line, arguments);

    /// <summary>Both of them.</summary>
    public static ReadingRule Both(ReadingRule one, ReadingRule other) =>
        (line, arguments) => one(line, arguments) && other(line, arguments);

    /// <summary>Whether a word is one of these options, or may be.</summary>
    public static bool IsOneOf(ShellArgument argument, string[] options)
    {
        if (argument.Wild)
            return true;
        var text = argument.Text ?? argument.Lead;
        return Array.Exists(options, option => Spells(text, option));
    }

    // A long option may be cut short, and a short one hide among others or have its value glued on. find's and
    // others' are long with one dash.
    private static bool Spells(string text, string option)
    {
        if (text.Length < 2 || text[0] is not ('-' or '+'))
            return false;
        if (option.StartsWith("--", StringComparison.Ordinal))
            return text.StartsWith("--", StringComparison.Ordinal)
                && text.Length > 2
                && option.StartsWith(text.Split('=')[0], StringComparison.Ordinal);
        return option.Length == 2
            ? text[0] == option[0] && text[1] != '-' && text.Contains(option[1])
            : text.Split('=')[0] == option;
    }

    private static ShellArgument Short(ShellArgument argument, string valued) =>
        argument is { Wild: false, Lead: ['-', not '-', _, ..] lead }
        && lead.AsSpan(1).IndexOfAny(valued) is >= 0 and var value
            ? ShellArgument.Of(lead[..(value + 2)])
            : argument;

    private static bool IsKnown(ShellArgument argument, string[] options)
    {
        if (argument.Wild)
            return false;
        var text = argument.Text ?? argument.Lead;
        var name = text.Split('=')[0];
        return Array.IndexOf(options, name) >= 0
            || (text.Length > 2 && text[1] != '-' && text.AsSpan(1).IndexOfAnyExcept(Letters(options)) < 0);
    }

    private static string Letters(string[] options) =>
        string.Concat(options.Where(option => option.Length == 2).Select(option => option[1])) + "0123456789";

    private static bool Begins(ReadOnlySpan<ShellArgument> arguments, string[][] verb)
    {
        if (arguments.Length < verb.Length)
            return false;
        for (var place = 0; place < verb.Length; place++)
        {
            if (Array.IndexOf(verb[place], arguments[place].Text) < 0)
                return false;
        }

        return true;
    }
}

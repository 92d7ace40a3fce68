namespace Brain.Domain.Tools.Shell;

/// <summary>find: its tests read, some of its actions write or run programs; those that only read may be run on what
/// it finds.</summary>
internal static class FindExpression
{
    private static readonly string[] Actions =
    [
        "-delete",
        "-execdir",
        "-ok",
        "-okdir",
        "-fprint",
        "-fprint0",
        "-fprintf",
        "-fls",
        "-files0-from",
    ];

    public static bool OnlyReads(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        // Names below such a folder are files of options to some programs.
        var found = ShellArgument.Path;
        foreach (var argument in arguments)
        {
            if ((argument.Text ?? argument.Lead).StartsWith('@'))
                found = ShellArgument.Unknown;
        }

        for (var place = 0; place < arguments.Length; place++)
        {
            var argument = arguments[place];
            if (argument.Wild || (argument.Text is null && argument.Lead.StartsWith('-')))
                return false;
            if (argument.Text is { } text && Array.IndexOf(Actions, text) >= 0)
                return false;
            if (argument.Text == "-exec" && !Runs(line, arguments, found, ref place))
                return false;
        }

        return true;
    }

    // Up to the semicolon or the plus after the braces; the names that it puts in begin as the folders do, which are
    // no options.
    private static bool Runs(
        ShellScan line,
        ReadOnlySpan<ShellArgument> arguments,
        ShellArgument found,
        ref int place
    )
    {
        var words = new List<ShellArgument>();
        for (place++; place < arguments.Length; place++)
        {
            var argument = arguments[place];
            if (argument.Text == ";" || (argument.Text == "+" && arguments[place - 1].Text == "{}"))
                return words.Count > 0 && words[0].Text is not null && line.Reads(words.ToArray());
            words.Add(
                argument.Text is { } text && text.Contains("{}", StringComparison.Ordinal)
                    ? text == "{}"
                        ? found
                        : ShellArgument.Unknown
                    : argument
            );
        }

        return false;
    }
}

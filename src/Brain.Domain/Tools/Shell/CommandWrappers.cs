namespace Brain.Domain.Tools.Shell;

/// <summary>Programs that run another one: they read when that one does.</summary>
internal static class CommandWrappers
{
    public static Dictionary<string, ReadingRule> Programs() =>
        new(StringComparer.Ordinal)
        {
            ["command"] = static (line, arguments) =>
                arguments is [{ Text: "-v" or "-V" }, ..] || line.Reads(arguments),
            ["builtin"] = static (line, arguments) => line.Reads(arguments),
            ["env"] = Env,
            ["nice"] = static (line, arguments) => arguments.IsEmpty || line.Reads(Options(arguments, ["-n"])),
            ["ionice"] = static (line, arguments) => arguments.IsEmpty || line.Reads(Options(arguments, ["-c", "-n"])),
            ["stdbuf"] = static (line, arguments) =>
                line.Reads(Options(arguments, ["-i", "-o", "-e"], "-oL", "-o0", "-eL", "-e0", "-i0")),
            ["timeout"] = static (line, arguments) =>
                Options(arguments, ["-k", "-s"], "--foreground", "-v", "--preserve-status")
                    is [{ Text: not null, MayBeOption: false }, .. var program]
                && line.Reads(program),
            ["xargs"] = Xargs,
        };

    private static bool Env(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        arguments = Options(arguments, ["-u"], "-i", "-0", "--null", "--ignore-environment");
        while (arguments is [{ Text: { } text }, .. var rest] && text.IndexOf('=') is > 0 and var equals)
        {
            var value = new ShellWord([new(PieceKind.Text, text[(equals + 1)..], Quoted: true)], Braces: false);
            if (!ShellVariables.IsHarmless(new(text[..equals], value)))
                return false;
            arguments = rest;
        }

        return arguments.IsEmpty || line.Reads(arguments);
    }

    private static bool Xargs(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        var place = 0;
        string? mark = null;
        var counts = false;
        for (; place < arguments.Length && arguments[place].MayBeOption; place++)
        {
            var option = arguments[place].Text;
            if (
                option
                is "-n"
                    or "-P"
                    or "-L"
                    or "-d"
                    or "-s"
                    or "-a"
                    or "-I"
                    or "--max-args"
                    or "--max-procs"
                    or "--max-lines"
                    or "--delimiter"
                    or "--arg-file"
            )
            {
                if (++place == arguments.Length || arguments[place].Text is not { } value)
                    return false;
                mark = option == "-I" ? value : mark;
                counts |= option is "-n" or "-L" or "--max-args" or "--max-lines";
            }
            else if (option is ['-', 'I', .. { Length: > 0 } glued])
                mark = glued;
            else if (
                option
                    is not (
                        "-0"
                        or "-r"
                        or "-t"
                        or "-x"
                        or "--null"
                        or "--no-run-if-empty"
                        or "--verbose"
                        or "-0r"
                        or "-r0"
                    )
                && option is not (['-', 'n' or 'P' or 'L', >= '0' and <= '9', ..])
            )
                return false;
            counts |= option is ['-', 'n' or 'L', _, ..];
        }

        // Every word holds an empty mark.
        if (mark is "")
            return false;
        var words = new List<ShellArgument>();
        foreach (var word in arguments[place..])
            words.Add(
                mark is not null && word.Text?.Contains(mark, StringComparison.Ordinal) == true
                    ? ShellArgument.Unknown
                    : word
            );
        // A number of words takes the mark back: they are added at the end.
        if (mark is null || counts)
            words.Add(ShellArgument.Unknown);
        return (words is [_] && mark is null) || line.Reads(words.ToArray());
    }

    // What is left after its own options; a word that is none of them stays first, where no program of that name is
    // known.
    private static ReadOnlySpan<ShellArgument> Options(
        ReadOnlySpan<ShellArgument> arguments,
        string[] withValue,
        params string[] alone
    )
    {
        while (arguments is [{ Text: { } text }, .. var rest])
        {
            if (Array.IndexOf(alone, text) >= 0)
                arguments = rest;
            else if (Array.IndexOf(withValue, text) >= 0 && rest is [{ Text: not null }, .. var after])
                arguments = after;
            else
                break;
        }

        return arguments;
    }
}

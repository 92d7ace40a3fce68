using System.Text.RegularExpressions;
using static Brain.Domain.Tools.Shell.ReadOnlyRules;

namespace Brain.Domain.Tools.Shell;

/// <summary>What the shell does itself.</summary>
internal static partial class ShellBuiltins
{
    private static readonly string[] Comparing = ["-eq", "-ne", "-lt", "-le", "-gt", "-ge"];
    private static readonly string[] Joining = ["=", "==", "!=", "<", ">", "-nt", "-ot", "-ef", "=~", "-a", "-o", "]"];

    public static Dictionary<string, ReadingRule> Programs() =>
        new(StringComparer.Ordinal)
        {
            [":"] = Any,
            ["true"] = Any,
            ["false"] = Any,
            ["type"] = Any,
            ["pwd"] = Any,
            ["wait"] = Only("-n"),
            ["jobs"] = Bare,
            ["times"] = Bare,
            ["dirs"] = Bare,
            ["history"] = Bare,
            ["umask"] = Bare,
            ["alias"] = Bare,
            ["ulimit"] = static (_, arguments) => arguments is [{ Text: "-a" or "-n" or "-u" or "-s" }],
            ["break"] = Bare,
            ["continue"] = Bare,
            ["exit"] = static (_, arguments) => arguments.IsEmpty || (arguments.Length == 1 && IsNumber(arguments[0])),
            ["return"] = static (_, arguments) =>
                arguments.IsEmpty || (arguments.Length == 1 && IsNumber(arguments[0])),
            ["cd"] = Cd,
            ["set"] = static (_, arguments) =>
                arguments
                    is [{ Text: "-e" or "-u" or "-x" or "-eu" or "-ex" or "+e" or "+x" or "-f" }]
                        or [
                        { Text: "-o" or "-eo" or "-euo" or "-uo" or "-exo" or "-euxo" or "+o" },
                        { Text: "pipefail" },
                        ],
            ["shopt"] = static (_, arguments) =>
                arguments is [{ Text: "-s" }, { Text: "nullglob" or "globstar" or "dotglob" }],
            ["read"] = Read,
            ["printf"] = Printf,
            ["test"] = Test,
            ["["] = Test,
            ["[["] = static (_, arguments) => ComparesNumbers(arguments),
        };

    private static bool Cd(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        while (arguments is [{ Text: "-P" or "-L" or "--" }, .. var rest])
            arguments = rest;
        if (arguments.Length > 1)
            return false;
        line.GoTo(
            arguments.IsEmpty ? "~"
            : arguments[0].Text is "-" or "" ? null
            : arguments[0].Text
        );
        return true;
    }

    private static bool Read(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        while (arguments is [{ Text: "-r" or "-s" or "-ra" or "-a" }, .. var rest])
            arguments = rest;
        while (arguments is [{ Text: "-d" or "-n" or "-t" or "-u" or "-p" }, { Text: not null }, .. var rest])
            arguments = rest;
        while (arguments is [{ Text: "-r" or "-a" }, .. var rest])
            arguments = rest;
        foreach (var argument in arguments)
        {
            if (argument.Text is not { } name || !ShellVariables.IsOwn(name))
                return false;
        }

        return true;
    }

    // -v sets a variable, and so does %n; zsh works numbers out, so that what looks like a substitution might run.
    private static bool Printf(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        if (arguments.IsEmpty || arguments[0].MayBeOption || (arguments[0].Text is null && arguments.Length > 1))
            return arguments is [{ Text: "--" }, .. var rest]
                && !rest.IsEmpty
                && !rest[0].MayBeOption
                && Printf(line, rest);
        if (SetsByCount().IsMatch(arguments[0].Text ?? arguments[0].Lead))
            return false;
        foreach (var argument in arguments[1..])
        {
            if (
                (argument.Text ?? argument.Lead).AsSpan().ContainsAny('$', '`')
                || (argument.Counted is null && CountsOn().IsMatch(arguments[0].Text ?? ""))
            )
                return false;
        }

        return true;
    }

    // -v and number comparisons work their words out, and with them what stands in an index: a[$(command)].
    private static bool ComparesNumbers(ReadOnlySpan<ShellArgument> arguments)
    {
        for (var place = 0; place < arguments.Length; place++)
        {
            if (arguments[place].Text is not { } text)
                continue;
            if (
                text is "-v" or "-R"
                || (text == "-t" && place + 1 < arguments.Length && !IsDescriptor(arguments[place + 1]))
            )
                return false;
            if (
                Array.IndexOf(Comparing, text) >= 0
                && !(
                    place > 0
                    && place + 1 < arguments.Length
                    && IsNumber(arguments[place - 1])
                    && IsNumber(arguments[place + 1])
                )
            )
                return false;
        }

        return true;
    }

    // zsh works out any other word there; behind the last one nothing is tested.
    private static bool IsDescriptor(ShellArgument argument) => argument.Text is "]" or "]]" || IsNumber(argument);

    private static bool Test(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        if (!ComparesNumbers(arguments))
            return false;
        for (var place = 0; place < arguments.Length; place++)
        {
            var argument = arguments[place];
            var next = place + 1 < arguments.Length ? arguments[place + 1] : null;
            if (argument.Several && argument.Wild)
                return false;
            // An unknown word before another may be an operator.
            if (
                argument is { Text: null, Wild: true }
                && next?.Text is var after
                && next is not null
                && (after is null || Array.IndexOf(Joining, after) < 0)
                && !(
                    place > 0
                    && arguments[place - 1].Text is { } before
                    && (IsUnary(before) || Array.IndexOf(Joining, before) >= 0)
                )
            )
                return false;
        }

        return true;
    }

    private static bool IsUnary(string text) => text.Length == 2 && text[0] == '-' && char.IsAsciiLetter(text[1]);

    private static bool IsNumber(ShellArgument argument) =>
        argument.Counted is { Length: > 0 and < 20 } text && text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"%[^a-zA-Z%]*[hlLjzt]*n", RegexOptions.NonBacktracking)]
    private static partial Regex SetsByCount();

    [GeneratedRegex(@"%[^a-zA-Z%]*(?:\*|[hlLjzt]*[diouxXeEfFgGaA(])", RegexOptions.NonBacktracking)]
    private static partial Regex CountsOn();
}

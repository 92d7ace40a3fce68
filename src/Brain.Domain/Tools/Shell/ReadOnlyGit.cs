using static Brain.Domain.Tools.Shell.ReadOnlyRules;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// git: its commands that only show, in their forms that only show, and only where the repository is the project's
/// own: a repository's settings name programs that git runs (<c>core.fsmonitor</c>, <c>core.pager</c>, external
/// differs).
/// </summary>
internal static class ReadOnlyGit
{
    // What writes a file or runs a program in a command that else shows.
    private static readonly ReadingRule Showing = Without(
        "--output",
        "--ext-diff",
        "--textconv",
        "--filters",
        "--exec",
        "--upload-pack",
        "--show-signature"
    );

    // Its -O runs a pager; that of the others names a file with an order.
    private static readonly ReadingRule Finding = Both(
        Showing,
        WithoutLetters("efABCm", "-O", "--open-files-in-pager")
    );

    // Options that have no value behind them, in every command that shows.
    private static readonly string[] Alone =
    [
        "-p",
        "--cached",
        "--follow",
        "--graph",
        "--name-only",
        "--name-status",
        "--numstat",
        "--oneline",
        "--patch",
        "--shortstat",
        "--staged",
        "--stat",
    ];

    private static readonly string[] BranchFilters =
    [
        "--list",
        "--contains",
        "--no-contains",
        "--merged",
        "--no-merged",
        "--points-at",
    ];

    private static readonly string[] BranchOptions =
    [
        .. BranchFilters,
        "-a",
        "-r",
        "-v",
        "-i",
        "--all",
        "--remotes",
        "--verbose",
        "--show-current",
        "--sort",
        "--format",
        "--column",
        "--no-column",
        "--color",
        "--no-color",
        "--abbrev",
        "--no-abbrev",
        "--ignore-case",
    ];

    private static readonly string[] TagFilters =
    [
        "-l",
        "--list",
        "--contains",
        "--no-contains",
        "--merged",
        "--no-merged",
        "--points-at",
    ];

    private static readonly string[] TagOptions =
    [
        .. TagFilters,
        "-n",
        "-i",
        "--sort",
        "--format",
        "--column",
        "--no-column",
        "--color",
        "--ignore-case",
    ];

    private static readonly string[] ConfigOptions =
    [
        "--get",
        "--get-all",
        "--get-regexp",
        "--list",
        "-l",
        "--show-origin",
        "--show-scope",
        "--global",
        "--local",
        "--system",
        "--worktree",
        "--name-only",
        "-z",
        "--null",
        "--type",
        "--bool",
        "--int",
        "--path",
    ];

    private static readonly Dictionary<string, ReadingRule> Commands = new(StringComparer.Ordinal)
    {
        ["branch"] = Listing(BranchFilters, BranchOptions),
        ["tag"] = Listing(TagFilters, TagOptions),
        ["remote"] = static (line, arguments) =>
            arguments.IsEmpty
            || arguments is [{ Text: "-v" or "--verbose" }]
            || Verbs(Only("-n", "--all", "--push"), "show|get-url")(line, arguments),
        ["config"] = Config,
        ["stash"] = Verbs(Showing, "list|show"),
        ["worktree"] = Verbs(Only("--porcelain", "-v", "--verbose", "-z"), "list"),
        ["reflog"] = Reflog,
        ["submodule"] = Either(Bare, Verbs(Only("--recursive", "--cached"), "status")),
        ["ls-remote"] = Both(
            Only("--heads", "--branches", "--tags", "-t", "--refs", "-q", "--quiet", "--symref", "--exit-code"),
            Named(IsRemote)
        ),
        ["notes"] = Verbs(Only(), "list|show"),
        ["bisect"] = Verbs(Bare, "log"),
        ["sparse-checkout"] = Verbs(Bare, "list"),
        ["symbolic-ref"] = Operands(1, "--short", "-q", "--quiet"),
        ["version"] = Any,
        ["count-objects"] = Any,
    };

    private static readonly string[] Shows =
    [
        "blame",
        "cat-file",
        "check-attr",
        "check-ignore",
        "cherry",
        "describe",
        "diff",
        "diff-files",
        "diff-index",
        "diff-tree",
        "for-each-ref",
        "log",
        "ls-files",
        "ls-tree",
        "merge-base",
        "name-rev",
        "range-diff",
        "rev-list",
        "rev-parse",
        "shortlog",
        "show",
        "show-branch",
        "show-ref",
        "status",
        "var",
        "whatchanged",
    ];

    public static bool OnlyReads(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        ShellArgument? folder = null;
        while (!arguments.IsEmpty && arguments[0].MayBeOption)
        {
            if (arguments is [{ Text: "-C" }, { Text: not null } named, .. var after] && folder is null)
            {
                folder = named;
                arguments = after;
            }
            else if (
                arguments
                is [
                {
                    Text: "--no-pager"
                            or "-P"
                            or "--no-optional-locks"
                            or "--literal-pathspecs"
                            or "--glob-pathspecs"
                            or "--icase-pathspecs"
                },
                    .. var rest,
                ]
            )
                arguments = rest;
            else
                return false;
        }

        if (arguments is not [{ Text: { } command }, .. var words] || !line.IsAtHome(folder))
            return false;
        return
            command == "grep" ? Finding(line, BeforePaths(words))
            : Array.IndexOf(Shows, command) >= 0 ? Showing(line, BeforePaths(words))
            : Commands.TryGetValue(command, out var rule) && rule(line, words);
    }

    // What follows two dashes are paths, unless an option before them may take them as its value.
    private static ReadOnlySpan<ShellArgument> BeforePaths(ReadOnlySpan<ShellArgument> words)
    {
        for (var place = 0; place < words.Length; place++)
        {
            if (words[place].Text == "--" && (place == 0 || TakesNoMore(words[place - 1])))
                return words[..place];
        }

        return words;
    }

    private static bool TakesNoMore(ShellArgument word) =>
        !word.MayBeOption
        || (
            word.Text is { } option
            && (
                Array.IndexOf(Alone, option) >= 0
                || (option.StartsWith("--", StringComparison.Ordinal) && option.Contains('='))
                || option.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
            )
        );

    // By its name, or where only git's own transport is spoken: others run what their address says.
    private static bool IsRemote(string name) =>
        !name.Contains(':', StringComparison.Ordinal)
        || (
            name.StartsWith("https://", StringComparison.Ordinal)
            && !name.Contains("::", StringComparison.Ordinal)
        );

    // Without an option that asks for a list, a name makes what it names.
    private static ReadingRule Listing(string[] filters, string[] options) =>
        (line, arguments) =>
        {
            var (filtered, named) = (false, false);
            foreach (var argument in arguments)
            {
                var text = argument.Text ?? argument.Lead;
                filtered |= Array.IndexOf(filters, text.Split('=')[0]) >= 0;
                named |= !argument.MayBeOption || argument.Several;
            }

            return (filtered || !named) && Only(options)(line, arguments);
        };

    private static bool Config(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        if (arguments is [{ Text: "list" or "get" }, .. var rest])
            return Only([.. ConfigOptions, "--all", "--regexp", "--default"])(line, rest);
        var (asks, words) = (false, 0);
        var last = "";
        foreach (var argument in arguments)
        {
            asks |= argument.Text is "--get" or "--get-all" or "--get-regexp" or "--list" or "-l";
            if (argument.Several)
                return false;
            if (!argument.MayBeOption)
                (words, last) = (words + 1, argument.Text ?? "");
        }

        // A name alone is asked for; with a value behind it, it is set.
        return (asks || (words == 1 && last.Contains('.', StringComparison.Ordinal)))
            && Only(ConfigOptions)(line, arguments);
    }

    private static bool Reflog(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Text is null or "expire" or "delete" or "drop" or "write")
                return false;
        }

        return Showing(line, arguments);
    }
}

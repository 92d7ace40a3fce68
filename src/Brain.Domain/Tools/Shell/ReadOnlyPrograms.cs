using System.Buffers;
using System.Collections.Frozen;
using static Brain.Domain.Tools.Shell.ReadOnlyRules;

namespace Brain.Domain.Tools.Shell;

/// <summary>The programs that may be taken to read, each with the rule that its arguments must meet. What is not here
/// is not known to read.</summary>
internal static class ReadOnlyPrograms
{
    private static readonly SearchValues<char> ListingLetters = SearchValues.Create("tvzjJf");

    private static readonly string[] Readers =
    [
        "b2sum",
        "basename",
        "bc",
        "bzcat",
        "cal",
        "cat",
        "cksum",
        "cmp",
        "column",
        "comm",
        "cut",
        "df",
        "dirname",
        "du",
        "echo",
        "egrep",
        "expand",
        "expr",
        "factor",
        "fgrep",
        "fmt",
        "fold",
        "free",
        "getent",
        "grep",
        "groups",
        "hd",
        "head",
        "hexdump",
        "id",
        "iostat",
        "join",
        "jq",
        "last",
        "locale",
        "look",
        "ls",
        "lsattr",
        "lsblk",
        "lscpu",
        "lsmod",
        "lsusb",
        "md5",
        "md5sum",
        "mpstat",
        "namei",
        "ncal",
        "nl",
        "nproc",
        "numfmt",
        "od",
        "paste",
        "pgrep",
        "pidof",
        "plocate",
        "locate",
        "pr",
        "printenv",
        "ps",
        "pstree",
        "readlink",
        "realpath",
        "rev",
        "seq",
        "sha1sum",
        "sha224sum",
        "sha256sum",
        "sha384sum",
        "sha512sum",
        "shasum",
        "sleep",
        "stat",
        "sum",
        "tac",
        "tail",
        "tr",
        "tty",
        "uname",
        "unexpand",
        "uptime",
        "users",
        "vmstat",
        "w",
        "wc",
        "whereis",
        "which",
        "who",
        "whoami",
        "xzcat",
        "zcat",
        "zgrep",
        "zipinfo",
    ];

    // A word with an at sign is a file with more options; a plug-in is code that they run.
    private static readonly ReadingRule Binaries = Both(
        Without("--plugin"),
        static (_, arguments) => Every(arguments, argument => !(argument.Text ?? argument.Lead).StartsWith('@'))
    );

    public static readonly FrozenDictionary<string, ReadingRule> All = Plain()
        .Concat(Files())
        .Concat(ReadOnlySystemTools.Programs())
        .Concat(ReadOnlyTools.Programs())
        .Concat(ShellBuiltins.Programs())
        .Concat(CommandWrappers.Programs())
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, ReadingRule>> Plain() =>
        Readers.Select(name => KeyValuePair.Create(name, Any));

    private static Dictionary<string, ReadingRule> Files() =>
        new(StringComparer.Ordinal)
        {
            ["awk"] = AwkProgram.OnlyReads,
            ["gawk"] = AwkProgram.OnlyReads,
            ["mawk"] = AwkProgram.OnlyReads,
            ["nawk"] = AwkProgram.OnlyReads,
            ["sed"] = SedScript.OnlyReads,
            // On a Mac it runs the program that it names.
            ["arch"] = Bare,
            ["base32"] = Without("-o", "--output"),
            ["base64"] = Without("-o", "--output"),
            ["bat"] = Both(
                Without("--pager", "--lessopen", "--generate-config-file"),
                static (_, arguments) => Every(arguments, argument => argument.Text != "cache")
            ),
            ["diff"] = Without("-l", "--paginate"),
            ["diff3"] = Without("--diff-program"),
            ["fd"] = Without("-x", "-X", "--exec", "--exec-batch"),
            ["fdfind"] = Without("-x", "-X", "--exec", "--exec-batch"),
            ["file"] = Without("-C", "--compile"),
            ["find"] = FindExpression.OnlyReads,
            ["getconf"] = Without("-v"),
            ["gzip"] = static (line, arguments) =>
                arguments is [{ Text: "-l" or "-t" or "--list" or "--test" }, .. var rest] && Only("-v")(line, rest),
            ["iconv"] = Without("-o", "--output"),
            ["less"] = Both(Only("-N", "-S", "-R", "-F", "-X", "-i", "-n", "-M", "-s", "-e", "-E"), NoCommands),
            // It asks the network with -q, and writes what it heard into a file that -O names.
            ["lspci"] = WithoutLetters("sdpiAH", "-q", "-Q", "-O"),
            ["more"] = NoOptions,
            ["nm"] = Binaries,
            ["objdump"] = Binaries,
            ["readelf"] = Binaries,
            ["rg"] = Without("--pre", "--hostname-bin", "--search-zip", "-z"),
            ["sdiff"] = Without("-o", "--output", "--diff-program"),
            ["shuf"] = Without("-o", "--output"),
            ["size"] = Binaries,
            ["sort"] = Without("-o", "--output", "--compress-program", "-T", "--temporary-directory"),
            ["strings"] = Binaries,
            ["tar"] = ListsArchive,
            ["tee"] = static (_, arguments) =>
                Every(arguments, argument => argument.Text is "-a" or "/dev/null" or "/dev/stderr"),
            ["tree"] = Without("-o", "--output", "-R", "-H"),
            ["uniq"] = Unique,
            ["unzip"] = static (line, arguments) =>
                arguments is [{ Text: "-l" or "-v" or "-t" or "-Z" or "-Z1" or "-p" or "-c" or "-lv" }, .. var rest]
                && Only()(line, rest),
            ["xmllint"] = Only("--noout", "--xpath", "--format", "--html", "--nowarning", "--nonet"),
            ["xxd"] = Operands(1, "-p", "-u", "-b", "-i"),
            ["yq"] = Without(
                "-i",
                "--inplace",
                "--in-place",
                "-s",
                "--split-exp",
                "--split-exp-file",
                "--security-enable-system-operator"
            ),
            ["zstdcat"] = Only("-q", "-v", "-k", "--quiet", "--verbose", "--long", "--no-progress"),
        };

    private static bool NoCommands(ShellScan line, ReadOnlySpan<ShellArgument> arguments) =>
        Every(arguments, argument => !(argument.Text ?? argument.Lead).StartsWith('+'));

    private static bool NoOptions(ShellScan line, ReadOnlySpan<ShellArgument> arguments) =>
        Every(arguments, argument => !argument.MayBeOption) && NoCommands(line, arguments);

    // Its second word is a file that it writes.
    private static bool Unique(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        var operands = 0;
        for (var place = 0; place < arguments.Length; place++)
        {
            var argument = arguments[place];
            if (argument.Several || argument.Text is "--" || (argument.Text is null && argument.Wild))
                return false;
            if (argument.Text is "-f" or "-s" or "-w" or "--skip-fields" or "--skip-chars" or "--check-chars")
                place++;
            else if (!argument.MayBeOption)
                operands++;
        }

        return operands <= 1;
    }

    // Only the listing mode, of an archive that is a plain file here; no options, of which some run programs.
    private static bool ListsArchive(ShellScan line, ReadOnlySpan<ShellArgument> arguments) =>
        arguments is [{ Text: { } mode }, { Text: { } archive }, .. var members]
        && mode.AsSpan().TrimStart('-') is var letters
        && letters.Length > 0
        && letters[^1] == 'f'
        && letters.Contains('t')
        && letters.IndexOfAnyExcept(ListingLetters) < 0
        && !archive.Contains(':')
        && !archive.StartsWith('-')
        && Every(members, member => !member.MayBeOption);

    private static bool Every(ReadOnlySpan<ShellArgument> arguments, Func<ShellArgument, bool> holds)
    {
        foreach (var argument in arguments)
        {
            if (!holds(argument))
                return false;
        }

        return true;
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Which words of a program may be files whose content it takes in. Of a program that is not known every word may be
/// one.
/// </summary>
internal static class ShellReaders
{
    // They look at names, make, move or take away, or tell about a file without opening it.
    private static readonly FrozenSet<string> Nothing = FrozenSet.Create(
        StringComparer.Ordinal,
        "echo",
        "printf",
        "ls",
        "dir",
        "touch",
        "test",
        "[",
        "[[",
        "rm",
        "rmdir",
        "unlink",
        "shred",
        "truncate",
        "tee",
        "chmod",
        "chown",
        "chgrp",
        "mkdir",
        "stat",
        "du",
        "basename",
        "dirname",
        "realpath",
        "readlink",
        "cd",
        "chdir",
        "pushd",
        "popd",
        "which",
        "type",
        "export",
        "unset",
        "alias",
        "true",
        "false",
        "exit",
        "kill",
        "tree"
    );

    private static readonly string[] Looking = ["show", "cat-file", "blame", "annotate", "diff", "difftool"];

    private static readonly string[] OnlyNames =
    [
        "--stat",
        "--shortstat",
        "--numstat",
        "--name-only",
        "--name-status",
        "--quiet",
        "--summary",
    ];

    public static IEnumerable<string> Of(ShellInvocation call) =>
        call.Program switch
        {
            "xargs" or "parallel" => ShellOperands.Values(call, 'a', "--arg-file"),
            var program when Nothing.Contains(program) || ShellRunners.OnlyRuns(program) => [],
            "cp" or "mv" or "ln" or "install" or "rsync" or "scp" => ShellOperands.Has(call.Arguments, "-t")
                ? ShellOperands.Files(call.Arguments, "-t")
                : ShellOperands.Files(call.Arguments).SkipLast(1),
            "grep" or "egrep" or "fgrep" or "zgrep" or "rg" or "ag" or "ack" => Searched(call.Arguments),
            "find" or "fd" => Found(call.Arguments),
            "git" => Git(GitWords.Of(call.Arguments)),
            _ => call.Arguments.SelectMany(Parts),
        };

    // The first is what is looked for.
    private static IEnumerable<string> Searched(ImmutableArray<string> words)
    {
        var isTold =
            ShellOperands.Has(words, "-e", "-f", "--file", "--files")
            || words.Any(word => word.StartsWith("--regexp", StringComparison.Ordinal))
            || words.Any(word => word.StartsWith("--file=", StringComparison.Ordinal));
        return ShellOperands
            .Files(words, "-e", "--regexp", "--exclude", "--include", "--exclude-dir", "-A", "-B", "-C", "-m", "-g")
            .Skip(isTold ? 0 : 1);
    }

    // What it finds it hands to another program, or only names.
    private static ImmutableArray<string> Found(ImmutableArray<string> words)
    {
        for (var at = 0; at + 1 < words.Length; at++)
        {
            if (
                words[at] is "-exec" or "-execdir" or "-ok" or "-okdir" or "-x" or "-X"
                && !Nothing.Contains(words[at + 1][(words[at + 1].LastIndexOf('/') + 1)..])
            )
                return words;
        }

        return [];
    }

    private static IEnumerable<string> Git(GitWords git) =>
        git.Command == "grep" ? Searched(git.Words)
        : git.Command == "log" && ShellOperands.Has(git.Words, "-p", "-u", "--patch")
        || (Looking.Contains(git.Command) && !ShellOperands.Has(git.Words, OnlyNames))
            ? git.Words.SelectMany(BehindColon)
        : [];

    // A file of a commit: HEAD:.env.
    private static IEnumerable<string> BehindColon(string word) =>
        word.IndexOf(':', StringComparison.Ordinal) is > -1 and var colon && colon + 1 < word.Length
            ? [word, word[(colon + 1)..]]
            : [word];

    // A file that a form or an option names: @.env, --env-file=.env, if=.env.
    private static IEnumerable<string> Parts(string word)
    {
        yield return word;
        var at = word.LastIndexOf('@');
        if (at >= 0 && at + 1 < word.Length)
            yield return word[(at + 1)..];
        var sign = word.IndexOf('=', StringComparison.Ordinal);
        if (sign > 0 && sign + 1 < word.Length && NamesFile(word[..sign]))
            yield return word[(sign + 1)..];
    }

    private static bool NamesFile(string option) =>
        option == "if" || option.EndsWith("file", StringComparison.Ordinal);
}

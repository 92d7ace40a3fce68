using System.Collections.Frozen;

namespace Brain.Domain.Tools.Shell;

/// <summary>Programs that go through folders: what they read, copy or change everything below.</summary>
internal static class ShellTrees
{
    // They go through folders by themselves.
    private static readonly FrozenSet<string> Always = FrozenSet.Create(
        StringComparer.Ordinal,
        "rg",
        "ag",
        "ack",
        "ugrep",
        "rgrep",
        "tar",
        "gtar",
        "bsdtar",
        "star",
        "pax",
        "7z",
        "7za",
        "7zz",
        "rsync",
        "rclone",
        "restic",
        "borg",
        "mksquashfs",
        "genisoimage",
        "mount",
        "rimraf",
        "trash",
        "trash-put",
        "http.server",
        "zipfile",
        "tarfile",
        "serve",
        "http-server"
    );

    // They do when a letter says so.
    private static readonly FrozenDictionary<string, string> ByLetter = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["grep"] = "rR",
        ["egrep"] = "rR",
        ["fgrep"] = "rR",
        ["zgrep"] = "rR",
        ["cp"] = "rRa",
        ["rm"] = "rR",
        ["scp"] = "r",
        ["zip"] = "r",
        ["diff"] = "r",
        ["chmod"] = "R",
        ["chown"] = "R",
        ["chgrp"] = "R",
        ["setfacl"] = "R",
        ["chattr"] = "R",
        ["srm"] = "r",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The first of their words is what is looked for.
    private static readonly FrozenSet<string> Searchers = FrozenSet.Create(
        StringComparer.Ordinal,
        "grep",
        "egrep",
        "fgrep",
        "zgrep",
        "rgrep",
        "ugrep",
        "rg",
        "ag",
        "ack"
    );

    private static readonly FrozenSet<string> Named = FrozenSet.Create(
        StringComparer.Ordinal,
        "find",
        "fd",
        "fdfind",
        "ls",
        "head",
        "tail",
        "sort",
        "uniq",
        "wc",
        "grep",
        "egrep",
        "fgrep",
        "echo",
        "printf",
        "true",
        "cd",
        "pushd",
        "popd",
        "tr",
        "read",
        "cut",
        "less",
        "nl",
        "column",
        "timeout",
        "time",
        "nice",
        "sudo",
        "command",
        "test",
        "["
    );

    // They look at what they are handed as text, or at nothing.
    private static readonly FrozenSet<string> Texts = FrozenSet.Create(
        StringComparer.Ordinal,
        "awk",
        "gawk",
        "mawk",
        "sed",
        "cat",
        "which",
        "type",
        "uname",
        "date",
        "pwd",
        "whoami",
        "id",
        "git",
        "export",
        "set",
        "unset",
        "mkdir",
        "touch",
        "diff",
        "basename",
        "dirname"
    );

    // With them one program gets as its words what another prints.
    private static readonly string[] Handing =
    [
        "$(",
        "`",
        "<(",
        "xargs",
        "parallel",
        "while",
        "for ",
        "read",
        "mapfile",
    ];

    private static readonly string[] Mounts = ["--volume=", "--mount="];

    private static readonly string[] Sourced = ["src=", "source="];

    private static readonly string[] Walkers =
    [
        "rmtree",
        "copytree",
        "make_archive",
        "os.walk",
        "fwalk",
        "rglob",
        "**",
        "rmSync",
        "cpSync",
        "recursive",
        "rm_rf",
        "cp_r",
        "remove_tree",
        "File::Find",
    ];

    /// <summary>Whether names are all that comes of a line that finds some: no program on it opens them.</summary>
    public static bool OnlyTellsNames(string line, IReadOnlyCollection<ShellInvocation> calls) =>
        calls.All(call => Named.Contains(call.Program))
        || (
            calls.All(call => Named.Contains(call.Program) || Texts.Contains(call.Program))
            && !Array.Exists(Handing, word => line.Contains(word, StringComparison.Ordinal))
        );

    /// <summary>Whether a program's text goes through folders.</summary>
    public static bool WalksFolders(string text) =>
        Array.Exists(Walkers, word => text.Contains(word, StringComparison.Ordinal));

    /// <summary>The folders that it goes through; none when it does not.</summary>
    /// <param name="call">The program.</param>
    /// <param name="findsOnly">Nothing on the line does more with a name than to tell it.</param>
    public static string[] Of(ShellInvocation call, bool findsOnly)
    {
        string[] words = [.. call.Arguments];
        switch (call.Program)
        {
            case "cp" or "scp" when Goes(call):
            case "mv" or "ln":
                return [.. Sources(call), .. Placed(call)];
            case "find" or "fd" or "fdfind":
                return findsOnly && !Does(words) ? [] : Here(Operands(words, 0));
            case "docker" or "podman" or "nerdctl":
                return [.. words.SelectMany((word, at) => Mounted(word, at == 0 ? "" : words[at - 1]))];
            case "git":
                return Git(GitWords.Of(call.Arguments));
            case "http.server":
                return [".", .. words];
            default:
                if (!Goes(call))
                    return [];
                var skipped = Searchers.Contains(call.Program) && !IsTold(words) ? 1 : 0;
                return Here(Operands(words, skipped));
        }
    }

    /// <summary>Where what is copied or moved into a folder lies then.</summary>
    public static IEnumerable<string> Placed(ShellInvocation call)
    {
        if (call.Program is not ("cp" or "mv" or "ln" or "install" or "scp"))
            return [];
        string[] files = [.. ShellOperands.Files(call.Arguments, "-t", "--target-directory")];
        var folder = ShellOperands.Values(call, 't', "--target-directory").FirstOrDefault();
        if (folder is null && files.Length > 1)
            (folder, files) = (files[^1], files[..^1]);
        return folder is null
            ? []
            : files.Select(file => ShellFolders.Combined(folder, file.TrimEnd('/').Split('/')[^1]));
    }

    private static IEnumerable<string> Sources(ShellInvocation call)
    {
        string[] files = [.. ShellOperands.Files(call.Arguments, "-t", "--target-directory")];
        var isTold = ShellOperands.Values(call, 't', "--target-directory").Any();
        return isTold || files.Length < 2 ? files : files.SkipLast(1);
    }

    private static bool Goes(ShellInvocation call) =>
        Always.Contains(call.Program)
        || (
            ByLetter.TryGetValue(call.Program, out var letters)
            && call
                .Arguments.TakeWhile(word => word != "--")
                .Any(word =>
                    word is ['-', not '-', ..] ? word.AsSpan(1).ContainsAny(letters)
                    : word.StartsWith("--", StringComparison.Ordinal)
                        && (word.Contains("recurs", StringComparison.Ordinal) || word == "--archive")
                    || word == "recurse"
                )
        );

    private static bool Does(string[] words) =>
        Array.Exists(words, word =>
            word is "-delete" or "-x" or "-X" or "--exec" or "--exec-batch"
            || word.StartsWith("-exec", StringComparison.Ordinal)
            || word.StartsWith("-ok", StringComparison.Ordinal)
            || word.StartsWith("-fprint", StringComparison.Ordinal)
        );

    private static bool IsTold(string[] words) =>
        Array.Exists(words, word =>
            word is "-e" or "-f" or "--files"
            || word.StartsWith("--regexp", StringComparison.Ordinal)
            || word.StartsWith("--file=", StringComparison.Ordinal)
        );

    private static string[] Operands(string[] words, int skipped) =>
        [.. ShellOperands.Files(words, "-A", "-B", "-C", "-m", "-g", "-e", "-f").Skip(skipped), .. Values(words)];

    // A folder may be an option's value, also one that is told by a letter.
    private static IEnumerable<string> Values(string[] words) =>
        words
            .Where((word, at) => at > 0 && words[at - 1] is "-C" or "-d" or "-f")
            .Where(word => word[..Math.Min(1, word.Length)] is "/" or "~");

    private static string[] Here(string[] operands) => operands.Length == 0 ? ["."] : operands;

    // What a container is given of the machine: /a:/b, source=/a.
    private static IEnumerable<string> Mounted(string word, string before)
    {
        var value =
            before is "-v" or "--volume" or "--mount" ? word
            : Mounts.Any(option => word.StartsWith(option, StringComparison.Ordinal)) ? word[(word.IndexOf('=') + 1)..]
            : "";
        string[] told = [.. value.Split(',').SelectMany(Source)];
        // A volume has a name, and what stands behind is the container's own.
        return (told.Length > 0 ? told : value.Split(':')[..1]).Where(IsFolder);
    }

    private static IEnumerable<string> Source(string part) =>
        Sourced.Where(name => part.StartsWith(name, StringComparison.Ordinal)).Select(name => part[name.Length..]);

    private static bool IsFolder(string part) => part is ['/' or '~' or '$', ..] or "." or "..";

    private static string[] Git(GitWords git) =>
        git.Command switch
        {
            "grep" when git.Words.Contains("--no-index") => Here(Operands([.. git.Words], 1)),
            "clean" => Here(Operands([.. git.Words], 0)),
            "add" when git.Words.Any(word => word is "-A" or "--all" or ".") => Here(Operands([.. git.Words], 0)),
            _ => [],
        };
}

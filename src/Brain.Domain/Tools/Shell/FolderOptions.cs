using System.Collections.Frozen;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Words of a command that name a folder and never a program, though the folder is called as a program is:
/// <c>poetry -C ~/src/brain install</c>.
/// </summary>
internal static class FolderOptions
{
    private static readonly FrozenDictionary<string, string[]> OfPrograms = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["make"] = ["-C", "--directory", "-I", "--include-dir"],
        ["gmake"] = ["-C", "--directory", "-I", "--include-dir"],
        ["ninja"] = ["-C"],
        ["meson"] = ["-C"],
        ["cmake"] = ["-B", "-S", "--build", "--install", "--prefix"],
        ["just"] = ["-d", "--working-directory"],
        ["git"] = ["-C", "--git-dir", "--work-tree"],
        ["poetry"] = ["-C", "--directory", "-P", "--project"],
        ["uv"] = ["--directory", "--project"],
        ["uvx"] = ["--directory", "--project"],
        ["pdm"] = ["-p", "--project"],
        ["npm"] = ["-C", "--prefix"],
        ["pnpm"] = ["-C", "--dir", "--prefix"],
        ["yarn"] = ["--cwd"],
        ["bun"] = ["--cwd"],
        ["cargo"] = ["-C"],
        ["go"] = ["-C"],
        ["docker"] = ["--project-directory"],
        ["env"] = ["-C", "--chdir"],
        ["sudo"] = ["-D", "--chdir"],
        ["tar"] = ["-C", "--directory"],
        ["find"] = [],
        ["fd"] = [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Behind these another program begins.
    private static readonly string[] Begins =
    [
        "run",
        "exec",
        "dlx",
        "tool",
        "--",
        "-exec",
        "-execdir",
        "-ok",
        "-okdir",
    ];

    // They do what they do with files, and start nothing.
    private static readonly FrozenSet<string> OnFiles = FrozenSet.Create(
        StringComparer.Ordinal,
        "cp",
        "mv",
        "rm",
        "ls",
        "ll",
        "du",
        "stat",
        "mkdir",
        "rmdir",
        "chown",
        "chmod",
        "chgrp",
        "touch",
        "grep",
        "cat",
        "head",
        "tail",
        "npm",
        "pnpm",
        "yarn",
        "cargo"
    );

    /// <summary>The words of one program without those that are such folders.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="words">What follows it.</param>
    public static string[] Left(string program, IReadOnlyList<string> words) =>
        new FolderWords(program, isAnybodys: ShellRunners.OnlyRuns(program), skipsFiles: true).Left(words);

    /// <summary>The same of a whole line's words.</summary>
    /// <param name="words">In their order.</param>
    /// <param name="end">What stands between commands.</param>
    /// <param name="skipsFiles">Words of programs that only handle files count for nothing.</param>
    public static string[] LeftOfLine(string[] words, string end, bool skipsFiles = true)
    {
        var left = new List<string>();
        for (var at = 0; at < words.Length; at++)
        {
            var stop = Array.IndexOf(words, end, at);
            var command = words[at..(stop < 0 ? words.Length : stop)];
            left.AddRange(new FolderWords("", isAnybodys: true, skipsFiles).Left(command));
            left.Add(end);
            at += command.Length;
        }

        return [.. left];
    }

    /// <summary>One command's words.</summary>
    /// <param name="program">Whose options count first.</param>
    /// <param name="isAnybodys">Another program may begin at any word.</param>
    /// <param name="skipsFiles">Words of programs that only handle files count for nothing.</param>
    private sealed class FolderWords(string program, bool isAnybodys, bool skipsFiles)
    {
        private readonly List<string> _left = [];
        private string[] _options = OfPrograms.GetValueOrDefault(program, []);
        private bool _finds = IsFinder(program);

        public string[] Left(IReadOnlyList<string> words)
        {
            for (var at = 0; at < words.Count; at++)
            {
                var word = words[at];
                if (isAnybodys && skipsFiles && OnFiles.Contains(Name(word)))
                    break;
                if (Begins.Contains(word))
                    (_options, _finds) = ([], false);
                else if (isAnybodys && OfPrograms.TryGetValue(Name(word), out var options))
                    (_options, _finds) = (options, IsFinder(Name(word)));
                else if (IsFolder(word))
                    continue;
                _left.Add(word);
                if (_options.Contains(word))
                    at++;
            }

            return [.. _left];
        }

        private bool IsFolder(string word)
        {
            _finds &= word is [not ('-' or '(' or '!' or '\\'), ..];
            return _finds || Array.Exists(_options, option => IsGlued(word, option));
        }

        private static bool IsFinder(string program) => program is "find" or "fd";
    }

    // -C~/src/brain, --directory=~/src/brain
    private static bool IsGlued(string word, string option) =>
        word.Length > option.Length
        && word.StartsWith(option, StringComparison.Ordinal)
        && (word[option.Length] == '=' || (option.Length == 2 && word[1] != '-'));

    private static string Name(string word) => word[(word.LastIndexOf('/') + 1)..];
}

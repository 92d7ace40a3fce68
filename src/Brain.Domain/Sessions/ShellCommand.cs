using System.Collections.Frozen;

namespace Brain.Domain.Sessions;

/// <summary>
/// Reads a shell command line just far enough to say whether it can only read. When in doubt it says no, and the
/// person is asked: a wrong no costs a question, a wrong yes costs a file.
/// </summary>
public static class ShellCommand
{
    private static readonly FrozenSet<string> Readers = FrozenSet.Create(
        StringComparer.Ordinal,
        "basename", "cat", "cd", "cksum", "cmp", "column", "comm", "cut", "df", "diff", "dirname", "du", "echo",
        "egrep", "false", "fgrep", "file", "find", "git", "grep", "groups", "head", "id", "ls", "lsblk",
        "md5sum", "nl", "nproc", "od", "paste", "printf", "ps", "pwd", "readlink", "realpath", "rg", "rev", "seq",
        "sha1sum", "sha256sum", "sort", "stat", "strings", "tac", "tail", "tr", "tree", "true", "type",
        "uname", "uptime", "wc", "whereis", "which", "whoami");

    private static readonly FrozenSet<string> GitReaders = FrozenSet.Create(
        StringComparer.Ordinal,
        "blame", "cat-file", "describe", "diff", "grep", "log", "ls-files", "ls-tree", "merge-base", "name-rev",
        "rev-list", "rev-parse", "shortlog", "show", "show-ref", "status");

    // Options of otherwise harmless programs that write, run something or name a file to write.
    private static readonly FrozenDictionary<string, string[]> Writers = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["find"] = ["-delete", "-exec", "-execdir", "-ok", "-okdir", "-fprint", "-fprint0", "-fprintf", "-fls"],
        ["sort"] = ["-o", "--output", "--compress-program", "-T", "--temporary-directory"],
        ["tree"] = ["-o", "--output", "-R", "-H"],
        ["diff"] = ["-l", "--paginate"],
        ["printf"] = ["-v"],
        ["rg"] = ["--pre", "--hostname-bin", "--search-zip", "-z"],
        ["file"] = ["-C", "--compile"],
        ["git"] = ["--output", "-O", "--open-files-in-pager", "--ext-diff", "--textconv"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Controls =
        ["hook", "purpose", "mode", "budget", "install", "uninstall", "down", "undo", "done", "persona"];

    // What only tells of pipelines; every other word after that one changes something.
    private static readonly string[] Tellings = ["list", "show", "runs", "--help", "-h"];

    // What the brain keeps for itself: its door, its keys and its rules.
    private static readonly string[] Belongings =
        ["brain.sock", "hook-token", "brain/token", "brain.json", "installed.json", "hooks/claude-code", "disableAllHooks"];

    // Stands in a word where the shell would put in the names of files.
    private const char Glob = '\u0001';

    /// <summary>Whether every program on the line is known to read only, with no redirection into a file.</summary>
    public static bool OnlyReads(string line)
    {
        var programs = Split(line);
        // A repository may name programs that git runs for it; this one is the person's, another may be anybody's.
        return programs is { Count: > 0 } && programs.TrueForAll(ReadsOnly)
            && !(programs.Exists(words => words[0] == "cd") && programs.Exists(words => words[0] == "git"));
    }

    /// <summary>
    /// Whether the line speaks to the brain itself: its client, its socket, its keys or its rules. A guard against
    /// accidents and plain attempts; a shell offers other ways to whoever looks for them.
    /// </summary>
    public static bool SteersTheBrain(string line)
    {
        if (Array.Exists(Belongings, name => line.Contains(name, StringComparison.Ordinal)))
            return true;
        var words = line.Split([' ', '\t', '\n', '\\', ';', '&', '|', '(', ')', '"', '\'', '='], StringSplitOptions.RemoveEmptyEntries);
        var client = Array.FindIndex(words, word => word == "brain" || word.EndsWith("/brain", StringComparison.Ordinal));
        return client >= 0 && (words.Skip(client + 1).Any(word => Array.IndexOf(Controls, word) >= 0) || MovesPipelines(line));
    }

    // Each command of the line for itself: what one of them only tells does not speak for the next.
    private static bool MovesPipelines(string line) => line.Replace("\\\n", " ", StringComparison.Ordinal)
        .Split([';', '&', '|', '\n', '(', ')', '`'], StringSplitOptions.RemoveEmptyEntries)
        .Select(command => command.Split([' ', '\t', '\\', '"', '\'', '='], StringSplitOptions.RemoveEmptyEntries))
        .Any(words => words.Index().Any(word => word is { Index: > 0, Item: "pipeline" }
            && words.Take(word.Index).Any(before => before == "brain" || before.EndsWith("/brain", StringComparison.Ordinal))
            && word.Index + 1 < words.Length && Array.IndexOf(Tellings, words[word.Index + 1]) < 0));

    private static bool ReadsOnly(List<string> words)
    {
        var program = words[0];
        if (!Readers.Contains(program))
            return false;
        if (program == "git" && (words.Count < 2 || !GitReaders.Contains(words[1])))
            return false;
        // A file may be named like an option, and a pattern would hand it over as one.
        return !Writers.TryGetValue(program, out var options) || !words.Exists(word => word.Contains(Glob) || Writes(word, options));
    }

    // A word is such an option when it is spelt out, joined to its value by "=", or a short one with its value glued on.
    private static bool Writes(string word, string[] options) => Array.Exists(options, option =>
        word == option
        || word.StartsWith(option + "=", StringComparison.Ordinal)
        || (option.StartsWith("--", StringComparison.Ordinal)
            ? word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal)
                && option.StartsWith(word.Split('=')[0], StringComparison.Ordinal)
            : option.Length == 2 && word.Length > 1 && word[0] == '-' && word[1] != '-' && word.Contains(option[1])));

    // Null when the line holds anything that is not plain words, quotes, pipes and separators.
    private static List<List<string>>? Split(string line)
    {
        var programs = new List<List<string>>();
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var began = false;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            var next = i + 1 < line.Length ? line[i + 1] : '\0';
            if (quote != '\0')
            {
                if (c == quote)
                    quote = '\0';
                else if (quote == '"' && c is '`' or '\\' or '$')
                    return null;
                else
                    word.Append(c);
                continue;
            }

            switch (c)
            {
                case '\'' or '"':
                    quote = c;
                    began = true;
                    break;
                case ' ' or '\t':
                    EndWord();
                    break;
                case '\n' or ';' or '|' or '&':
                    if (c == '&' && next == '&')
                        i++;
                    else if (c == '&' && i + 1 < line.TrimEnd().Length)
                        return null;
                    EndProgram();
                    break;
                case '>' when Harmless(line, ref i):
                    if (word is { Length: 1 } && char.IsDigit(word[0]))
                        word.Clear();
                    began = word.Length > 0;
                    break;
                case '>' or '<' or '`' or '(' or ')' or '{' or '}' or '\\' or '#' or '!':
                    return null;
                case '$':
                    // What a variable holds is known only when the line runs.
                    return null;
                case '*' or '?' or '[':
                    word.Append(c).Append(Glob);
                    began = true;
                    break;
                default:
                    word.Append(c);
                    began = true;
                    break;
            }
        }

        EndProgram();
        return quote == '\0' ? programs : null;

        void EndWord()
        {
            if (began)
                words.Add(word.ToString());
            word.Clear();
            began = false;
        }

        void EndProgram()
        {
            EndWord();
            if (words.Count > 0)
                programs.Add(words);
            words = [];
        }
    }

    // Redirections that write nowhere: to /dev/null, or of one stream into another.
    private static bool Harmless(string line, ref int at)
    {
        foreach (var target in (ReadOnlySpan<string>)[">&1", ">&2", ">/dev/null", "> /dev/null"])
        {
            var end = at + target.Length;
            var ends = end >= line.Length || line[end] is ' ' or '\t' or '\n' or ';' or '|' or '&';
            if (ends && line.AsSpan(at).StartsWith(target, StringComparison.Ordinal))
            {
                at = end - 1;
                return true;
            }
        }

        return false;
    }
}

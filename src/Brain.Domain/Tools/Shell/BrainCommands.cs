using System.Buffers;
using System.Collections.Frozen;
using Brain.Messages.Commands;
using Brain.Messages.Hooks;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Whether a line speaks to the brain itself: its client, its socket, its keys. A guard against accidents and plain
/// attempts; a shell offers other ways to whoever looks for them.
/// </summary>
internal static class BrainCommands
{
    /// <summary>A line within a line within a line … is read this deep; a deeper one goes by its words.</summary>
    private const int DepthMax = 6;

    // Between the commands of a line; no word of one is this.
    private const string End = "\n";

    // A word without one of these is no line of its own.
    private static readonly SearchValues<char> OfLines = SearchValues.Create(" \t\n;&|$`'\"\\");

    // A line without one of these that does not name the client can't build its name.
    private static readonly SearchValues<char> Building = SearchValues.Create("\\'\"$`*?[{");

    // What the brain keeps for itself: its door, its keys and its rules.
    private static readonly string[] Belongings =
    [
        "brain.sock",
        "hook-token",
        "brain/token",
        "brain.json",
        "installed.json",
        .. KnownAgent.All.SelectMany(agent => (string[])[agent.Route, .. agent.OffSwitches]),
    ];

    // Programs that run what they are told or given.
    private static readonly FrozenSet<string> Runners = FrozenSet.Create(
        StringComparer.Ordinal,
        "sh",
        "bash",
        "dash",
        "zsh",
        "ksh",
        "ash",
        "fish",
        "busybox",
        "eval",
        "source",
        ".",
        "xargs",
        "parallel",
        "ssh",
        "su",
        "sudo",
        "doas",
        "env",
        "at",
        "batch",
        "watch",
        "script",
        "python",
        "python3",
        "perl",
        "ruby",
        "node",
        "bun",
        "deno",
        "php",
        "awk",
        "gawk",
        "nc",
        "socat",
        "curl",
        "exec",
        "command",
        "builtin",
        "nohup",
        "setsid",
        "nice",
        "ionice",
        "time",
        "timeout",
        "stdbuf",
        "strace",
        "chroot",
        "unshare",
        "find",
        "make",
        "alias",
        "trap",
        "flock",
        "systemd-run",
        "tmux",
        "screen",
        "runuser",
        "setpriv",
        "taskset",
        "chrt",
        "pkexec",
        "prlimit",
        "entr",
        "expect",
        "unbuffer",
        "bwrap",
        "nsenter",
        "lua",
        "tclsh",
        "pwsh"
    );

    // They run others, too, but much else stands on a line with them: only their own words count.
    private static readonly FrozenSet<string> OtherRunners = FrozenSet.Create(
        StringComparer.Ordinal,
        "nodejs",
        "mawk",
        "nawk",
        "toybox",
        "uv",
        "uvx",
        "poetry",
        "perf",
        "valgrind",
        "ltrace",
        "catchsegv",
        "fakeroot",
        "proot",
        "firejail",
        "xvfb-run",
        "dbus-run-session",
        "numactl",
        "cgexec",
        "gosu",
        "su-exec",
        "tini",
        "rlwrap",
        "faketime",
        "hyperfine",
        "crontab",
        "pypy",
        "ipython",
        "luajit",
        "tsx",
        "ts-node",
        "osascript",
        "ncat",
        "sg",
        "capsh",
        "start-stop-daemon",
        "daemonize",
        "Rscript",
        "guile"
    );

    // Options of xargs and parallel with a value behind them.
    private static readonly FrozenSet<string> FedOptions = FrozenSet.Create(
        StringComparer.Ordinal,
        "-a",
        "-d",
        "-E",
        "-I",
        "-L",
        "-n",
        "-N",
        "-P",
        "-s",
        "-j",
        "-S",
        "--arg-file",
        "--delimiter",
        "--max-args",
        "--max-lines",
        "--max-procs",
        "--max-chars",
        "--jobs",
        "--process-slot-var"
    );

    // Give a program another name.
    private static readonly FrozenSet<string> Renames = FrozenSet.Create(StringComparer.Ordinal, "alias", "hash", "ln");

    /// <summary>Whether a line changes the brain, or may.</summary>
    public static bool Steers(string line) => Steers(line, 0, new(StringComparer.Ordinal));

    /// <summary>Whether the client only tells something when it is said this.</summary>
    /// <param name="lines">The words behind the client's name.</param>
    public static bool OnlyTells(IEnumerable<string> lines)
    {
        string[] words = [.. lines.Where(word => word != "--json")];
        if (words.Length == 0)
            return true;
        if (words[0].StartsWith('-'))
            return Array.TrueForAll(words, word => word is "--version" or "--help" or "-h" or "-?");
        if (CommandCatalog.Find(words[0]) is not { } verb)
            return words[0] is "help" or "version";
        // What stands behind two hyphens is no option.
        var asksHelp = words.TakeWhile(word => word != "--").Any(word => word is "--help" or "-h" or "-?");
        return (asksHelp && verb.HasHelp) || verb.OnlyTells(words.Length > 1 ? words[1] : null);
    }

    /// <summary>Whether a word names what the brain keeps for itself.</summary>
    public static bool Belongs(string word) =>
        Array.Exists(Belongings, name => word.Contains(name, StringComparison.Ordinal));

    /// <summary>Whether a program runs what it is told or given.</summary>
    public static bool IsRunner(string program) =>
        Name(program) is var name
        && (
            Runners.Contains(name)
            || OtherRunners.Contains(name)
            || Runners.Contains(ShellPrograms.Plain(name))
            || OtherRunners.Contains(ShellPrograms.Plain(name))
            || name.StartsWith("ld-linux", StringComparison.Ordinal)
            || name.StartsWith("ld-musl", StringComparison.Ordinal)
        );

    /// <summary>A text with the signs for a new line and a tab put in their place, as <c>printf</c> does.</summary>
    public static string Unescaped(string text) =>
        text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal);

    private static bool Steers(string line, int depth, HashSet<string> seen)
    {
        // What was looked at before changes nothing, or somebody said so.
        if (!seen.Add(line))
            return false;
        var plain = Unquoted(line);
        if (Belongs(plain))
            return true;
        if (!plain.Contains("brain", StringComparison.OrdinalIgnoreCase) && !line.AsSpan().ContainsAny(Building))
            return false;
        if (depth < DepthMax && new BrainSpellings(line, text => Steers(text, depth + 1, seen)).Change())
            return true;
        if (ShellGrammar.Read(line) is not { } script)
            return Mentions(Split(line)) || Mentions(Split(plain));
        var calls = script.Calls.Select(Words).Where(words => words.Length > 0).ToArray();
        return Array.Exists(calls, words => IsClient(words[0]) && !OnlyTells(words[1..]))
            || (Array.Exists(calls, Runs)
                && Hands(line, plain, script, calls, text => depth < DepthMax && Steers(text, depth + 1, seen)));
    }

    /// <summary>Whether a line with a program that runs others hands it the client, by its words or its text.</summary>
    private static bool Hands(
        string line,
        string plain,
        ShellScript script,
        string[][] calls,
        Func<string, bool> steers
    )
    {
        // What one command prints another may run.
        if (Array.Exists(calls, words => IsFed(words) || Within(words, steers)))
            return true;
        var all = script.Calls.SelectMany(call =>
            (string[])[.. call.Assignments.Select(assignment => assignment.Value.Text ?? ""), .. Words(call), End]
        );
        var spoken = Split(line);
        // Of several lines nobody can tell here where a command ends.
        var isOne = !line.Contains('\n', StringComparison.Ordinal);
        return Mentions(FolderOptions.LeftOfLine([.. all], End))
            || Mentions(FolderOptions.LeftOfLine(spoken, End, isOne))
            || Mentions(FolderOptions.LeftOfLine(Split(plain), End, isOne))
            // A variable, another name or another command's output may be the client's name, or its words.
            || (
                Array.Exists(calls, words =>
                    Renames.Contains(words[0]) || (Runs(words) && Array.Exists(words, IsUnknown))
                )
                && Array.Exists(spoken, IsClient)
                && Array.Exists(spoken, word => CommandCatalog.Find(word) is { Effect: not CommandEffect.Tells })
            );
    }

    private static bool Within(string[] words, Func<string, bool> steers) =>
        Array.Exists(words[1..], word => word.AsSpan().ContainsAny(OfLines) && steers(word));

    /// <summary>Whether the client is run with words that somebody else hands over: <c>xargs brain</c>.</summary>
    private static bool IsFed(string[] words)
    {
        var place = Array.FindIndex(words, word => Name(word) is "xargs" or "parallel");
        if (place < 0)
            return false;
        for (place++; place < words.Length; place++)
        {
            if (FedOptions.Contains(words[place]))
                place++;
            else if (IsClient(words[place]) || Runners.Contains(Name(words[place])))
                return Array.Exists(words[place..], IsClient);
            // Behind the name of another program it is a word like others.
            else if (words[place] is [not '-', ..] and not ['{', ..])
                return false;
        }

        return false;
    }

    /// <summary>The client's name, and behind it, within the same command, something that changes the
    /// brain.</summary>
    public static bool Mentions(string[] words)
    {
        for (var place = 0; place < words.Length; place++)
        {
            // An address is no program.
            if (!IsClient(words[place]) || words[place].Contains("://", StringComparison.Ordinal))
                continue;
            var end = Array.FindIndex(words, place + 1, word => word == End || IsClient(word));
            if (Says(words[(place + 1)..(end < 0 ? words.Length : end)]))
                return true;
        }

        return false;
    }

    /// <summary>Whether words, which may be somebody else's text, have a verb in them that changes the brain.</summary>
    public static bool Says(string[] words)
    {
        foreach (var (place, word) in words.Index())
        {
            if (IsUnknown(word))
                return true;
            if (CommandCatalog.Find(word) is not null)
                return !OnlyTells(words[place..]);
        }

        return false;
    }

    private static string[] Words(ShellCall call) => [.. call.Words.Select(word => word.Text ?? word.Lead + "\0")];

    private static bool Runs(string[] words) =>
        Runners.Contains(Name(words[0])) || Renames.Contains(words[0]) || IsUnknown(words[0]);

    private static string Name(string word) => word[(word.LastIndexOf('/') + 1)..];

    private static bool IsClient(string word) => word == "brain" || word.EndsWith("/brain", StringComparison.Ordinal);

    private static bool IsUnknown(string word) => word.Contains('\0') || word.StartsWith('$');

    private static string Unquoted(string line) =>
        line.Replace("\\\n", "", StringComparison.Ordinal)
            .Replace("\\", "", StringComparison.Ordinal)
            .Replace("'", "", StringComparison.Ordinal)
            .Replace("\"", "", StringComparison.Ordinal);

    /// <summary>A text's words, whatever quotes and signs stand between.</summary>
    public static string[] Split(string text) =>
        text.Replace("\\\n", "", StringComparison.Ordinal)
            .Replace(";", " \v ", StringComparison.Ordinal)
            .Replace("&", " \v ", StringComparison.Ordinal)
            .Replace("|", " \v ", StringComparison.Ordinal)
            .Split(
                [' ', '\t', '\n', '\r', '\\', '(', ')', '"', '\'', '=', '`', '{', '}', '<', '>', ',', '[', ']'],
                StringSplitOptions.RemoveEmptyEntries
            )
            .Select(word => word == "\v" ? End : word)
            .ToArray();
}

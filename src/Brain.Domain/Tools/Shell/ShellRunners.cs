using System.Collections.Frozen;

namespace Brain.Domain.Tools.Shell;

/// <summary>What a program runs that is handed another one.</summary>
/// <param name="Command">The command that it becomes; empty for none.</param>
internal readonly record struct InnerRun(string[] Command)
{
    /// <summary>It runs nothing else.</summary>
    public static readonly InnerRun None = new([]);

    /// <summary>Where it runs it; empty for the same folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Texts that are command lines.</summary>
    public string[] Lines { get; init; } = [];

    /// <summary>Further commands.</summary>
    public string[][] Commands { get; init; } = [];

    /// <summary>It reads its commands from its input.</summary>
    public bool IsFed { get; init; }

    /// <summary>What a shell's <c>$0</c>, <c>$1</c> and so on are.</summary>
    public string[] Positional { get; init; } = [];

    /// <summary>Runs lines.</summary>
    public static InnerRun Of(params string[] lines) => new([]) { Lines = lines };
}

/// <summary>Programs that run another one on this machine, with the options of theirs that have a value.</summary>
internal static class ShellRunners
{
    private static readonly FrozenDictionary<string, string[]> Valued = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["env"] = ["-u", "--unset", "-C", "--chdir"],
        ["sudo"] = ["-u", "-g", "-h", "-p", "-C", "-U", "-r", "-t", "-T", "-D", "-R", "--user", "--group", "--chdir"],
        ["doas"] = ["-u", "-C"],
        ["command"] = [],
        ["builtin"] = [],
        ["exec"] = ["-a"],
        ["nohup"] = [],
        ["setsid"] = [],
        ["time"] = ["-f", "-o"],
        ["nice"] = ["-n", "--adjustment"],
        ["ionice"] = ["-c", "-n", "--class", "--classdata"],
        ["stdbuf"] = ["-i", "-o", "-e"],
        ["timeout"] = ["-k", "-s", "--kill-after", "--signal"],
        ["chrt"] = [],
        ["taskset"] = [],
        ["xargs"] = ["-a", "-d", "-E", "-I", "-L", "-n", "-P", "-s", "--arg-file", "--delimiter", "--max-args"],
        ["parallel"] = ["-a", "-j", "-S", "--jobs", "--arg-file", "--colsep"],
        ["watch"] = ["-n", "--interval"],
        ["strace"] = ["-e", "-o", "-p", "-s", "-u"],
        ["flock"] = ["-w", "--timeout", "-E"],
        ["busybox"] = [],
        ["toybox"] = [],
        ["corepack"] = [],
        ["unbuffer"] = [],
        ["caffeinate"] = ["-t", "-w"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Words of their own that stand before the command: a time, a mask, a lock's file.
    private static readonly string[] WithOperand = ["timeout", "taskset", "chrt", "flock"];

    private static readonly FrozenSet<string> Shells = FrozenSet.Create(
        StringComparer.Ordinal,
        "sh",
        "bash",
        "dash",
        "zsh",
        "ksh",
        "ash",
        "fish"
    );

    // What they are handed is a program, too.
    private static readonly FrozenSet<string> Interpreters = FrozenSet.Create(
        StringComparer.Ordinal,
        "python",
        "python3",
        "node",
        "ruby",
        "perl",
        "php",
        "bun",
        "deno",
        "tsx"
    );

    // Where what a program reads comes by its input, or from another command.
    private static bool IsStream(string word) =>
        word is "-" or "/dev/stdin"
        || word.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || word.StartsWith("/proc/self/fd/", StringComparison.Ordinal);

    private static readonly string[] ShellValued = ["-o", "+o", "-O", "+O", "--rcfile", "--init-file"];

    /// <summary>Whether it does nothing with its words but run another program.</summary>
    public static bool OnlyRuns(string program) => Valued.ContainsKey(program) || program is "eval";

    /// <summary>What it runs.</summary>
    public static InnerRun Inner(string program, string[] words)
    {
        if (Shells.Contains(program))
            return Shell(words);
        return program switch
        {
            "eval" => InnerRun.Of(string.Join(' ', words)),
            "su" or "script" or "runuser" => Option(words, "-c") is { } line ? InnerRun.Of(line) : InnerRun.None,
            "find" or "fd" => Found(words),
            "watch" => InnerRun.Of(string.Join(' ', Behind(program, words))),
            "ssh" => RemoteShell.Inner(words),
            "make" or "gmake" or "bmake" => Makefile(words),
            "." or "source" or "crontab" => new([]) { IsFed = Array.Exists(words, IsStream) },
            "at" or "batch" => new([]) { IsFed = true },
            _ when program.StartsWith("python", StringComparison.Ordinal) || program is "py" => Module(words),
            _ when Interpreters.Contains(program) => Script(words),
            _ when Valued.ContainsKey(program) => Wrapped(program, words),
            _ => InnerRun.None,
        };
    }

    private static InnerRun Wrapped(string program, string[] words)
    {
        if (program == "env" && Option(words, "-S") is { } split)
            return InnerRun.Of(split);
        if (program == "flock" && Option(words, "-c") is { } locked)
            return InnerRun.Of(locked);
        var command = Behind(program, words);
        string[] own = words[..^command.Length];
        var folder = program switch
        {
            "env" => Option(own, "-C") ?? Option(own, "--chdir"),
            "sudo" => Option(own, "-D") ?? Option(own, "--chdir"),
            _ => null,
        };
        return new(command) { Folder = folder ?? "" };
    }

    private static string[] Behind(string program, string[] words)
    {
        var at = 0;
        while (at < words.Length && words[at] is ['-', ..])
        {
            if (words[at] == "--")
            {
                at++;
                break;
            }

            at += Valued[program].Contains(words[at]) ? 2 : 1;
        }

        while (program is "env" or "sudo" or "doas" && at < words.Length && words[at].IndexOf('=') > 0)
            at++;
        if (WithOperand.Contains(program))
            at++;
        return at < words.Length ? words[at..] : [];
    }

    private static InnerRun Shell(string[] words)
    {
        var (isLine, isFed) = (false, false);
        for (var at = 0; at < words.Length; at++)
        {
            var word = words[at];
            if (ShellValued.Contains(word))
                at++;
            else if (word is ['-', not '-', ..] or ['+', _, ..])
            {
                isLine |= word[0] == '-' && word.Contains('c', StringComparison.Ordinal);
                isFed |= word[0] == '-' && word.Contains('s', StringComparison.Ordinal);
                // -euo pipefail
                if (word[^1] is 'o' or 'O')
                    at++;
            }
            else if (word is ['-', '-', ..])
                continue;
            else if (isLine)
                return new([])
                {
                    Lines = IsUnknown(word) ? [] : [word],
                    IsFed = IsUnknown(word),
                    Positional = words[(at + 1)..],
                };
            else if (isFed)
                return new([]) { IsFed = true, Positional = ["", .. words[at..]] };
            else
                return IsStream(word) || IsUnknown(word) ? new([]) { IsFed = true } : new(words[at..]);
        }

        return new([]) { IsFed = true };
    }

    // What another command prints, or hands over in the mark's place.
    private static bool IsUnknown(string word) => word.Trim('\0') is "" or "{}";

    // Recipes that come by its input, or on its own line.
    private static InnerRun Makefile(string[] words)
    {
        string[] files = [.. MakeText.Files(words)];
        return new([])
        {
            IsFed = Array.Exists(files, IsStream),
            Lines = [.. MakeText.Texts(words).Select(MakeText.AsShell)],
        };
    }

    // A module is a program: python -m pip install.
    private static InnerRun Module(string[] words)
    {
        var at = Array.FindIndex(words, word => word is "-m" || word is not ['-', _, ..]);
        return at >= 0 && words[at] == "-m" && at + 1 < words.Length ? new(words[(at + 1)..]) : Script(words);
    }

    private static InnerRun Script(string[] words)
    {
        var at = Array.FindIndex(words, word => word is not ['-', ..]);
        return at >= 0 && words[at].LastIndexOf('.') > 0 ? new(words[at..]) : InnerRun.None;
    }

    private static InnerRun Found(string[] words)
    {
        var commands = new List<string[]>();
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at] is not ("-exec" or "-execdir" or "-ok" or "-okdir" or "-x" or "-X"))
                continue;
            var end = Array.FindIndex(words, at, word => word is ";" or "+");
            commands.Add(words[(at + 1)..(end < 0 ? words.Length : end)]);
            at = end < 0 ? words.Length : end;
        }

        return new([]) { Commands = [.. commands] };
    }

    private static string? Option(string[] words, string name)
    {
        var at = Array.IndexOf(words, name);
        return at >= 0 && at + 1 < words.Length ? words[at + 1] : null;
    }
}

using System.Collections.Frozen;


namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Whether a line speaks to the brain itself: its client, its socket, its keys. A guard against accidents and plain
/// attempts; a shell offers other ways to whoever looks for them.
/// </summary>
internal static class BrainCommands
{
    // What the brain keeps for itself: its door, its keys and its rules.
    private static readonly string[] Belongings =
        ["brain.sock", "hook-token", "brain/token", "brain.json", "installed.json", "hooks/claude-code",
            "disableAllHooks"];

    // The client's verbs that only tell, and those of the checkout's script that touch no brain; every other one is
    // asked about.
    private static readonly FrozenSet<string> Telling = FrozenSet.Create(
        StringComparer.Ordinal, "status", "sessions", "tail", "doctor", "search", "checkin", "completion", "help",
            "version",
        "test", "bench");

    private static readonly FrozenDictionary<string, string[]> TellingWords = new Dictionary<string,
        string[]>(StringComparer.Ordinal)
    {
        ["pipeline"] = ["list", "show", "runs"],
        ["persona"] = ["list", "show"],
        ["schema"] = ["check"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Where the words are somebody else's text, only what the brain's own client is known to do counts.
    private static readonly FrozenSet<string> Changing = FrozenSet.Create(
        StringComparer.Ordinal,
        "hook", "purpose", "mode", "budget", "install", "uninstall", "up", "down", "undo", "done", "persona", "ask",
        "broadcast", "rate", "pipeline", "spool",
        "redact", "restore", "backup", "rotate", "learn", "forget", "upgrade", "retention", "skill", "knowledge",
        "demo");

    // Programs that run what they are told or given.
    private static readonly FrozenSet<string> Runners = FrozenSet.Create(
        StringComparer.Ordinal,
        "sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "busybox", "eval", "source", ".", "xargs", "parallel", "ssh",
        "su", "sudo", "doas", "env", "at",
        "batch", "watch", "script", "python", "python3", "perl", "ruby", "node", "bun", "deno", "php", "awk", "gawk",
        "nc", "socat", "curl", "exec",
        "command", "builtin", "nohup", "setsid", "nice", "ionice", "time", "timeout", "stdbuf", "strace", "chroot",
        "unshare", "find", "make", "alias", "trap");

    /// <summary>Whether a line changes the brain, or may.</summary>
    public static bool Steers(string line)
    {
        if (Array.Exists(Belongings, name => line.Contains(name, StringComparison.Ordinal)))
            return true;
        if (!line.Contains("brain", StringComparison.Ordinal) && !line.AsSpan().ContainsAny('\\', '\'', '"'))
            return false;
        if (ShellGrammar.Read(line) is not { } script)
            return Mentions(Split(line));
        var all = new List<string>();
        var runs = false;
        foreach (var call in script.Calls)
        {
            string[] words = [.. call.Words.Select(word => word.Text ?? word.Lead + "\0")];
            if (words.Length > 0 && IsClient(words[0]) && !OnlyTells(words))
                return true;
            runs |= words.Length > 0 && (Runners.Contains(words[0].Split('/')[^1]) || words[0].Contains('\0'));
            all.AddRange(words.Concat(call.Assignments.Select(assignment => assignment.Value.Text ?? "")));
        }

        // A program that runs others may be handed the brain's by any of the line's words, or by its text.
        return runs && Mentions([.. all.SelectMany(Split), .. Split(line)]);
    }

    private static bool IsClient(string word) => word == "brain" || word.EndsWith("/brain", StringComparison.Ordinal);

    private static bool OnlyTells(string[] words)
    {
        var verb = Array.FindIndex(words, 1, word => !word.StartsWith('-'));
        if (Array.Exists(words, word => word is "--help" or "-h"))
            return true;
        if (verb < 0)
            return Array.TrueForAll(words[1..], word => word is "--version" or "--json");
        if (Telling.Contains(words[verb]))
            return true;
        var next = Array.Find(words[(verb + 1)..], word => !word.StartsWith('-'));
        return words[verb] == "spool"
            ? next is null
            : TellingWords.TryGetValue(words[verb], out var tell) && (next is null || Array.IndexOf(tell, next) >= 0);
    }

    // The client's name, and behind it, within the same command, something that changes the brain.
    private static bool Mentions(string[] words)
    {
        for (var place = 0; place < words.Length; place++)
        {
            if (!IsClient(words[place]))
                continue;
            for (var behind = place + 1; behind < words.Length && !IsClient(words[behind]); behind++)
            {
                if (words[behind].Contains('\0'))
                    return true;
                if (Changing.Contains(words[behind]) && !OnlyTells(words[place..(behind + 1)]))
                    return true;
            }
        }

        return false;
    }

    private static string[] Split(string text) => text.Replace("\\\n", " ", StringComparison.Ordinal)
        .Split([' ', '\t', '\n', '\r', '\\', ';', '&', '|', '(', ')', '"', '\'', '=', '`', '{', '}', '<', '>', ',',
            '[', ']'], StringSplitOptions.RemoveEmptyEntries);
}

using System.Text.RegularExpressions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Who a prompt is from. Claude Code hands on what other agents, teammates, sessions, tasks and channels say as prompts
/// (anthropics/claude-code issues 94675 and 92891), and puts what the editor and itself have to say before a person's
/// words.
/// </summary>
/// <param name="Origin">Who spoke when no person typed it, such as <c>task-notification</c>; else null.</param>
/// <param name="Words">What the person typed; nothing when it is nobody's.</param>
internal readonly partial record struct ClaudeCodeSpeaker(string? Origin, string Words)
{
    private const int BannersMax = 4;
    private const int BannerCharsMax = 200;
    private const int SourceCharsMax = 60;

    // What is told by its first words and not by an element: its end would be whatever its writer says.
    private static readonly HashSet<string> Unclosed =
    [
        "autonomous-loop",
        "continuation",
        "hook-feedback",
        "interruption",
        "local-command-caveat",
        "system-notification",
    ];

    /// <summary>Tells it from the text, and from the payload's own word where it has one.</summary>
    public static ClaudeCodeSpeaker Of(string prompt, string? source)
    {
        if (source is { Length: > 0 and <= SourceCharsMax } && MachineSource().IsMatch(source))
            return new(source, "");
        var text = Blank().Replace(prompt, "");
        if (Machine(text) is { } origin)
            return OfMessage(text, origin);
        var words = Behind(text);
        return words.Length < text.Length && Machine(words) is { } behind
            ? OfMessage(words, behind)
            : new(null, words);
    }

    // A message that a person pasted, or that came at once with what they typed: a question stands behind it. What a
    // message holds may hold its end, too: so only behind one that has a single end, and no other message. What Claude
    // Code adds there asks nothing.
    private static ClaudeCodeSpeaker OfMessage(string text, string origin)
    {
        var words = Unclosed.Contains(origin) ? "" : Behind(Blank().Replace(TextAfter(text, $"</{origin}>"), ""));
        return Question().IsMatch(words)
            && !words.Contains("</", StringComparison.Ordinal)
            && !words.Split('\n').Any(line => Machine(line.Trim()) is not null)
            ? new(null, words)
            : new(origin, "");
    }

    private static string TextAfter(string text, string ending)
    {
        var at = text.IndexOf(ending, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && at == text.LastIndexOf(ending, StringComparison.OrdinalIgnoreCase)
            ? text[(at + ending.Length)..]
            : "";
    }

    // What is left behind all that stands before a person's words: each may stand several times, and before any other.
    private static string Behind(string text)
    {
        while (LengthBefore(text) is > 0 and var length)
            text = Blank().Replace(text[length..], "");
        return text;
    }

    // The length of one thing that stands before a person's words; 0 when none does.
    private static int LengthBefore(string words)
    {
        if (Mark().Match(words) is { Success: true } mark)
            return mark.Length;
        if (Tag().Match(words) is { Success: true } tag)
            return End(words, tag.Length, $"</{tag.Groups["tag"].Value}>");
        return Fence().Match(words) is { Success: true } fence
            ? End(words, fence.Length - 1, $"\n{fence.Groups["fence"].Value}")
            : 0;
    }

    private static int End(string words, int from, string ending) =>
        words.IndexOf(ending, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at + ending.Length : 0;

    // A banner says in a line of its own that what follows is a message.
    private static string? Machine(string text)
    {
        for (var banners = 0; banners <= BannersMax; banners++)
        {
            if (Wrapper().Match(text) is { Success: true } wrapper)
                return wrapper.Groups["name"].Value.ToLowerInvariant();
            if (Continuation().IsMatch(text))
                return "continuation";
            if (Feedback().IsMatch(text))
                return "hook-feedback";
            if (Caveat().IsMatch(text))
                return "local-command-caveat";
            if (Interruption().IsMatch(text))
                return "interruption";
            if (Disclaimed().IsMatch(text))
                return "system-notification";
            if (Whole(text) is { } whole)
                return whole;
            var end = text.IndexOf('\n');
            if (end is < 0 or > BannerCharsMax)
                return null;
            var line = text[..end];
            text = Blank().Replace(text[end..], "");
            if (!Banner().IsMatch(line))
                return Announcement().IsMatch(line) ? Closed(text) : null;
        }

        return null;
    }

    // A person writes such a line too: it announces a message only where that one is all the rest.
    private static string? Closed(string text) =>
        Wrapper().Match(text) is { Success: true } wrapper
        && wrapper.Groups["name"].Value is var name
        && text.AsSpan().TrimEnd().EndsWith($"</{name}>", StringComparison.OrdinalIgnoreCase)
            ? name.ToLowerInvariant()
            : Whole(text);

    // Kinds that nobody has met yet: the whole of a prompt is somebody's message, told by its element's name.
    private static string? Whole(string text) =>
        Element().Match(text) is { Success: true } element
        && element.Groups["name"].Value is var name
        && text.AsSpan().TrimEnd().EndsWith($"</{name}>", StringComparison.OrdinalIgnoreCase)
            ? name.ToLowerInvariant().Replace('_', '-')
            : null;

    [GeneratedRegex(@"^[\s\uFEFF\u200B\0]+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();

    // A feed has channels too: only one with a source is a message.
    [GeneratedRegex(
        @"^<(?:<(?<name>autonomous-loop)(?:-dynamic)?>>|"
            + @"(?<name>(?:agent|cross-session|teammate|peer|session|team|user-agent)-message|task-notification|"
            + @"(?:system|background|scheduled|cron|agent|monitor|coordinator|artifact-room|poll|loop)-"
            + @"(?:task|notification|event|wakeup)|(?:scheduled?-)?wake-?up|heartbeat|"
            + @"local-command-(?:stdout|stderr|caveat)|bash-(?:stdout|stderr|input))[\s>/]|"
            + @"(?<name>channel)\s(?:[^>]*\s)?source\s*=)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Wrapper();

    [GeneratedRegex(
        @"^(?:another (?:claude |agent )?session|another agent|a (?:teammate|background|scheduled|peer)|"
            + @"(?:new |incoming )?message from|incoming message|teammate |background (?:task|agent)|channel )[^\n]*:\s*$|"
            + @"^\[[^\]\n]*\]\s*$|^[-=─━*·•⏺\s]+$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Banner();

    // A line that says of what follows that somebody else wrote it, whatever its other words are.
    [GeneratedRegex(
        @"\b(?:message|notification|update|event|report)s?\s+(?:from|by)\b|"
            + @"\b(?:sent|written|delivered)\s+(?:by|from)\b|\bnot\s+(?:by|from)\s+the\s+user\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Announcement();

    [GeneratedRegex(
        "^This session is being continued from a previous conversation that ran out of context",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Continuation();

    // What older versions say before the output of a person's own commands.
    [GeneratedRegex(
        "^Caveat: The messages below were generated by the user while running local commands",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Caveat();

    [GeneratedRegex(@"^\[Request interrupted by user[^\]\n]*\]\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Interruption();

    // A line of its own, in brackets and capitals, that says of what follows that no person typed it.
    [GeneratedRegex(
        @"^\[[^\]\n]*(?:NOT USER INPUT|NOT FROM THE USER|SYSTEM NOTIFICATION|AUTOMATED MESSAGE)[^\]\n]*\][ \t\r]*(?:\n|$)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Disclaimed();

    // Only what senders of messages are called: people paste elements of many other names.
    [GeneratedRegex(
        "^<(?<name>tick|(?:sub-?agent|agent|session|channel|bash|shell|workflow|tasks?|system|background|scheduler|cron|"
            + "monitor|coordinator|orchestrator|supervisor|worker|loop|poll|peer|team|teammate|lead|bot|hook|job|queue|"
            + "timer|webhook|remote|inbox|mailbox|mcp)(?:[-_][a-z]+){0,3}[-_](?:message|notification|event|wakeup|"
            + "update|assignment|trigger|report|result|alert)|"
            + "(?:session-start|user-prompt-submit|pre-tool-use|post-tool-use|subagent-stop|stop)-hook)"
            + @"(?:\s[^>]*)?>",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Element();

    // A line that ends in a question mark.
    [GeneratedRegex(@"\p{L}[^\n]*[?？؟][ \t\r]*(?:\n|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Question();

    [GeneratedRegex("^(?:Stop|SubagentStop) hook feedback:", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Feedback();

    [GeneratedRegex(
        "agent|teammate|task|channel|session|peer|system|notif|cron|sched|hook|auto|loop|wake|poll|event|timer"
            + "|heartbeat|monitor|background|coordinator|orchestrator|supervisor|workflow|worker|trigger|inbox|mailbox"
            + "|webhook",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex MachineSource();

    // What an editor tells, reminders, marks of images and pasted text, and a fence of somebody's output.
    [GeneratedRegex(
        "^<(?<tag>ide_[a-z_]+|system-(?:reminder|note)|new-diagnostics|mcp-resource|untrusted-uploads|"
            + "command-(?:message|name|args)|local-command-caveat)(?:>|\\s[^>]*>)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\[(?:Image|Pasted text)[^\]\n]*\]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex("^(?<fence>```|~~~)[^\\n]*\\n", RegexOptions.NonBacktracking)]
    private static partial Regex Fence();
}

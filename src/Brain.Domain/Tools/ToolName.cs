using System.Collections.Frozen;
using Brain.Messages.Sessions;

namespace Brain.Domain.Tools;

/// <summary>
/// What a tool is known to do. The agent's own tools are told by their kinds; those of MCP servers by the words of
/// their names: <c>list_issues</c> begins with one that reads and has none that writes. A name that says nothing is not
/// known to read.
/// </summary>
public static class ToolName
{
    private static readonly FrozenSet<string> Reading = FrozenSet.Create(
        StringComparer.Ordinal,
        "get",
        "gets",
        "list",
        "lists",
        "ls",
        "read",
        "reads",
        "search",
        "find",
        "fetch",
        "describe",
        "show",
        "view",
        "status",
        "stat",
        "stats",
        "count",
        "lookup",
        "inspect",
        "explain",
        "diff",
        "info",
        "whoami",
        "exists",
        "has",
        "is",
        "peek",
        "preview",
        "compare",
        "tree",
        "grep",
        "glob",
        "head",
        "tail",
        "retrieve",
        "discover",
        "query",
        "browse",
        "check",
        "ping",
        "about",
        "help",
        "version"
    );

    // In these, whatever else the name says, something changes.
    private static readonly FrozenSet<string> Writing = FrozenSet.Create(
        StringComparer.Ordinal,
        "write",
        "writes",
        "create",
        "creates",
        "delete",
        "deletes",
        "remove",
        "removes",
        "update",
        "updates",
        "upsert",
        "edit",
        "edits",
        "replace",
        "insert",
        "set",
        "put",
        "store",
        "save",
        "add",
        "append",
        "prepend",
        "drop",
        "destroy",
        "move",
        "rename",
        "kill",
        "purge",
        "clear",
        "reset",
        "truncate",
        "upload",
        "send",
        "sends",
        "execute",
        "exec",
        "apply",
        "install",
        "uninstall",
        "modify",
        "mutate",
        "overwrite",
        "patch",
        "unlink",
        "rm",
        "mv",
        "cp",
        "copy",
        "mkdir",
        "rmdir",
        "touch",
        "chmod",
        "chown",
        "restore",
        "revert",
        "rollback",
        "undo",
        "redo",
        "migrate",
        "seed",
        "sync",
        "enable",
        "disable",
        "activate",
        "deactivate",
        "approve",
        "reject",
        "accept",
        "decline",
        "cancel",
        "submit",
        "publish",
        "unpublish",
        "subscribe",
        "unsubscribe",
        "invite",
        "register",
        "unregister",
        "grant",
        "revoke",
        "increment",
        "decrement",
        "toggle",
        "click",
        "type",
        "fill",
        "press",
        "drag",
        "navigate",
        "evaluate",
        "eval",
        "launch",
        "spawn",
        "terminate",
        "shutdown",
        "restart",
        "reboot",
        "start",
        "stop",
        "pause",
        "resume",
        "trigger",
        "dispatch",
        "invoke",
        "notify",
        "reply",
        "checkout",
        "rebase",
        "cherrypick",
        "stage",
        "unstage",
        "attach",
        "detach",
        "merge_pull",
        "archive",
        "unarchive",
        "pin",
        "unpin",
        "mark",
        "assign",
        "unassign",
        "transfer",
        "import",
        "format",
        "refactor",
        "generate",
        "convert",
        "extract",
        "download",
        "export",
        "refresh",
        "rebuild",
        "compile",
        "provision",
        "scale",
        "rotate",
        "encrypt",
        "decrypt",
        "sign",
        "pay",
        "charge",
        "refund",
        "buy",
        "sell",
        "swap",
        "claim",
        "mint",
        "burn",
        "freeze",
        "lock",
        "unlock",
        "mute",
        "unmute",
        "ban",
        "kick",
        "flush",
        "vacuum",
        "reindex",
        "initialize",
        "init",
        "configure",
        "setup",
        "deploy",
        "undeploy",
        "promote",
        "demote",
        "escalate",
        "broadcast",
        "untick",
        "uncheck",
        "acknowledge",
        "dismiss",
        "snooze",
        "reopen",
        "or",
        "then"
    );

    // In these too, unless one that reads stands before them: forward_mail, and get_forward_rates.
    private static readonly FrozenSet<string> Changing = FrozenSet.Create(
        StringComparer.Ordinal,
        "bump",
        "transition",
        "forward",
        "reserve",
        "tick",
        "sale"
    );

    // Verbs that are nouns as well: list_commits, get_pull_request. Alone, or joined to another verb, they are verbs.
    private static readonly FrozenSet<string> Either = FrozenSet.Create(
        StringComparer.Ordinal,
        "commit",
        "push",
        "pull",
        "merge",
        "branch",
        "fork",
        "release",
        "label",
        "tag",
        "post",
        "request",
        "comment",
        "review",
        "message",
        "issue",
        "run",
        "runs",
        "order",
        "book",
        "draft",
        "note",
        "report",
        "log",
        "change",
        "build",
        "test",
        "close",
        "open",
        "schedule",
        "print",
        "call",
        "watch",
        "star",
        "process",
        "record",
        "link",
        "share",
        "host",
        "queue",
        "vote",
        "rate",
        "track",
        "plan",
        "dump",
        "load",
        "cache",
        "alert",
        "job"
    );

    // Of these nothing is read where a word of what is done follows: status_transition, help_desk_escalate.
    private static readonly FrozenSet<string> Nouns = FrozenSet.Create(
        StringComparer.Ordinal,
        "status",
        "stats",
        "info",
        "about",
        "help",
        "version",
        "tree"
    );

    private static readonly FrozenSet<string> Statements = FrozenSet.Create(
        StringComparer.Ordinal,
        "sql",
        "db",
        "database",
        "graphql",
        "mysql",
        "postgres",
        "postgresql",
        "sqlite",
        "statement",
        "raw",
        "cypher",
        "mongo",
        "redis"
    );

    /// <summary>Whether the tool is known to read only. Shells are told by their command and not here.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="kind">What it does.</param>
    /// <param name="saysReadOnly">What the tool's own annotation says (MCP's <c>readOnlyHint</c>); null when it says
    /// nothing.</param>
    public static bool OnlyReads(string tool, ToolKind kind, bool? saysReadOnly = null)
    {
        if (kind != ToolKind.Mcp)
            return ReadsOnly(kind);
        var words = Words(tool);
        return saysReadOnly != false
            && !Changes(words)
            && (saysReadOnly == true || BeginsWithReading(words));
    }

    /// <summary>Whether a tool of an MCP server is known to write: its name or its annotation says so.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="kind">What it does.</param>
    /// <param name="saysReadOnly">As for <see cref="OnlyReads"/>.</param>
    public static bool Writes(string tool, ToolKind kind, bool? saysReadOnly = null) =>
        kind == ToolKind.Mcp
        && (
            saysReadOnly == false
            || Words(tool) is var words
                && (
                    Changes(words)
                    || (saysReadOnly != true && !BeginsWithReading(words) && words.Exists(Either.Contains))
                )
        );

    // Sub-agents' tools and the shell lines of skills are asked about one by one, so starting them is no more than
    // reading.
    private static bool ReadsOnly(ToolKind kind) =>
        kind
            is ToolKind.Read
                or ToolKind.Find
                or ToolKind.Search
                or ToolKind.Lookup
                or ToolKind.Fetch
                or ToolKind.WebSearch
                or ToolKind.Agent
                or ToolKind.Skill
                or ToolKind.Job
                or ToolKind.Plan
                or ToolKind.Question;

    private static bool Changes(List<string> words) =>
        words.Exists(Writing.Contains) || (words.Exists(Changing.Contains) && !BeginsWithReading(words));

    private static bool IsEither(string word) => Either.Contains(word) || Changing.Contains(word);

    private static bool BeginsWithReading(List<string> words)
    {
        // A server's name, or a noun, may stand before the verb: browser_get_title, directory_tree.
        var git = words.Contains("git", StringComparer.Ordinal);
        var verb = Enumerable
            .Range(0, words.Count)
            .FirstOrDefault(at => IsReading(words, at) || (git && words[at] is ("log" or "blame")), -1);
        if (verb is < 0 or > 2 || words.Take(verb).Any(IsEither))
            return false;
        if (words[verb] == "fetch" && git)
            return false;
        var rest = words.Skip(verb + 1).ToArray();
        if (words[verb] == "query" && (rest.Length == 0 || words.Exists(Statements.Contains)))
            return false;
        if (words[verb] == "check" && rest is ["in" or "out", ..])
            return false;
        // What is listed for sale is offered.
        if (words[verb] == "list" && rest is [.., "for", "sale"])
            return false;
        // "and" joins two verbs: both must read. A verb right behind the first one, with no noun between, is one.
        return !(
                rest.Contains("and", StringComparer.Ordinal)
                && (rest.Any(IsEither) || !rest.SkipWhile(word => word != "and").Any(Reading.Contains))
            )
            && !(
                rest is [var one]
                && IsEither(one)
                && one
                    is not (
                        "commit"
                        or "pull"
                        or "branch"
                        or "release"
                        or "label"
                        or "tag"
                        or "comment"
                        or "review"
                        or "message"
                        or "issue"
                        or "order"
                        or "draft"
                        or "note"
                        or "report"
                        or "log"
                        or "change"
                        or "build"
                        or "record"
                        or "job"
                        or "plan"
                        or "alert"
                        or "link"
                        or "queue"
                        or "sale"
                        or "tick"
                        or "transition"
                        or "reserve"
                    )
            );
    }

    // A box is checked by browser_check; check_links and spell_check look.
    private static bool IsReading(List<string> words, int at) =>
        Reading.Contains(words[at])
        && (!Nouns.Contains(words[at]) || at == words.Count - 1 || words[at + 1] is "of" or "for" or "by")
        && (
            words[at] != "check"
            || at == 0
            || words[at - 1] is "health" or "status" or "code" or "syntax" or "spell" or "grammar"
        );

    // Agents put the server before the tool, one or two names, each with "__" behind it. The tool's own words are in
    // snake, kebab or camel case.
    private static List<string> Words(string tool)
    {
        var name = tool;
        for (var servers = 0; servers < 2 && name.IndexOf("__", StringComparison.Ordinal) is > 0 and var end; servers++)
            name = name[(end + 2)..];
        var words = new List<string>();
        var from = 0;
        for (var place = 0; place <= name.Length; place++)
        {
            var ends = place == name.Length || !char.IsLetterOrDigit(name[place]);
            var humps =
                !ends
                && place > from
                && char.IsUpper(name[place])
                && (!char.IsUpper(name[place - 1]) || (place + 1 < name.Length && char.IsLower(name[place + 1])));
            if (!ends && !humps)
                continue;
            if (place > from)
                words.Add(name[from..place].ToLowerInvariant());
            from = ends ? place + 1 : place;
        }

        return words;
    }
}

using Brain.Domain.Watching;

namespace Brain.Domain.Rules;

/// <summary>What a rule does about a call, mildest first.</summary>
public enum RuleAction
{
    /// <summary>The model is told the rule's sentence, once a turn; the call goes on.</summary>
    Remind,

    /// <summary>The person is asked.</summary>
    Ask,

    /// <summary>Refused.</summary>
    Deny,
}

/// <summary>What kind of call a rule is about.</summary>
public enum RuleTool
{
    /// <summary>A command of a shell.</summary>
    Shell,

    /// <summary>A file is written, by a tool or by what a shell runs.</summary>
    Edit,

    /// <summary>A file is read, by a tool or by what a shell runs.</summary>
    Read,

    /// <summary>An address is read.</summary>
    Fetch,

    /// <summary>Any call.</summary>
    Any,
}

/// <summary>A rule of a person's about tool calls. Source: <c>v2.rules</c>.</summary>
/// <param name="Id">The row.</param>
/// <param name="Version">Which version of it; each change is one more.</param>
/// <param name="Action">What it does.</param>
/// <param name="Tool">About which calls.</param>
/// <param name="Sentence">What the agent is told.</param>
public sealed record Rule(Guid Id, int Version, RuleAction Action, RuleTool Tool, string Sentence)
{
    /// <summary>The most characters of what it says, and of a text or path that it is about.</summary>
    public const int SentenceMax = 400;

    private CommandPattern? _command;

    /// <summary>Which commands, as <see cref="CommandPattern"/> reads it; null for any.</summary>
    public string? Pattern
    {
        get;
        init
        {
            field = value;
            _command = value is null ? null : CommandPattern.Parse(value).Pattern;
        }
    }

    /// <summary>Which files, as globs with <c>|</c> between them; null for any.</summary>
    public string? Path
    {
        get;
        init
        {
            field = value;
            Globs = value?.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        }
    }

    /// <summary>What must stand in the call, without regard to case; null for anything.</summary>
    public string? Text { get; init; }

    /// <summary>Since when it is on; null where nobody asks.</summary>
    public DateTimeOffset? OnSince { get; init; }

    /// <summary>In which session it was switched on, or null.</summary>
    public Guid? SwitchedIn { get; init; }

    /// <summary>Too many of its hits were rated noise or wrong: it is logged, and does nothing.</summary>
    public bool Muted { get; init; }

    /// <summary>The code of its decisions.</summary>
    public string Code => $"rule.{Id}";

    private string[] Globs
    {
        get;
        init
        {
            field = value;
            Names = [.. value.Select(Plainest).Distinct(StringComparer.Ordinal)];
        }
    } = [];

    // Of each glob the longest name without signs: a path that does not hold it is not looked at.
    private string[] Names { get; init; } = [];

    /// <summary>Whether it is about a call.</summary>
    public bool IsMet(RuleCall call) =>
        (Pattern is null || _command is not null)
        && MayBeNamed(call)
        && Tool switch
        {
            RuleTool.Shell => call.IsShell && MeetsCommand(call) && MeetsText(call),
            RuleTool.Edit => Touches(call, call.Writes, call.IsShell ? call.Written : []),
            RuleTool.Read => Touches(call, call.Reads, call.IsShell ? call.Read : []),
            RuleTool.Fetch => (call.Fetches || (call.IsShell && call.Runs("curl", "wget"))) && MeetsText(call),
            _ => MeetsText(call) && (Globs.Length == 0 || MeansOne(call)),
        };

    // A whole path begins with folders that a line need not name.
    private static string Plainest(string glob) =>
        glob.StartsWith('/') ? "" : glob.Split('/', '*', '?').MaxBy(part => part.Length) ?? "";

    private bool MayBeNamed(RuleCall call) =>
        Globs.Length == 0 || call.Searched.Count > 0 || Array.Exists(Names, call.MayName);

    private bool MeetsCommand(RuleCall call)
    {
        if (_command is null && Globs.Length == 0)
            return true;
        foreach (var run in call.Run.Invocations)
        {
            if (
                (_command is null || _command.IsMet(run))
                && (Globs.Length == 0 || run.Arguments.Any(word => Means(run.At(word), call.Project)))
            )
                return true;
        }

        return false;
    }

    private bool Touches(RuleCall call, bool byTool, IEnumerable<string> byShell)
    {
        if (Globs.Length == 0)
            return (byTool || byShell.Any(IsFile)) && MeetsText(call);
        var touches =
            (byTool && MeansOne(call))
            || byShell.Any(word => Means(word, call.Project));
        return touches && MeetsText(call);
    }

    // What a line throws away, or says on a screen, is in no file.
    private static bool IsFile(string path) => !path.StartsWith("/dev/", StringComparison.Ordinal);

    private bool MeetsText(RuleCall call) => Text is not { } text || call.Holds(text);

    private bool MeansOne(RuleCall call) =>
        call.Paths.Any(path => Means(path, call.Project))
        || call.Searched.Any(some => Array.Exists(Globs, glob => WatchGlob.IsOneOf(glob, some, call.Project)));

    // A folder that is written or taken away is all that lies in it.
    private bool Means(string path, string? project) =>
        path.Length is > 0 and < 4_096
        && Array.Exists(Globs, glob =>
            WatchGlob.IsPath(glob, path, project)
            || (glob.EndsWith("/**", StringComparison.Ordinal) && WatchGlob.IsPath(glob, path + "/_", project))
        );
}

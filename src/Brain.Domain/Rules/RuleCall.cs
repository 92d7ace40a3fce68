using Brain.Domain.Tools;
using Brain.Domain.Tools.Shell;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Rules;

/// <summary>A tool call as rules look at it: its line is read when the first rule asks, and once.</summary>
/// <param name="call">The call.</param>
/// <param name="command">The line that a shell would run; null for none.</param>
/// <param name="target">What it is aimed at; null for nothing.</param>
/// <param name="project">The session's folder, or null.</param>
public sealed class RuleCall(WatchedCall call, string? command, string? target, string? project)
{
    private const int NameMax = 200;

    private IReadOnlyList<Watched>? _texts;
    private string? _words;

    /// <summary>It runs a shell's line.</summary>
    public bool IsShell => command is not null && call.Kind is ToolKind.Shell or ToolKind.OtherShell;

    /// <summary>The session's folder, or null.</summary>
    public string? Project => project;

    /// <summary>Where in the project the line starts; empty for the session's folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The files and folders that the tool is aimed at.</summary>
    public IReadOnlyList<string> Paths => call.Paths;

    /// <summary>A search: the files that it is aimed at, as globs; none where it names a folder alone.</summary>
    public IReadOnlyList<string> Searched { get; init; } = [];

    /// <summary>The tool writes files.</summary>
    public bool Writes =>
        call.Kind is ToolKind.Write or ToolKind.Edit
        || (call.Kind == ToolKind.Mcp && ToolName.Writes(call.Tool, call.Kind, saysReadOnly: null));

    /// <summary>The tool reads files.</summary>
    public bool Reads => call.Kind is ToolKind.Read or ToolKind.Search or ToolKind.Mcp;

    /// <summary>The tool reads addresses.</summary>
    public bool Fetches => call.Kind is ToolKind.Fetch or ToolKind.WebSearch;

    /// <summary>What the line runs.</summary>
    public ShellRun Run => field ??= ShellCommand.Runs(command ?? "", Folder);

    /// <summary>The files that the line writes.</summary>
    public IEnumerable<string> Written => Run.Written;

    /// <summary>The files that the line may read.</summary>
    public IEnumerable<string> Read => Run.Inputs.Concat(Run.Invocations.SelectMany(one => one.Reads));

    /// <summary>Whether a name may stand in the paths of the call: without it no path with it does.</summary>
    public bool MayName(string name) =>
        Paths.Any(path => path.Contains(name, StringComparison.Ordinal))
        || (IsShell && (Run.Moves || (_words ??= Joined(Run)).Contains(name, StringComparison.Ordinal)));

    /// <summary>Whether the line runs one of these programs.</summary>
    public bool Runs(params string[] programs) => Run.Invocations.Any(one => programs.Contains(one.Program));

    /// <summary>Whether a text stands in what the call is handed, without regard to case.</summary>
    public bool Holds(string text)
    {
        if (command?.Contains(text, StringComparison.OrdinalIgnoreCase) == true)
            return true;
        if (target?.Contains(text, StringComparison.OrdinalIgnoreCase) == true)
            return true;
        _texts ??= new ToolText(call.Input, call.Paths) { IsWhole = true }.Texts;
        return _texts.Any(one => one.Text.Contains(text, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Within(string? folder, string? project) =>
        project is not null && folder?.StartsWith(project.TrimEnd('/') + "/", StringComparison.Ordinal) == true;

    private static string Joined(ShellRun run) =>
        string.Join(
            '\n',
            run.Invocations.SelectMany(one => one.Arguments).Concat(run.Outputs).Concat(run.Inputs).Distinct()
        );

    /// <summary>The call of a tool event.</summary>
    public static RuleCall Of(HookEvent hookEvent, string? project) =>
        new(WatchedCall.Of(hookEvent), hookEvent.Command, hookEvent.Target, project)
        {
            // An agent's shell may have gone deeper into the project; of any other folder the project's rules hold.
            Folder = Within(hookEvent.Cwd, project) ? hookEvent.Cwd! : "",
            Searched = hookEvent is { ToolKind: ToolKind.Search, Glob: { Length: > 0 } glob }
                ? SearchedFiles.Of(hookEvent.Path ?? hookEvent.Cwd ?? project ?? "", glob)
                : [],
        };

    /// <summary>A call of which only this much is kept: what it was aimed at.</summary>
    public static RuleCall Of(PastCall past) =>
        new(
            new(past.Tool.Length > NameMax ? past.Tool[..NameMax] : past.Tool, past.Kind, null, past.Target),
            past.Kind is ToolKind.Shell or ToolKind.OtherShell ? past.Target : null,
            past.Target,
            past.Project
        );
}

/// <summary>A tool call that was, as far as it is kept. Source: <c>v2.tool_calls</c>.</summary>
/// <param name="Session">In which session.</param>
/// <param name="At">When.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Target">What it was aimed at: its first 400 characters.</param>
/// <param name="Project">The session's folder, or null.</param>
public sealed record PastCall(
    Guid Session,
    DateTimeOffset At,
    string Tool,
    ToolKind Kind,
    string Target,
    string? Project
)
{
    /// <summary>So many characters of what a call was aimed at are kept.</summary>
    public const int TargetMax = 400;

    /// <summary>There was more of it than is kept.</summary>
    public bool IsCut => Target.Length >= TargetMax;
}

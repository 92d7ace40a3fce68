using System.Collections.Immutable;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a rule says of a tool.</summary>
public enum Verdict
{
    /// <summary>No objection: the agent's own permissions decide.</summary>
    Allow,

    /// <summary>The person is asked.</summary>
    Ask,

    /// <summary>The person is asked, unless the shell command only reads.</summary>
    AskUnlessReadOnly,

    /// <summary>Refused.</summary>
    Deny,
}

/// <summary>One line of the mode table.</summary>
/// <param name="Mode">In this mode, or in every mode when null.</param>
/// <param name="Tools">Tool names separated by <c>|</c>, without regard to case; <c>*</c> stands for any characters.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Code">Stable and dotted, such as <c>mode.sparring.write</c>.</param>
public sealed record ModeRule(Mode? Mode, string Tools, Verdict Verdict, string Code)
{
    /// <summary>Whether the rule speaks of this tool in this mode.</summary>
    public bool Covers(Mode mode, string tool)
    {
        if (Mode is { } only && only != mode)
            return false;
        foreach (var range in Tools.AsSpan().Split('|'))
        {
            if (System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Tools.AsSpan()[range].Trim(), tool))
                return true;
        }

        return false;
    }
}

/// <summary>The rules of every mode, first match wins; a tool that no rule covers is not objected to.</summary>
/// <param name="Rules">In order.</param>
/// <param name="Version">Which version, for the decisions that it makes.</param>
public sealed record ModeTable(ImmutableArray<ModeRule> Rules, string Version)
{
    private const string FileWriters = "Write|Edit|MultiEdit|NotebookEdit";
    private const string Shells = "Bash|PowerShell|Monitor";

    // Foreign tools say in their name what they do; these are the verbs that MCP servers use for writing.
    private const string ForeignWriters =
        "mcp__*write*|mcp__*edit*|mcp__*create*|mcp__*delete*|mcp__*remove*|mcp__*update*|mcp__*move*|mcp__*push*|mcp__*execute*";

    /// <summary>Sparring talks and reads, debug reads and runs, execution does.</summary>
    public static readonly ModeTable Default = new(
        [
            new(Mode.Sparring, FileWriters, Verdict.Deny, "mode.sparring.write"),
            new(Mode.Sparring, Shells, Verdict.AskUnlessReadOnly, "mode.sparring.shell"),
            new(Mode.Sparring, ForeignWriters, Verdict.Ask, "mode.sparring.foreign"),
            new(Mode.Sparring, "EnterWorktree|ExitWorktree", Verdict.Ask, "mode.sparring.worktree"),
            new(Mode.Debug, FileWriters, Verdict.Ask, "mode.debug.write"),
            new(Mode.Debug, ForeignWriters, Verdict.Ask, "mode.debug.foreign"),
        ],
        "1");

    /// <summary>
    /// The most characters of a shell command that is read; of a longer one nobody knows what it does, so the person is asked.
    /// Linux hands a shell no longer one (MAX_ARG_STRLEN).
    /// </summary>
    public const int CommandMax = 128 * 1024;

    /// <summary>What the table says of a tool call.</summary>
    /// <param name="mode">The session's mode.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="command">The shell command, when the tool runs one.</param>
    /// <returns>Never <see cref="Verdict.AskUnlessReadOnly"/>; the rule is null when none objects.</returns>
    public (Verdict Verdict, ModeRule? Rule) Judge(Mode mode, string tool, string? command)
    {
        if (command?.Length > CommandMax)
            return Array.Find([.. Rules], rule => rule.Covers(mode, tool)) is { Verdict: Verdict.Deny } denied ? (Verdict.Deny, denied) : (Verdict.Ask, LongRule);
        // An agent that could turn its own invariants off would have none.
        if (command is not null && ShellCommand.SteersTheBrain(command))
            return (Verdict.Ask, SelfRule);
        foreach (var rule in Rules)
        {
            if (rule.Covers(mode, tool))
                return Settle(rule, command);
        }

        return (Verdict.Allow, null);
    }

    private static readonly ModeRule LongRule = new(null, Shells, Verdict.Ask, "command.too_long");

    private static readonly ModeRule SelfRule = new(null, Shells, Verdict.Ask, "brain.self");

    private static (Verdict, ModeRule?) Settle(ModeRule rule, string? command) => rule.Verdict switch
    {
        Verdict.AskUnlessReadOnly when command is not null && ShellCommand.OnlyReads(command) => (Verdict.Allow, null),
        Verdict.AskUnlessReadOnly => (Verdict.Ask, rule),
        Verdict.Allow => (Verdict.Allow, null),
        var verdict => (verdict, rule),
    };
}

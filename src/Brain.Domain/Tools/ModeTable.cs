using System.Collections.Immutable;
using Brain.Messages.Sessions;

namespace Brain.Domain.Tools;

/// <summary>What a rule says of a tool.</summary>
public enum Verdict
{
    /// <summary>No objection: the agent's own permissions decide.</summary>
    Allow,

    /// <summary>The person is asked.</summary>
    Ask,

    /// <summary>The person is asked, unless the shell command or the tool is known to read only.</summary>
    AskUnlessReadOnly,

    /// <summary>The person is asked when a foreign tool is known to write.</summary>
    AskIfItWrites,

    /// <summary>Refused.</summary>
    Deny,
}

/// <summary>One line of the mode table.</summary>
/// <param name="Mode">In this mode, or in every mode when null.</param>
/// <param name="Tools">Which tools, as a <see cref="ToolPattern"/> says it.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Code">Stable and dotted, such as <c>mode.sparring.write</c>.</param>
public sealed record ModeRule(Mode? Mode, string Tools, Verdict Verdict, string Code)
{
    /// <summary>Whether the rule speaks of this tool in this mode.</summary>
    public bool Covers(Mode mode, JudgedCall call) =>
        (Mode is not { } only || only == mode) && ToolPattern.Covers(Tools, call.Tool, call.Kind);
}

/// <summary>A tool call that the table is asked about.</summary>
/// <param name="Tool">What the agent calls the tool.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Command">The shell command, when it has one.</param>
/// <param name="SaysReadOnly">What the tool's own annotation says; null when it says nothing.</param>
/// <param name="Around">What it would reach on the machine.</param>
public sealed record JudgedCall(string Tool, ToolKind Kind, string? Command, bool? SaysReadOnly, Surroundings Around)
{
    /// <summary>Whether it is known to read only: a shell by its command, any other tool by its name.</summary>
    public bool OnlyReads =>
        Command is not null && Kind == ToolKind.Shell
            ? ShellCommand.OnlyReads(Command, Around.OwnFolders)
            : ToolName.OnlyReads(Tool, Kind, SaysReadOnly);

    /// <summary>Whether it is known to write, as foreign tools say.</summary>
    public bool Writes => ToolName.Writes(Tool, Kind, SaysReadOnly);
}

/// <summary>The rules of every mode, first match wins; a tool that no rule covers is not objected to.</summary>
/// <param name="Rules">In order.</param>
/// <param name="Version">Which version, for the decisions that it makes.</param>
public sealed record ModeTable(ImmutableArray<ModeRule> Rules, string Version)
{
    private const string FileWriters = "kind:write|kind:edit";
    private const string Shells = "kind:shell|kind:other_shell";

    // In this order the first is the strictest; both are told apart by what they guard.
    private static readonly ModeRule SelfRule = new(null, Shells, Verdict.Ask, "brain.self");
    private static readonly ModeRule FilesRule = new(null, "*", Verdict.Ask, "brain.files");

    /// <summary>Sparring talks and reads, debug reads and runs, execution does.</summary>
    public static readonly ModeTable Default = new(
        [
            new(Mode.Sparring, FileWriters, Verdict.Deny, "mode.sparring.write"),
            new(Mode.Sparring, Shells, Verdict.AskUnlessReadOnly, "mode.sparring.shell"),
            new(Mode.Sparring, "kind:mcp", Verdict.AskUnlessReadOnly, "mode.sparring.foreign"),
            new(Mode.Sparring, "kind:worktree", Verdict.Ask, "mode.sparring.worktree"),
            new(Mode.Sparring, "*", Verdict.AskUnlessReadOnly, "mode.sparring.unknown"),
            new(Mode.Debug, FileWriters, Verdict.Ask, "mode.debug.write"),
            new(Mode.Debug, "kind:mcp", Verdict.AskIfItWrites, "mode.debug.foreign"),
        ],
        "2"
    );

    /// <summary>
    /// The most characters of a shell command that is read; of a longer one nobody knows what it does, so the person is
    /// asked.
    /// Linux hands a shell no longer one (MAX_ARG_STRLEN).
    /// </summary>
    public const int CommandMax = 128 * 1024;

    /// <summary>What the table says of a tool call.</summary>
    /// <param name="mode">The session's mode.</param>
    /// <param name="call">The call.</param>
    /// <returns><see cref="Verdict.Allow"/>, <see cref="Verdict.Ask"/> or <see cref="Verdict.Deny"/>; the rule is
    /// null when none objects.</returns>
    public (Verdict Verdict, ModeRule? Rule) Judge(Mode mode, JudgedCall call)
    {
        // An agent that could turn its own invariants off would have none.
        (Verdict Verdict, ModeRule? Rule) self =
            call.Command?.Length > CommandMax ? (Verdict.Ask, LongRule) : Guard(mode, call);
        var (verdict, rule) = ByMode(mode, call);
        return self.Rule is not null && verdict != Verdict.Deny ? self : (verdict, rule);
    }

    private static (Verdict Verdict, ModeRule? Rule) Guard(Mode mode, JudgedCall call)
    {
        var reaches = call.Around.Home == HomeReach.Files || (call.Around.Home == HomeReach.Logs && !call.OnlyReads);
        if (reaches)
            return (mode == Mode.Sparring ? Verdict.Deny : Verdict.Ask, FilesRule);
        return call.Command is { } command && ShellCommand.SteersTheBrain(command)
            ? (Verdict.Ask, SelfRule)
            : (Verdict.Allow, null);
    }

    private (Verdict Verdict, ModeRule? Rule) ByMode(Mode mode, JudgedCall call)
    {
        foreach (var rule in Rules)
        {
            if (rule.Covers(mode, call))
                return Settle(rule, call);
        }

        return (Verdict.Allow, null);
    }

    private static readonly ModeRule LongRule = new(null, Shells, Verdict.Ask, "command.too_long");

    private static (Verdict, ModeRule?) Settle(ModeRule rule, JudgedCall call) =>
        rule.Verdict switch
        {
            Verdict.AskUnlessReadOnly => call.OnlyReads ? (Verdict.Allow, null) : (Verdict.Ask, rule),
            Verdict.AskIfItWrites => call.Writes ? (Verdict.Ask, rule) : (Verdict.Allow, null),
            Verdict.Allow => (Verdict.Allow, null),
            var verdict => (verdict, rule),
        };
}

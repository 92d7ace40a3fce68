using Brain.Messages.Sessions;

namespace Brain.Client.Install;

/// <summary>
/// A bare slash command: a file that makes the agent hand <c>/name</c> to its hooks, where the brain answers it. Its text
/// is read by a model only when the brain was not there.
/// </summary>
internal sealed record UserCommand(string Name, string Description, string Hint)
{
    /// <summary>Its file under the folder of commands: a folder of ours holds what the agent itself has a bare command for.</summary>
    internal string File => $"{Name.Replace(':', '/')}.md";

    /// <summary>What is done when the brain hands the agent a persona's context instead of an answer.</summary>
    internal bool Hosted { get; init; }

    /// <summary>Tells our files from others.</summary>
    internal const string Marker = HookEvents.CommandMarker;

    /// <summary>None of these is the name of a command Claude Code has itself.</summary>
    internal static readonly UserCommand[] All =
    [
        new("purpose", "Say what this session is for, or ask (answered by the brain, no tokens)", "what this session is for"),
        new("mode", "Change what the agent may do, or ask (answered by the brain, no tokens)", "sparring | debug | execution"),
        new("budget", "Cap this session's tokens, or ask (answered by the brain, no tokens)", "200k | 1.5m | none"),
        new("ask", "Ask a persona (answered by the brain)", "Steve which endpoints page?") { Hosted = true },
        new("checkin", "How is a persona doing? (answered by the brain, no tokens)", "Steve"),
        new("persona", "List, make and change personas (answered by the brain, no tokens)", "list | create Steve 🔧 APIs | show, rename, deactivate, archive, restore NAME"),
        new("rate", "What was a persona's comment worth? (answered by the brain, no tokens)", "Steve useful | noise | wrong"),
        new("broadcast", "Ask every active persona at the same time (answered by the brain)", "what would you change first?"),
        new("done", "Close this session and classify its turns, rate comments, keep what was learnt (answered by the brain)", ""),
        new("pipeline", "Start and move runs of outcomes that must come in time (answered by the brain, no tokens)", "list | show NAME | start NAME SUBJECT | reach RUN LINK | runs"),
        new("brain:undo", "Show, and with yes take back, what a turn or the session changed in the brain (no tokens)", "yes | 3 | session | redo"),
    ];

    internal string Text =>
        $"""
        ---
        description: {Description}
        {(Hint.Length > 0 ? $"argument-hint: \"[{Hint}]\"\n" : "")}---
        {Marker}

        {(Hosted ? "If the brain says beside this text who is asked and from which rows, answer as told there, and nothing below holds.\n\n" : "")}The person typed `/{Name} $ARGUMENTS`. The brain answers this command itself, before any model is asked; that this
        text was read at all means that the brain did not answer, so nothing was declared or changed.

        Say exactly that in one sentence, add that `brain up` starts the brain and `brain doctor` says what is wrong,
        and do nothing else.

        """;
}

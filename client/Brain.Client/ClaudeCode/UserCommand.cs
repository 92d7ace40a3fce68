using Brain.Messages.Sessions;

namespace Brain.Client.ClaudeCode;

/// <summary>
/// A bare slash command: a file that makes the agent hand <c>/name</c> to its hooks, where the brain answers it. Its text
/// is read by a model only when the brain was not there.
/// </summary>
internal sealed record UserCommand(string Name, string Description, string Hint)
{
    /// <summary>Tells our files from others.</summary>
    internal const string Marker = HookEvents.CommandMarker;

    /// <summary>None of these is the name of a command Claude Code has itself.</summary>
    internal static readonly UserCommand[] All =
    [
        new("purpose", "Say what this session is for, or ask (answered by the brain, no tokens)", "what this session is for"),
        new("mode", "Change what the agent may do, or ask (answered by the brain, no tokens)", "sparring | debug | execution"),
        new("budget", "Cap this session's tokens, or ask (answered by the brain, no tokens)", "200k | 1.5m | none"),
    ];

    internal string Text =>
        $"""
        ---
        description: {Description}
        argument-hint: "[{Hint}]"
        ---
        {Marker}

        The person typed `/{Name} $ARGUMENTS`. The brain answers this command itself, before any model is asked; that this
        text was read at all means that the brain did not answer, so nothing was declared or changed.

        Say exactly that in one sentence, add that `brain up` starts the brain and `brain doctor` says what is wrong,
        and do nothing else.

        """;
}

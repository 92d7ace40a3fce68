using System.Text.Json.Serialization;
using Brain.Messages.Commands;
using Brain.Messages.Text;

namespace Brain.Messages.Sessions;

/// <summary>
/// What the hook answers, in Claude Code's own camelCase field names; a field that is null is not written, and
/// an answer with none is an empty decision. Each text is at most <see cref="TextMax"/> characters.
/// </summary>
public sealed record HookAnswer
{
    /// <summary>The most characters Claude Code takes in one text before it writes it to a file instead.</summary>
    public const int TextMax = 10_000;

    /// <summary>Nothing to say: the agent goes on.</summary>
    public static readonly HookAnswer Nothing = new();

    /// <summary><c>block</c>, or null.</summary>
    public string? Decision { get; init; }

    /// <summary>Why it was blocked; for slash commands, the command's answer.</summary>
    public string? Reason { get; init; }

    /// <summary>Shown to the person, not to the model.</summary>
    public string? SystemMessage { get; init; }

    /// <summary>What only this kind of event can say.</summary>
    public HookOutput? HookSpecificOutput { get; init; }

    /// <summary>
    /// What is still to be done before the hook is answered: the adapter does it and never writes this to the agent.
    /// </summary>
    [JsonPropertyName("brain:errand")]
    public CommandRequest? Errand { get; init; }

    /// <summary>
    /// The answer as it leaves: nothing in it can be taken for a terminal's controls, and nothing is hidden from who
    /// reads it.
    /// </summary>
    public HookAnswer Sanitized() =>
        this with
        {
            Reason = Harmless(Reason),
            SystemMessage = Harmless(SystemMessage),
            HookSpecificOutput = HookSpecificOutput is null
                ? null
                : HookSpecificOutput with
                {
                    PermissionDecisionReason = Harmless(HookSpecificOutput.PermissionDecisionReason),
                    AdditionalContext = Harmless(HookSpecificOutput.AdditionalContext),
                },
        };

    private static string? Harmless(string? text) => text is null ? null : TerminalText.Sanitize(text);
}

/// <summary>The part of an answer that belongs to one kind of event.</summary>
/// <param name="HookEventName">The event answered.</param>
public sealed record HookOutput(string HookEventName)
{
    /// <summary>
    /// PreToolUse: <c>deny</c> or <c>ask</c>. The brain never says <c>allow</c>: that is the person's.
    /// </summary>
    public string? PermissionDecision { get; init; }

    /// <summary>PreToolUse: why.</summary>
    public string? PermissionDecisionReason { get; init; }

    /// <summary>Given to the model, as facts.</summary>
    public string? AdditionalContext { get; init; }

    /// <summary>Blocked prompts: leaves out the "Original prompt" tail.</summary>
    public bool? SuppressOriginalPrompt { get; init; }
}

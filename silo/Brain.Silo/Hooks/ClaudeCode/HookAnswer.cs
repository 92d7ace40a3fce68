using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// What the hook answers, in Claude Code's own camelCase field names; a field that is null is not written, and an
/// answer with none is an empty decision.
/// </summary>
internal sealed record HookAnswer
{
    /// <summary>False: nothing more is done, and the input box stays empty.</summary>
    public bool? Continue { get; init; }

    /// <summary>Why it ends here, where <see cref="Continue"/> is false.</summary>
    public string? StopReason { get; init; }

    /// <summary><c>block</c>, or null.</summary>
    public string? Decision { get; init; }

    /// <summary>Why it was blocked; for slash commands, the command's answer.</summary>
    public string? Reason { get; init; }

    /// <summary>Shown to the person, not to the model.</summary>
    public string? SystemMessage { get; init; }

    /// <summary>What only this kind of event can say.</summary>
    public HookOutput? HookSpecificOutput { get; init; }

    /// <summary>A session's answer in Claude Code's words.</summary>
    /// <param name="answer">What the session says.</param>
    /// <param name="name">The event answered, by Claude Code's name.</param>
    public static HookAnswer Of(SessionAnswer answer, string name)
    {
        var blocks = answer.Decision == AnswerDecision.Block;
        // A blocked prompt is put back into the input box, and one that is stopped is not: its words and the reason are
        // in the next request instead. A blocked command is not put back, and costs no token.
        var isPrompt = blocks && name == "UserPromptSubmit";
        var stops = isPrompt && answer.HidesPrompt;
        var reason = blocks ? answer.ToldReason() + (isPrompt && !stops ? PutBack : "") : null;
        return new()
        {
            Continue = stops ? false : null,
            StopReason = stops ? reason : null,
            Decision = blocks ? "block" : null,
            Reason = reason,
            SystemMessage = answer.Message,
            HookSpecificOutput = Output(answer, name),
        };
    }

    private const string PutBack = "\nWhat you typed is in the input box again; Ctrl-U clears the line.";

    private static HookOutput? Output(SessionAnswer answer, string name)
    {
        var judges = answer.Decision is AnswerDecision.Ask or AnswerDecision.Deny;
        return judges || answer.Context is not null || answer.HidesPrompt
            ? new(name)
            {
                PermissionDecision = judges ? answer.Decision.ToString().ToLowerInvariant() : null,
                PermissionDecisionReason = judges ? answer.Reason : null,
                AdditionalContext = answer.Context,
                SuppressOriginalPrompt = answer.HidesPrompt ? true : null,
            }
            : null;
    }
}

/// <summary>The part of an answer that belongs to one kind of event.</summary>
/// <param name="HookEventName">The event answered.</param>
internal sealed record HookOutput(string HookEventName)
{
    /// <summary>PreToolUse: <c>deny</c> or <c>ask</c>.</summary>
    public string? PermissionDecision { get; init; }

    /// <summary>PreToolUse: why.</summary>
    public string? PermissionDecisionReason { get; init; }

    /// <summary>Given to the model, as facts.</summary>
    public string? AdditionalContext { get; init; }

    /// <summary>Blocked prompts: leaves out the "Original prompt" tail.</summary>
    public bool? SuppressOriginalPrompt { get; init; }
}

/// <summary>The hook's answer as Claude Code reads it: camelCase, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(HookAnswer))]
internal sealed partial class HookAnswerJson : JsonSerializerContext;

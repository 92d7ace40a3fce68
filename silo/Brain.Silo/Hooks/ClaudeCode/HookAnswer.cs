using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// What the hook answers, in Claude Code's own camelCase field names; a field that is null is not written, and an
/// answer with none is an empty decision.
/// </summary>
internal sealed record HookAnswer
{
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
        return new()
        {
            Decision = blocks ? "block" : null,
            Reason = blocks ? answer.Reason : null,
            SystemMessage = answer.Message,
            HookSpecificOutput = Output(answer, name),
        };
    }

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

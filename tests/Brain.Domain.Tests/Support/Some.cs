using System.Text.Json;
using Brain.Domain.Decisions;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>Values that do not matter, and events by their shortest names.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 4, 15, 9, 0, 0, TimeSpan.Zero);

    public static SessionId Id() => new(Guid.NewGuid());

    public static Session Session() => new() { Id = Id() };

    public static HookEvent Start(SessionId id, string source = "startup") =>
        new()
        {
            SessionId = id,
            HookEventName = "SessionStart",
            Source = source,
            Cwd = "/home/me/site",
        };

    public static HookEvent Prompt(SessionId id, string text, Guid? prompt = null) =>
        new()
        {
            SessionId = id,
            HookEventName = "UserPromptSubmit",
            Prompt = text,
            PromptId = prompt ?? Guid.NewGuid(),
            Cwd = "/home/me/site",
        };

    public static HookEvent Stop(SessionId id, Guid? prompt, string said = "Done.") =>
        new()
        {
            SessionId = id,
            HookEventName = "Stop",
            PromptId = prompt,
            LastAssistantMessage = said,
            StopHookActive = false,
        };

    public static HookEvent Tool(
        SessionId id,
        string name,
        string tool,
        Guid? prompt,
        string call = "toolu_1",
        object? input = null
    ) =>
        new()
        {
            SessionId = id,
            HookEventName = name,
            ToolName = tool,
            ToolUseId = call,
            PromptId = prompt,
            ToolInput = JsonSerializer.SerializeToElement(input ?? new { file_path = "/home/me/site/a.txt" }),
        };

    public static HookEvent Command(SessionId id, string name, string args, Guid prompt) =>
        new()
        {
            SessionId = id,
            HookEventName = "UserPromptExpansion",
            CommandName = name,
            CommandArgs = args,
            PromptId = prompt,
        };

    /// <summary>The session after it heard all of these, one second apart.</summary>
    public static Session After(this Session session, params HookEvent[] events) =>
        events.Aggregate(session, (now, heard) => now.Hears(heard).Next);

    public static Decision<Session, SessionAnswer, SessionChange> Hears(
        this Session session,
        HookEvent heard,
        SessionContext? rules = null,
        Delivery? delivery = null
    ) =>
        session.Decide(heard, rules ?? SessionContext.Default, Time, delivery);

    /// <summary>The decision as a word; null for none.</summary>
    public static string? Word(this SessionAnswer answer) =>
        answer.Decision == AnswerDecision.None ? null : answer.Decision.ToString().ToLowerInvariant();
}

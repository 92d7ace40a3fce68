using System.Text.Json;
using Brain.Domain.Decisions;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.ClaudeCode;

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
            Name = "SessionStart",
            Kind = ClaudeCodeEventKinds.Of("SessionStart"),
            Source = source,
            Cwd = "/home/me/site",
        };

    public static HookEvent Prompt(SessionId id, string text, Guid? prompt = null) =>
        new()
        {
            SessionId = id,
            Name = "UserPromptSubmit",
            Kind = ClaudeCodeEventKinds.Of("UserPromptSubmit"),
            Prompt = text,
            Origin = text.StartsWith("<task-notification>", StringComparison.Ordinal) ? "task-notification" : null,
            PromptId = prompt ?? Guid.NewGuid(),
            Cwd = "/home/me/site",
        };

    public static HookEvent Stop(SessionId id, Guid? prompt, string text = "Done.") =>
        new()
        {
            SessionId = id,
            Name = "Stop",
            Kind = ClaudeCodeEventKinds.Of("Stop"),
            PromptId = prompt,
            LastAssistantMessage = text,
            StopHookActive = false,
        };

    public static HookEvent Tool(
        SessionId id,
        string name,
        string tool,
        Guid? prompt,
        string call = "toolu_1",
        object? input = null
    )
    {
        var json = JsonSerializer.SerializeToElement(input ?? new { file_path = "/home/me/site/a.txt" });
        return new HookEvent
        {
            SessionId = id,
            Name = name,
            Kind = ClaudeCodeEventKinds.Of(name),
            ToolName = tool,
            ToolKind = ClaudeCodeToolKinds.Of(tool),
            ToolUseId = call,
            PromptId = prompt,
        }.With(json);
    }

    /// <summary>The event with another input of its tool.</summary>
    public static HookEvent With(this HookEvent hookEvent, JsonElement? input) =>
        hookEvent with
        {
            ToolInput = input,
            Command = ClaudeCodeToolInput.Command(input),
            Target = ClaudeCodeToolInput.Target(input),
            Path = ClaudeCodeToolInput.Path(input),
        };

    /// <summary>A call of a batch.</summary>
    public static ToolUse Use(string? tool, JsonElement? input, string? id) =>
        new(tool, input, id)
        {
            Kind = ClaudeCodeToolKinds.Of(tool),
            Target = ClaudeCodeToolInput.Target(input),
            Path = ClaudeCodeToolInput.Path(input),
        };

    public static HookEvent Command(SessionId id, string name, string args, Guid prompt) =>
        new()
        {
            SessionId = id,
            Name = "UserPromptExpansion",
            Kind = ClaudeCodeEventKinds.Of("UserPromptExpansion"),
            CommandName = name,
            CommandArgs = args,
            PromptId = prompt,
        };

    /// <summary>The session after it heard all of these, one second apart.</summary>
    public static Session After(this Session session, params HookEvent[] events) =>
        events.Aggregate(session, (now, hookEvent) => now.Hears(hookEvent).Next);

    public static Decision<Session, SessionAnswer, SessionChange> Hears(
        this Session session,
        HookEvent hookEvent,
        SessionContext? rules = null,
        Delivery? delivery = null
    ) => session.Decide(hookEvent, rules ?? SessionContext.Default, Time, delivery);

    /// <summary>The decision as a word; null for none.</summary>
    public static string? Word(this SessionAnswer answer) =>
        answer.Decision == AnswerDecision.None ? null : answer.Decision.ToString().ToLowerInvariant();
}

using System.Text.Json;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.Gemini;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>
/// Gemini CLI's words, as version 0.61.0 says them. Neither turns nor calls have ids there: each event has its time,
/// which tells a prompt and a call from others like it. A sub-agent's calls can't be told from the session's own.
/// </summary>
internal sealed class GeminiHook : IAgentAdapter
{
    private const string Event = "hook_event_name";
    private const string Begins = "<hook_context>";
    private const string Ends = "</hook_context>";
    private const string ContextBegins = "<session_context>";
    private const string ContextEnds = "</session_context>";

    private readonly CallSequence _calls = new();
    private readonly HeldContext _held = new();

    /// <inheritdoc/>
    public KnownAgent Agent => GeminiAgent.Known;

    /// <inheritdoc/>
    public AgentTraits Traits { get; } =
        new()
        {
            CanAsk = false,
            Limits =
            [
                "A hook that fails, or takes longer than its time, lets everything go on.",
                "Gemini CLI can't be made to ask about a call: what would be asked is refused.",
                "A sub-agent's calls come as the session's own.",
                "Its requests for routing and compression are not in its transcript, and in no budget.",
                AgentTraits.HooksCanBeTakenOut,
            ],
        };

    /// <inheritdoc/>
    public AgentEvent Read(ReadOnlyMemory<byte> body, string? named)
    {
        var payload = HookJson.Parse(body);
        var session = payload.Session("session_id");
        var name = payload.Text(Event) ?? throw new JsonException($"{Event} is missing.");
        var moment = payload.Text("timestamp");
        var prompt = Typed(payload.Text("prompt"));
        var command = name == "BeforeAgent" ? PromptedCommand.Of(prompt) : null;
        var tool = GeminiTool.Of(payload);
        var failure = name == "AfterTool" ? GeminiOutcome.Failure(payload, tool?.Kind) : null;
        var (call, isGuessed) = Call(name, session.Id, tool, moment);
        var isAsked = IsAsked(name, payload);
        var transcript = payload.Text("transcript_path");
        var hookEvent = new HookEvent
        {
            SessionId = session.Id,
            AgentSessionId = session.Own,
            Name = name,
            Kind =
                isAsked ? EventKind.PermissionRequest
                : name == "AfterAgent" && GeminiOutcome.IsStopped(transcript) ? EventKind.TurnInterruption
                : Kind(name, command, failure),
            Cwd = payload.Text("cwd"),
            TranscriptPath = transcript,
            // What follows belongs to the turn that is open.
            PromptId = name == "BeforeAgent" && moment is not null
                ? HookJson.Id(session.Id.ToString(), "prompt", moment)
                : null,
            Source = payload.Text("source"),
            Model = payload.Object("llm_request")?.Text("model"),
            Prompt = name == "BeforeAgent" ? prompt : null,
            ToolUseId = call,
            CallIsGuessed = isGuessed,
            Error = failure,
            StopHookActive = payload.Flag("stop_hook_active"),
            LastAssistantMessage = name == "AfterAgent"
                ? GeminiOutcome.Answer(transcript) ?? payload.Text("prompt_response")
                : null,
            Trigger = payload.Text("trigger"),
            Reason = payload.Text("reason"),
        };
        return new(hookEvent.With(tool, command))
        {
            // The turn is over then, and no event says so.
            Refused = isAsked
                ? () =>
                    GeminiOutcome.IsStopped(transcript) ? hookEvent with { Kind = EventKind.TurnInterruption } : null
                : null,
        };
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(SessionAnswer answer, HookEvent to) =>
        AnswerJson.Of(json =>
        {
            var reason = to.Name is "BeforeAgent" or "BeforeModel" or "BeforeTool" ? answer.Refusal() : null;
            // Shown is a message in the place of a reason, where both are there; a model reads the reason alone.
            var joined = reason is not null && to.Kind != EventKind.ToolCall ? answer.Message : null;
            json.Text("systemMessage", joined is null ? answer.Message : null);
            if (reason is not null)
            {
                json.WriteString("decision", "deny");
                json.WriteString("reason", joined is null ? reason : $"{reason}\n{joined}");
                if (to.Kind == EventKind.ToolCall)
                    _calls.Refuse(to);
            }
            else if (to.Kind == EventKind.ToolCall)
                _held.Keep(to, answer);

            if (to.Name is not ("SessionStart" or "BeforeAgent" or "AfterTool"))
                return;
            if (_held.With(to, answer) is not { } context)
                return;
            json.WriteStartObject("hookSpecificOutput");
            json.WriteString("hookEventName", to.Name);
            json.WriteString("additionalContext", context.Replace(Ends, "</hook context>", StringComparison.Ordinal));
            json.WriteEndObject();
        });

    // What Gemini CLI tells its model of the folder stands before a session's first prompt, and what a session was told
    // at its start.
    internal static string? Typed(string? prompt)
    {
        var typed = TellsOfTheFolder(prompt) ? Behind(prompt!, ContextEnds) ?? "" : prompt;
        return typed?.StartsWith(Begins, StringComparison.Ordinal) == true ? Behind(typed, Ends) ?? typed : typed;
    }

    // Its record of a chat has that by itself. After a call that was refused it comes again, with the prompt behind it,
    // which nobody typed again.
    internal static string? TypedInRecord(string text) => TellsOfTheFolder(text) ? "" : Typed(text);

    private static bool TellsOfTheFolder(string? text) =>
        text?.StartsWith(ContextBegins, StringComparison.Ordinal) == true;

    private static string? Behind(string prompt, string mark)
    {
        var end = prompt.IndexOf(mark, StringComparison.Ordinal);
        return end < 0 ? null : prompt[(end + mark.Length)..].TrimStart();
    }

    // It does not say which call it is about.
    private static bool IsAsked(string name, HookJson payload) =>
        name == "Notification" && payload.Text("notification_type") == "ToolPermission";

    private static EventKind Kind(string name, PromptedCommand? command, string? failure) =>
        name switch
        {
            "SessionStart" => EventKind.SessionStart,
            "BeforeAgent" => command is null ? EventKind.Prompt : EventKind.Command,
            "BeforeTool" => EventKind.ToolCall,
            "AfterTool" => failure is null ? EventKind.ToolSuccess : EventKind.ToolFailure,
            "AfterAgent" => EventKind.TurnEnd,
            "BeforeModel" => EventKind.ModelRequest,
            "SessionEnd" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };

    private (string? Id, bool IsGuessed) Call(string name, SessionId session, GeminiTool? tool, string? moment) =>
        name switch
        {
            "BeforeTool" => (_calls.Begin(session, tool?.Name, tool?.Input?.GetRawText(), moment), false),
            "AfterTool" => _calls.End(session, tool?.Name, tool?.Input?.GetRawText(), moment),
            "BeforeModel" => ($"request_{HookJson.Id(session.ToString(), moment):N}", false),
            _ => default,
        };
}

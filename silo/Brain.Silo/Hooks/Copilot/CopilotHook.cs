using System.Collections.Concurrent;
using System.Text.Json;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.Copilot;
using Brain.Messages.Sessions;
using Brain.Silo.Configuration;

namespace Brain.Silo.Hooks.Copilot;

/// <summary>
/// Copilot CLI's words, as version 1.0.102 says them in camelCase. The payload does not name its event, so the carrier
/// does; a sub-agent speaks under an id of its own and names whose it is.
/// </summary>
internal sealed class CopilotHook(BrainSettings settings) : IAgentAdapter
{
    private const int AgentsMax = 10_000;
    private const int SessionsMax = 1_000;
    private const long MomentMax = 100_000_000_000_000;

    private readonly CallSequence _calls = new();
    private readonly HeldContext _held = new();
    private readonly ConcurrentDictionary<SessionId, Guid> _prompts = new();
    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> _asked = new();
    private readonly ConcurrentDictionary<string, string> _parents = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public KnownAgent Agent => CopilotAgent.Known;

    /// <inheritdoc/>
    public AgentTraits Traits { get; } =
        new()
        {
            CanAsk = false,
            ShowsStart = false,
            Prefix = "$",
            Limits =
            [
                "Copilot CLI shows no footer and no warning of a hook.",
                "A hook that takes longer than its time lets everything go on.",
                "What would be asked about a call is refused.",
                "Its own /ask spends a request that no hook sees.",
                AgentTraits.HooksCanBeTakenOut,
            ],
        };

    /// <inheritdoc/>
    public AgentEvent Read(ReadOnlyMemory<byte> body, string? named)
    {
        var payload = HookJson.Parse(body);
        var name = named ?? payload.Text("hookName") ?? throw new JsonException("no event is named.");
        var told = payload.Session("sessionId");
        var agent = payload.Agent("agentId");
        if (agent is not null && payload.Text("parentAgentId") is { } parent)
            Remember(agent, parent);
        var own = Root(agent is not null ? payload.Text("parentAgentId") ?? agent : payload.Text("sessionId")!.Trim());
        var session = SessionId.OfAgent(own);
        var moment = payload.Value("timestamp")?.GetRawText();
        var prompt = payload.Text("prompt");
        var command = name == "userPromptSubmitted" && agent is null ? PromptedCommand.Of(prompt) : null;
        var tool = CopilotTool.Of(payload, Servers);
        var failure = CopilotOutcome.Failure(name, payload, tool?.Kind);
        var (call, isGuessed) = Call(name, session, tool, moment);
        var transcript = payload.Text("transcriptPath") ?? CopilotEvents.Of(settings.AgentFolders(Agent), own);
        var now = Moment(payload);
        if (name == "userPromptSubmitted" && agent is null && now is { } asked)
            Ask(session, asked);
        // Its record is written in pieces, up to half a second late: what stands there may be of an earlier prompt.
        var since = name == "agentStop" ? Asked(session) : null;
        string? Answered() => CopilotOutcome.Answer(transcript, since, now);
        var isAsked = IsAsked(name, payload);
        var read = new AgentEvent(
            new HookEvent
            {
                SessionId = session,
                AgentSessionId = SessionId.TryParse(own, null, out _) ? null : own,
                Name = name,
                Kind = isAsked ? EventKind.PermissionRequest : Kind(name, agent, command, failure),
                Cwd = payload.Text("cwd"),
                TranscriptPath = transcript,
                PromptId = name switch
                {
                    "userPromptSubmitted" when moment is not null => HookJson.Id(told.Id.ToString(), "prompt", moment),
                    // Told once more when the next turn may have begun.
                    "agentStop" when agent is null => Open(session),
                    _ => null,
                },
                AgentId = agent,
                AgentType = payload.Text("agentType"),
                Source = payload.Text("source") is "new" ? "startup" : payload.Text("source"),
                Prompt = prompt,
                ToolUseId = call,
                CallIsGuessed = isGuessed,
                Error = failure,
                StopHookActive = payload.Flag("stop_hook_active"),
                LastAssistantMessage = name == "agentStop" ? Answered() : payload.Text("response"),
                Trigger = payload.Text("trigger"),
                Reason = payload.Text("reason"),
            }.With(tool, command)
        )
        {
            Answered = name == "agentStop" ? Answered : null,
        };
        if (!isAsked || now is not { } shown)
            return read;
        // No event tells of a refusal; the session's file does.
        var about = read.Event with { ToolUseId = _calls.Newest(session) };
        return read with
        {
            Refused = () =>
                CopilotOutcome.Refusal(transcript, shown) is { } kind ? about with { Kind = kind } : null,
        };
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(SessionAnswer answer, HookEvent to) =>
        AnswerJson.Of(json =>
        {
            var reason = answer.Refusal();
            switch (to.Name)
            {
                case "preToolUse" when reason is not null:
                    json.WriteString("permissionDecision", "deny");
                    json.WriteString("permissionDecisionReason", reason);
                    _calls.Refuse(to);
                    break;
                case "preToolUse":
                    _held.Keep(to, answer);
                    break;
                // What the brain answered itself is shown as an answer; what it refused, as refused.
                case "userPromptSubmitted" when reason is not null && answer.HidesPrompt:
                    json.WriteBoolean("handled", true);
                    json.WriteString("responseContent", Shown(reason, answer.Message));
                    break;
                case "userPromptSubmitted" when reason is not null:
                    json.WriteString("decision", "block");
                    json.WriteString("reason", Shown(reason, answer.Message));
                    break;
                case "sessionStart" or "userPromptSubmitted" or "postToolUse" or "postToolUseFailure":
                    Begin(to);
                    json.Text("additionalContext", _held.With(to, answer));
                    break;
            }
        });

    private static DateTimeOffset? Moment(HookJson payload) =>
        payload.Number("timestamp") is { } ms and >= 0 and <= MomentMax
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : null;

    private void Ask(SessionId session, DateTimeOffset at)
    {
        if (_asked.Count >= SessionsMax)
            _asked.Clear();
        _asked[session] = at;
    }

    private DateTimeOffset? Asked(SessionId session) => _asked.TryGetValue(session, out var at) ? at : null;

    private void Begin(HookEvent hookEvent)
    {
        if (hookEvent is not { Kind: EventKind.Prompt, PromptId: { } prompt })
            return;
        if (_prompts.Count >= SessionsMax)
            _prompts.Clear();
        _prompts[hookEvent.SessionId] = prompt;
    }

    private Guid? Open(SessionId session) => _prompts.TryGetValue(session, out var prompt) ? prompt : null;

    // Nothing else that is said to the person is shown.
    private static string Shown(string reason, string? message) =>
        message is null ? reason : $"{reason}\n{message}";

    // Its permissionRequest comes before its own rules are asked, and so for calls too that nobody is asked about. What
    // it says of the one that waits names no call.
    private static bool IsAsked(string name, HookJson payload) =>
        name == "notification" && payload.Text("notification_type") == "permission_prompt";

    private static EventKind Kind(string name, string? agent, PromptedCommand? command, string? failure) =>
        name switch
        {
            "sessionStart" => EventKind.SessionStart,
            "userPromptSubmitted" => agent is not null ? EventKind.Unknown
            : command is null ? EventKind.Prompt
            : EventKind.Command,
            "preToolUse" => EventKind.ToolCall,
            "postToolUse" => failure is null ? EventKind.ToolSuccess : EventKind.ToolFailure,
            "postToolUseFailure" => EventKind.ToolFailure,
            "agentStop" => agent is null ? EventKind.TurnEnd : EventKind.Unknown,
            "subagentStart" => EventKind.SubagentStart,
            "subagentStop" => EventKind.SubagentEnd,
            "preCompact" => EventKind.CompactionStart,
            "sessionEnd" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };

    private (string? Id, bool IsGuessed) Call(string name, SessionId session, CopilotTool? tool, string? moment) =>
        name switch
        {
            "preToolUse" => (_calls.Begin(session, tool?.Name, tool?.Input?.GetRawText(), moment), false),
            "postToolUse" or "postToolUseFailure" => _calls.End(
                session,
                tool?.Name,
                tool?.Input?.GetRawText(),
                moment
            ),
            _ => default,
        };

    private string[] Servers() =>
        McpName.Servers(Path.Combine(settings.AgentFolders(Agent), "mcp-config.json"), "mcpServers");

    private void Remember(string agent, string parent)
    {
        if (_parents.Count >= AgentsMax)
            _parents.Clear();
        if (agent != parent)
            _parents[agent] = parent;
    }

    // A sub-agent may start one of its own; no chain is longer than there are agents.
    private string Root(string id)
    {
        for (var depth = 0; depth < 16 && _parents.TryGetValue(id, out var parent); depth++)
            id = parent;
        return id;
    }
}

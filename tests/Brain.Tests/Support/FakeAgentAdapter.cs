using System.Text;
using System.Text.Json;
using Brain.Messages.Hooks;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks;
using Brain.Silo.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests;

/// <summary>
/// The adapter of an agent that there is none of: other names of events and tools, other fields, other answers. It
/// shares nothing with the adapters of the house but what lies beside them in <c>Hooks/</c>.
/// </summary>
internal sealed class FakeAgentAdapter : IAgentAdapter
{
    /// <inheritdoc/>
    public KnownAgent Agent { get; } =
        new(FakeAgent.Source, ".tinker", []) { Title = "Tinker", Program = FakeAgent.Source };

    /// <inheritdoc/>
    public AgentEvent Read(ReadOnlyMemory<byte> body, string? named)
    {
        var payload = HookJson.Parse(body);
        var session = payload.Session("talk");
        var with = payload.Object("with");
        var gadget = payload.Text("gadget");
        return new(
            new HookEvent
            {
                SessionId = session.Id,
                AgentSessionId = session.Own,
                Name = payload.Text("what") ?? throw new JsonException("what is missing."),
                Kind = payload.Text("what") switch
                {
                    "talk.opened" => EventKind.SessionStart,
                    "human.spoke" => EventKind.Prompt,
                    "human.commanded" => EventKind.Command,
                    "gadget.wanted" => EventKind.ToolCall,
                    "gadget.worked" => EventKind.ToolSuccess,
                    "exchange.over" => EventKind.TurnEnd,
                    _ => EventKind.Unknown,
                },
                Cwd = payload.Text("folder"),
                TranscriptPath = payload.Text("record"),
                PromptId = Guid.TryParse(payload.Text("exchange"), out var exchange) ? exchange : null,
                Prompt = payload.Text("text"),
                CommandName = payload.Text("command"),
                CommandArgs = payload.Text("rest"),
                ToolName = gadget,
                ToolKind = gadget switch
                {
                    "look" => ToolKind.Read,
                    "put" => ToolKind.Write,
                    "terminal" => ToolKind.Shell,
                    "surf" => ToolKind.Fetch,
                    _ => ToolKind.Unknown,
                },
                ToolInput = with?.Root,
                ToolUseId = payload.Text("call"),
                Command = with?.Text("line"),
                Path = with?.Text("where"),
                Target = with?.Text("line") ?? with?.Text("where") ?? with?.Text("page"),
                LastAssistantMessage = payload.Text("said"),
            }
        );
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(SessionAnswer answer, HookEvent to) =>
        Encoding.UTF8.GetBytes(
            string.Join(
                '\n',
                new[]
                {
                    answer.Decision switch
                    {
                        AnswerDecision.Deny => $"NO: {answer.Reason}",
                        AnswerDecision.Ask => $"ASK: {answer.Reason}",
                        AnswerDecision.Block => $"STOP: {answer.Reason}",
                        _ => "GO",
                    },
                    answer.Message,
                    answer.Context,
                }.OfType<string>()
            )
        );
}

/// <summary>What the folder of that agent would bring.</summary>
internal sealed class FakeAgentSetup : IAgentSetup
{
    /// <inheritdoc/>
    public void Add(IServiceCollection services) =>
        services
            .AddSingleton<IAgentAdapter, FakeAgentAdapter>()
            .AddSingleton<ITranscriptSource, FakeAgentRecords>();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests;

/// <summary>
/// An agent that there is none of, with an adapter of its own: other names of events and tools, other fields, other
/// answers. It shares nothing with the first adapter but what lies beside it in <c>Hooks/</c>.
/// </summary>
internal sealed class FakeAgent(SiloFixture silo)
{
    /// <summary>The agent, as rows keep it.</summary>
    public const string Source = "tinker";

    private readonly Guid _talk = Guid.NewGuid();

    private int _exchange;

    /// <summary>The session.</summary>
    public SessionId Session => new(_talk);

    /// <summary>The folder it works in.</summary>
    public string Folder { get; init; } = "/home/me/site";

    private Guid Exchange => new(_exchange, 0, 0, _talk.ToByteArray()[..8]);

    public Task<string> Opens() => Sends(new() { ["what"] = "talk.opened" });

    public Task<string> IsAsked(string text)
    {
        _exchange++;
        return Sends(new() { ["what"] = "human.spoke", ["text"] = text });
    }

    public Task<string> IsCommanded(string command, string rest)
    {
        _exchange++;
        return Sends(
            new()
            {
                ["what"] = "human.commanded",
                ["command"] = command,
                ["rest"] = rest,
            }
        );
    }

    public Task<string> Tries(string tool, object with, string call = "c1") =>
        Sends(Call("gadget.wanted", tool, with, call));

    public Task<string> Did(string tool, object with, string call = "c1") =>
        Sends(Call("gadget.worked", tool, with, call));

    public Task<string> Ends(string text) => Sends(new() { ["what"] = "exchange.over", ["said"] = text });

    private static JsonObject Call(string what, string tool, object with, string call) =>
        new()
        {
            ["what"] = what,
            ["gadget"] = tool,
            ["with"] = JsonSerializer.SerializeToNode(with),
            ["call"] = call,
        };

    private async Task<string> Sends(JsonObject payload)
    {
        payload["talk"] = _talk.ToString();
        payload["exchange"] = Exchange.ToString();
        payload["folder"] = Folder;
        using var read = JsonDocument.Parse(payload.ToJsonString());
        var hookEvent = Adapter.Event(read.RootElement);
        var delivery = new Delivery { Caller = new(Source) { Session = hookEvent.SessionId } };
        var answer = await silo.Services.GetRequiredService<HookDispatcher>().Answer(hookEvent, delivery);
        return Adapter.Text(answer.Sanitized());
    }

    /// <summary>What an adapter is: a payload in, an answer out.</summary>
    private static class Adapter
    {
        public static HookEvent Event(JsonElement payload)
        {
            var what = Text(payload, "what")!;
            var gadget = Text(payload, "gadget");
            var with = payload.TryGetProperty("with", out var given) ? given : (JsonElement?)null;
            return new()
            {
                SessionId = SessionId.Parse(Text(payload, "talk")!, null),
                Name = what,
                Kind = what switch
                {
                    "talk.opened" => EventKind.SessionStart,
                    "human.spoke" => EventKind.Prompt,
                    "human.commanded" => EventKind.Command,
                    "gadget.wanted" => EventKind.ToolCall,
                    "gadget.worked" => EventKind.ToolSuccess,
                    "exchange.over" => EventKind.TurnEnd,
                    _ => EventKind.Unknown,
                },
                Cwd = Text(payload, "folder"),
                PromptId = Guid.Parse(Text(payload, "exchange")!),
                Prompt = Text(payload, "text"),
                CommandName = Text(payload, "command"),
                CommandArgs = Text(payload, "rest"),
                ToolName = gadget,
                ToolKind = gadget switch
                {
                    "look" => ToolKind.Read,
                    "put" => ToolKind.Write,
                    "terminal" => ToolKind.Shell,
                    "surf" => ToolKind.Fetch,
                    _ => ToolKind.Unknown,
                },
                ToolInput = with?.Clone(),
                ToolUseId = Text(payload, "call"),
                Command = with is { } line ? Text(line, "line") : null,
                Path = with is { } place ? Text(place, "where") : null,
                Target = with is { } aim ? Text(aim, "line") ?? Text(aim, "where") ?? Text(aim, "page") : null,
                LastAssistantMessage = Text(payload, "said"),
            };
        }

        public static string Text(SessionAnswer answer) =>
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
            );

        private static string? Text(JsonElement json, string name) =>
            json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
    }
}

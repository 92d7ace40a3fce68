using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brain.Tests.Personas;

namespace Brain.Tests.Hooks;

/// <summary>The same catalogue in every agent: what Claude Code is answered, each is, as it spells it.</summary>
public sealed partial class CommandsOfOtherAgents(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly string[] Commands =
    [
        "purpose mend the drawer",
        "mode debug",
        "budget 5000",
        "budget",
        "hints off",
        "persona",
        "checkin Cop",
        "ask Cop why is that?",
        "ask Nobody why is that?",
        "broadcast what is open?",
        "pipeline",
        "rule",
        "learn the drawer wants its key turned first",
        "undo",
        "undo yes",
        "done",
    ];

    private readonly Guid _session = Guid.NewGuid();

    private int _moment;

    [Theory]
    [InlineData("codex", "$")]
    [InlineData("gemini", "/")]
    [InlineData("qwen", "/")]
    [InlineData("copilot", "$")]
    [InlineData("opencode", "$")]
    public async Task Are_answered_as_claude_codes_are(string agent, string prefix)
    {
        var first = new ScriptedSession(silo, $"/home/me/first-of-{agent}");
        await first.Turn("mend the till", "Mended.");
        await Tell(agent, Event.Prompt, "\"prompt\":\"mend the till\"");
        await Tell(agent, Event.End, "\"last_assistant_message\":\"Mended.\",\"answer\":\"Mended.\"");

        foreach (var typed in Commands)
        {
            var (name, args) = typed.Split(' ', 2) is [var word, var rest] ? (word, rest) : (typed, "");
            var expected = await first.Command(name == "undo" ? "brain:undo" : name, args);

            var answer = await Tell(agent, Event.Prompt, $"\"prompt\":{JsonSerializer.Serialize(prefix + typed)}");

            Assert.Equal(Plain(expected), Plain(Said(agent, answer)).Replace(prefix, "/", StringComparison.Ordinal));
        }
    }

    private enum Event
    {
        Prompt,
        End,
    }

    private static string Name(string agent, Event what) =>
        (agent, what) switch
        {
            ("gemini", Event.Prompt) => "BeforeAgent",
            ("gemini", _) => "AfterAgent",
            ("copilot", Event.Prompt) => "userPromptSubmitted",
            ("copilot", _) => "agentStop",
            ("opencode", Event.Prompt) => "chat.message",
            ("opencode", _) => "session.idle",
            (_, Event.Prompt) => "UserPromptSubmit",
            _ => "Stop",
        };

    // Behind the tick and what was typed.
    private static string Said(string agent, JsonObject answer)
    {
        var text = (string)(
            agent switch
            {
                "copilot" => answer["responseContent"],
                "opencode" => answer["refuse"],
                _ => answer["reason"],
            }
        )!;
        if (!text.StartsWith("✓ ", StringComparison.Ordinal))
            return text;
        var (line, dot) = (text.IndexOf('\n'), text.IndexOf(" · ", StringComparison.Ordinal));
        return line >= 0 ? text[(line + 1)..] : text[(dot + 3)..];
    }

    // Ids and times; and what a session notes of itself, where its file lies for one.
    private static string Plain(string text) =>
        Passing().Replace(text, "?").Replace("first-of-", "", StringComparison.Ordinal);

    [GeneratedRegex(
        @"; metadata: .*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{8}\b|\d\d:\d\d(:\d\d)?|\d+ (ms|s)\b"
    )]
    private static partial Regex Passing();

    private async Task<JsonObject> Tell(string agent, Event what, string fields)
    {
        _moment++;
        var name = Name(agent, what);
        var at = agent == "copilot" ? $"{_moment}" : $"\"{_moment}\"";
        // The first prompt and the end of its turn, and each command after them.
        var turn = new Guid(_moment <= 2 ? 1 : _moment, 0, 0, _session.ToByteArray()[..8]);
        var body = $$"""
            {"session_id":"{{_session}}","sessionId":"{{_session}}","hook_event_name":"{{name}}","event":"{{name}}",
            "cwd":"/home/me/{{agent}}","timestamp":{{at}},"turn_id":"{{turn}}","prompt_id":"{{turn}}",
            "messageId":"{{turn}}",{{fields}} }
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{agent}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Brain-Event", Convert.ToBase64String(Encoding.UTF8.GetBytes(name)));
        using var answer = await silo.Socket.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text.Length == 0 ? "{}" : text)!.AsObject();
    }
}

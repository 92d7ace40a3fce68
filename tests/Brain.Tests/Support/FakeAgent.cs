using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Messages.Sessions;

namespace Brain.Tests;

/// <summary>
/// An agent that there is none of, as <see cref="FakeAgentAdapter"/> understands it: its events come by the silo's door
/// as those of every agent do.
/// </summary>
internal sealed class FakeAgent(SiloFixture silo)
{
    /// <summary>The agent, as rows keep it.</summary>
    public const string Source = "tinker";

    /// <summary>Where its events go.</summary>
    public const string Route = $"/hooks/{Source}";

    private readonly Guid _talk = Guid.NewGuid();

    private int _exchange;

    /// <summary>The session.</summary>
    public SessionId Session => new(_talk);

    /// <summary>Where it writes down what it used; null for nowhere.</summary>
    public string? Record { get; init; }

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
        payload["record"] = Record;
        using var body = new StringContent(payload.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await silo.Socket.PostAsync(Route, body);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        return answer;
    }
}

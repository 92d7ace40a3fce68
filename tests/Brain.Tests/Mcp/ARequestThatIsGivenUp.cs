using System.Net.Http.Headers;
using System.Text;
using Brain.Models.Chat;
using Brain.Tests.Chat;

namespace Brain.Tests.Mcp;

/// <summary>
/// Clients of the older revision give a request up in a request of its own, by an id that another client has too.
/// </summary>
public sealed class ARequestThatIsGivenUp(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private const string Client = "Mcp-Session-Id";

    private static readonly TimeSpan AskedMax = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Ends_for_its_own_client_alone()
    {
        await using var model = await FakeChatServer.Start();
        await File.WriteAllTextAsync(
            silo.Settings.ConfigFile,
            $$$"""{"chat":{"provider":"ollama","model":"some-model","endpoint":"{{{model.Words(ChatProvider.Ollama).Endpoint}}}"}}""",
            TestContext.Current.CancellationToken
        );
        var thought = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        model.Scene = new() { Thought = thought.Task };
        var (one, other) = (await Begin(), await Begin());
        var (given, kept) = (Ask(one, "Cop"), Ask(other, "Librarian"));
        using var limit = new CancellationTokenSource(AskedMax);
        while (model.Requests.Count < 2)
            await Task.Delay(20, limit.Token);

        await Send(one, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}""");

        Assert.Contains("It was given up", await given, StringComparison.Ordinal);
        thought.SetResult();
        var answered = await kept;
        Assert.Contains("\"result\"", answered, StringComparison.Ordinal);
        Assert.DoesNotContain("given up", answered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_no_client_that_ends_requests_by_closing_them()
    {
        Assert.NotEmpty(await Begin());
        Assert.Empty(await Begin(("Brain-Mcp-Bridge", "stdio")));
        Assert.Empty(await Begin(("MCP-Protocol-Version", "2025-11-25")));
    }

    public void Dispose() => File.Delete(silo.Settings.ConfigFile);

    private Task<string> Ask(string client, string persona) =>
        Send(
            client,
            $$$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"ask","arguments":{"persona":"{{{{persona}}}}","question":"What did you see?"}}}"""
        );

    private async Task<string> Begin(params (string Name, string Value)[] headers)
    {
        using var request = Message(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"old","version":"1"}}}"""
        );
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var answer = await silo.Socket.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.Headers.TryGetValues(Client, out var named) ? named.Single() : "";
    }

    private async Task<string> Send(string client, string message)
    {
        using var request = Message(message);
        request.Headers.Add(Client, client);
        request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        using var answer = await silo.Socket.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadAsStringAsync();
    }

    private static HttpRequestMessage Message(string message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(message, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        return request;
    }
}

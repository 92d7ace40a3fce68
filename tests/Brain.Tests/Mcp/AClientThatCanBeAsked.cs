using System.Net.Http.Headers;
using System.Text;

namespace Brain.Tests.Mcp;

/// <summary>A client that would ask its person, which proves nothing of who answers: so nothing is asked.</summary>
public sealed class AClientThatCanBeAsked(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Theory]
    [InlineData("search", """{"words":"x"}""")]
    [InlineData("read", """{"uri":"brain://personas/Cop"}""")]
    [InlineData("ask", """{"persona":"Cop","question":"May I?"}""")]
    [InlineData("remember", """{"text":"the tests need the lock file"}""")]
    [InlineData("status", "{}")]
    [InlineData("review", """{"action":"submit","learnings":["x"]}""")]
    [InlineData("pipeline", """{"action":"start","name":"skill"}""")]
    public async Task Is_asked_nothing(string tool, string arguments)
    {
        var message =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
            + tool
            + "\",\"arguments\":"
            + arguments
            + """
            ,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{"elicitation":{"form":{}}}}}}
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(message, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", "tools/call");
        request.Headers.Add("Mcp-Name", tool);
        using var response = await silo.Socket.SendAsync(request);
        var said = await response.Content.ReadAsStringAsync();

        Assert.Contains("\"content\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("inputRequests", said, StringComparison.Ordinal);
        Assert.DoesNotContain("elicitation/create", said, StringComparison.Ordinal);
    }
}

using System.IO.Pipelines;
using Brain.Client;
using Brain.Client.Mcp;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Brain.Tests.Mcp;

/// <summary>A client of the protocol's own library, over one of the ways in.</summary>
internal sealed class SomeMcpClient : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _open = [];

    public McpClient Client { get; private init; } = null!;

    /// <summary>Over HTTP.</summary>
    public static async Task<SomeMcpClient> Http(HttpClient http, string? version = null)
    {
        var transport = new HttpClientTransport(
            new() { Endpoint = new(http.BaseAddress!, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp },
            http
        );
        return new()
        {
            Client = await McpClient.CreateAsync(transport, new() { ProtocolVersion = version }),
            _open = { transport },
        };
    }

    /// <summary>Over stdio, through our bridge.</summary>
    public static async Task<SomeMcpClient> Stdio(string home, string? version = null, TimeSpan? patience = null)
    {
        var (asked, said) = (new Pipe(), new Pipe());
        var bridge = new McpBridge(new BrainHome(home), asked.Reader.AsStream(), said.Writer.AsStream())
        {
            Patience = patience ?? TimeSpan.FromMinutes(2),
        };
        var carried = Task.Factory.StartNew(
            bridge.Run,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return new()
        {
            Client = await McpClient.CreateAsync(
                new StreamClientTransport(asked.Writer.AsStream(), said.Reader.AsStream()),
                new() { ProtocolVersion = version }
            ),
            _open = { new Ended(asked, carried) },
        };
    }

    /// <summary>Calls a tool: what it said, and whether it failed.</summary>
    public async Task<(string Text, bool IsError)> Call(string tool, object? arguments = null)
    {
        var answer = await Client.CallToolAsync(
            tool,
            arguments
                ?.GetType()
                .GetProperties()
                .ToDictionary(one => one.Name, one => one.GetValue(arguments), StringComparer.Ordinal)
        );
        return (Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text, answer.IsError == true);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        foreach (var one in _open)
            await one.DisposeAsync();
    }

    private sealed class Ended(Pipe asked, Task carried) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await asked.Writer.CompleteAsync();
            await carried.WaitAsync(TimeSpan.FromMinutes(2));
        }
    }
}

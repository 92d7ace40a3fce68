using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Mcp;

namespace Brain.Tests.Mcp;

/// <summary>A client of a bridge that says lines and takes what comes.</summary>
internal sealed class SomeLineClient : IDisposable
{
    private readonly Pipe _in = new();
    private readonly Pipe _out = new();
    private readonly StreamReader _said;

    public SomeLineClient(string home)
    {
        var bridge = new McpBridge(new BrainHome(home), _in.Reader.AsStream(), _out.Writer.AsStream())
        {
            Patience = TimeSpan.FromMinutes(2),
        };
        _said = new(_out.Reader.AsStream());
        new Thread(bridge.Run) { IsBackground = true }.Start();
    }

    public void Send(string line) => _in.Writer.AsStream().Write(Encoding.UTF8.GetBytes(line + "\n"));

    public async Task<JsonNode> Next() =>
        JsonNode.Parse((await _said.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)))!)!;

    public void Dispose() => _in.Writer.Complete();
}

using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Mcp;

namespace Brain.Tests.Mcp;

/// <summary>The bridge over stdio, when the brain behind it goes away or its client talks rubbish.</summary>
public sealed class TheMcpBridge(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Search =
        """{"jsonrpc":"2.0","id":"s","method":"tools/call","params":{"name":"search","arguments":{"words":"x"}}}""";

    [Fact]
    public async Task Waits_for_a_brain_that_comes_back()
    {
        await silo.Sleep();
        var (said, _) = Carry(silo.Settings.Home, TimeSpan.FromMinutes(3), [Search]);

        await silo.Wake();

        Assert.Contains("Nothing was found", await said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_brain_is_down_and_nothing_was_done()
    {
        var nowhere = Directory.CreateTempSubdirectory("brain").FullName;

        var (said, _) = Carry(nowhere, TimeSpan.Zero, [Search]);

        var answer = JsonNode.Parse((await said).Trim())!;
        Assert.Equal("s", (string)answer["id"]!);
        Assert.True((bool)answer["result"]!["isError"]!);
        var text = (string)answer["result"]!["content"]![0]!["text"]!;
        Assert.StartsWith("the brain is down:", text, StringComparison.Ordinal);
        Assert.Contains("Nothing was done.", text, StringComparison.Ordinal);
        Directory.Delete(nowhere);
    }

    [Fact]
    public async Task Tells_rubbish_from_messages_and_goes_on()
    {
        var (said, _) = Carry(
            silo.Settings.Home,
            TimeSpan.FromMinutes(3),
            ["{\"jsonrpc\":", "", "[1]", "\u0000\u0000", "{}", Search]
        );

        var lines = (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Count(line => line.Contains("\"code\":-32700", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("Nothing was found", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ends_when_its_client_hangs_up()
    {
        var (said, carried) = Carry(silo.Settings.Home, TimeSpan.FromMinutes(3), []);

        Assert.Equal("", await said);
        await carried.WaitAsync(TimeSpan.FromMinutes(2));
    }

    // All that it says until it ends.
    private static (Task<string> Said, Task Carried) Carry(string home, TimeSpan patience, string[] lines)
    {
        var output = new Pipe();
        var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        var writer = output.Writer.AsStream();
        var bridge = new McpBridge(new BrainHome(home), input, writer)
        {
            Patience = patience,
            LastWords = TimeSpan.FromMinutes(3),
        };
        var carried = Task.Factory.StartNew(
            () =>
            {
                bridge.Run();
                writer.Dispose();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return (new StreamReader(output.Reader.AsStream()).ReadToEndAsync(), carried);
    }
}

using System.Collections.Concurrent;
using Brain.Models.Chat;
using Brain.Tests.Chat;
using ModelContextProtocol;

namespace Brain.Tests.Mcp;

/// <summary>A persona whose model takes its time: what the client hears meanwhile, and what giving up does.</summary>
public sealed class ASlowCall(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private static readonly Dictionary<string, object?> Question = new(StringComparer.Ordinal)
    {
        ["persona"] = "Cop",
        ["question"] = "What did you see?",
    };

    [Theory]
    [InlineData("http", null)]
    [InlineData("http", "2025-11-25")]
    [InlineData("stdio", null)]
    [InlineData("stdio", "2025-11-25")]
    public async Task Tells_of_its_progress(string way, string? version)
    {
        await using var model = await Model();
        var thought = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        model.Scene = new() { Thought = thought.Task };
        await using var client = await Open(way, version);
        var told = new ConcurrentQueue<ProgressNotificationValue>();
        using var enough = new SemaphoreSlim(0);

        var call = client.Client.CallToolAsync("ask", Question, new Told(told, enough));
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.True(await enough.WaitAsync(TimeSpan.FromMinutes(2)));
        thought.SetResult();
        var answer = await call;

        Assert.NotEqual(true, answer.IsError);
        Assert.Equal([2f, 4f], told.Take(2).Select(one => one.Progress));
        Assert.All(told, one => Assert.Equal("ask is at work", one.Message));
    }

    [Theory]
    [InlineData("stdio")]
    [InlineData("http")]
    public async Task Stops_its_model_when_it_is_given_up(string way)
    {
        await using var model = await Model();
        model.Scene = new() { Ending = ChatEnding.Hangs };
        await using var client = await Open(way, null);
        using var given = new CancellationTokenSource();

        var question = $"What did you hear over {way}?";
        var call = client
            .Client.CallToolAsync(
                "ask",
                new Dictionary<string, object?>(Question) { ["question"] = question },
                cancellationToken: given.Token
            )
            .AsTask();
        await model.Hanging();
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await model.Left();
        model.Scene = new();
        var (text, isError) = await client.Call("ask", new { persona = "Cop", question = "And now?" });
        Assert.False(isError, text);
        Assert.Equal(
            0,
            await silo.Postgres.Read<long>($"select count(*) from v2.learnings where text like '%{question}%'")
        );
    }

    public void Dispose() => File.Delete(silo.Settings.ConfigFile);

    private async Task<SomeMcpClient> Open(string way, string? version) =>
        way == "stdio"
            ? await SomeMcpClient.Stdio(silo.Settings.Home, version)
            : await SomeMcpClient.Http(silo.Socket, version);

    private async Task<FakeChatServer> Model()
    {
        var server = await FakeChatServer.Start();
        await File.WriteAllTextAsync(
            silo.Settings.ConfigFile,
            $$$"""{"chat":{"provider":"ollama","model":"some-model","endpoint":"{{{server.Words(ChatProvider.Ollama).Endpoint}}}"}}"""
        );
        return server;
    }

    private sealed class Told(ConcurrentQueue<ProgressNotificationValue> told, SemaphoreSlim enough)
        : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value)
        {
            told.Enqueue(value);
            enough.Release();
        }
    }
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Brain.Tests.Knowledge;

/// <summary>
/// An endpoint that speaks OpenAI's embeddings: vectors of a length that can be changed, slowly or not at all.
/// </summary>
internal sealed class FakeEmbeddingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeEmbeddingServer(WebApplication app) => _app = app;

    /// <summary>How many numbers its vectors have.</summary>
    public int Dimensions { get; set; } = 8;

    /// <summary>It never answers.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public Uri Address =>
        new(
            _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
                + "/v1"
        );

    public static async Task<FakeEmbeddingServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeEmbeddingServer(app);
        app.MapPost("/v1/embeddings", server.Answer);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        Asked++;
        var asked = (await JsonNode.ParseAsync(context.Request.Body))!;
        if (IsSilent)
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        var texts = asked["input"] is JsonArray many
            ? [.. many.Select(one => one!.ToString())]
            : new[] { asked["input"]!.ToString() };
        var data = new JsonArray();
        foreach (var (place, text) in texts.Index())
        {
            // The same words in the same places: enough to tell texts apart.
            var vector = new float[Dimensions];
            foreach (var letter in text)
                vector[letter % Dimensions] += 1;
            data.Add(
                new JsonObject
                {
                    ["object"] = "embedding",
                    ["index"] = place,
                    ["embedding"] = Convert.ToBase64String(
                        System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(vector)
                    ),
                }
            );
        }

        await context.Response.WriteAsJsonAsync(
            new JsonObject
            {
                ["object"] = "list",
                ["model"] = "letters",
                ["data"] = data,
                ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["total_tokens"] = 1 },
            }
        );
    }
}

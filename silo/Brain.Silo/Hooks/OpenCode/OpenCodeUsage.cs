using System.Text.Json;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Silo.Hosting;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>
/// Takes what a request used, as opencode's own event at its end tells it: what the cache held is not in what went in.
/// The same part told again counts once.
/// </summary>
internal sealed class OpenCodeUsage(IGrainFactory grains, TimeProvider clock)
{
    public async Task Count(HttpContext context)
    {
        try
        {
            var (session, entry) = Read(HookJson.Parse(await HookBody.Read(context)));
            await GrainRetry.Ask(async () =>
            {
                await grains.GetGrain<ISessionGrain>(session.Value).Count(new UsageFound([entry]));
                return true;
            });
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (JsonException broken)
        {
            await ErrorBody.Write(context, 400, $"This is not what a request used: {broken.Message}");
        }
    }

    /// <summary>What a request used.</summary>
    /// <param name="part">The part that ends it.</param>
    /// <param name="model">The model, or null.</param>
    /// <param name="told">What has its tokens.</param>
    /// <param name="at">When it ended.</param>
    /// <returns>Null when part or tokens are missing.</returns>
    internal static UsageEntry? Entry(string? part, string? model, HookJson told, DateTimeOffset? at) =>
        part is not { Length: > 0 and <= HookJson.IdMax } || told.Object("tokens") is not { } tokens
            ? null
            : new()
            {
                MessageId = part,
                Model = model is { Length: > 0 and <= HookJson.IdMax } ? model : UsageEntry.UnknownModel,
                At = at,
                Input = tokens.Tokens("input"),
                Output = tokens.Tokens("output") + tokens.Tokens("reasoning"),
                CacheRead = tokens.Object("cache") is { } read ? read.Tokens("read") : 0,
                CacheWrite5m = tokens.Object("cache") is { } cache ? cache.Tokens("write") : 0,
            };

    private (SessionId Session, UsageEntry Entry) Read(HookJson told) =>
        Entry(told.Text("partId"), told.Text("model"), told, clock.GetUtcNow()) is { } entry
            ? (
                told.Session("sessionId").Id,
                entry with
                {
                    AgentId = told.Text("agentId"),
                    PromptId = OpenCodeHook.PromptOf(told),
                }
            )
            : throw new JsonException("partId or tokens is missing.");
}

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
    private const int IdMax = 200;

    public async Task Count(HttpContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var (session, entry) = Read(HookJson.Parse(body.ToArray()));
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

    private (SessionId Session, UsageEntry Entry) Read(HookJson told)
    {
        if (told.Text("partId") is not { Length: > 0 and <= IdMax } part || told.Object("tokens") is not { } tokens)
            throw new JsonException("partId or tokens is missing.");
        return (
            told.Session("sessionId").Id,
            new()
            {
                MessageId = part,
                Model = told.Text("model") is { Length: > 0 and <= IdMax } model ? model : UsageEntry.UnknownModel,
                AgentId = told.Text("agentId"),
                At = clock.GetUtcNow(),
                Input = Tokens(tokens, "input"),
                Output = Tokens(tokens, "output") + Tokens(tokens, "reasoning"),
                CacheRead = tokens.Object("cache") is { } read ? Tokens(read, "read") : 0,
                CacheWrite5m = tokens.Object("cache") is { } cache ? Tokens(cache, "write") : 0,
            }
        );
    }

    private static long Tokens(HookJson of, string name) =>
        of.Number(name) is { } tokens and >= 0 and <= UsageEntry.TokensMax ? tokens : 0;
}

using System.Text.Json;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Hooks.OpenCode;
using Brain.Messages.Sessions;
using Brain.Silo.Hosting;
using Brain.Silo.Security;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>
/// Says whether a request to the model may be made, which opencode's plugin asks before each: so a session goes over
/// its cap by the request that reaches it and by no other. What a request used is told by its end.
/// </summary>
internal sealed class OpenCodeRequests(IGrainFactory grains)
{
    /// <summary>May it be made?</summary>
    public async Task Ask(HttpContext context)
    {
        try
        {
            var asked = Read(HookJson.Parse(await HookBody.Read(context))) with
            {
                Hard = context.Request.Headers["Brain-Hard"] == "1",
            };
            var by = Callers.ByHook(context, OpenCodeAgent.Name, asked.SessionId);
            var answer = await GrainRetry.Ask(() =>
                grains.GetGrain<ISessionGrain>(asked.SessionId.Value).Ask(asked, by)
            );
            context.Response.ContentType = "application/json";
            await context.Response.BodyWriter.WriteAsync(Write(answer), context.RequestAborted);
        }
        catch (JsonException broken)
        {
            await ErrorBody.Write(context, 400, $"This asks about no request: {broken.Message}");
        }
    }

    /// <summary>The answer as the plugin reads it.</summary>
    internal static ReadOnlyMemory<byte> Write(ModelRequestAnswer answer) =>
        AnswerJson.Of(json =>
        {
            json.Text("refuse", answer.Go ? null : answer.Reason);
            if (answer.Hard)
                json.WriteBoolean("hard", true);
        });

    private static AskModelRequest Read(HookJson asked) =>
        new()
        {
            SessionId = asked.Session("sessionId").Id,
            Request = asked.Short("request") ?? throw new JsonException("request is missing."),
            AgentId = asked.Short("agentId"),
            Model = asked.Short("model"),
        };
}

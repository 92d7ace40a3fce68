using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Domain.Text;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Sessions;
using Brain.Silo.Hosting;
using Brain.Silo.Security;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Takes the questions of the plugin's module about model requests: 200 with the answer, refusals too; 4xx for what is
/// no such question; 503 when nothing could be decided, and then nothing was.
/// </summary>
internal sealed partial class ClaudeCodeStep(IGrainFactory grains, ILogger<ClaudeCodeStep> logger)
{
    private const int NameMax = 120;

    /// <summary>May a request be made?</summary>
    public Task Ask(HttpContext context) =>
        Answer(
            context,
            MessagesJson.Default.StepAsked,
            asked => asked.SessionId,
            (session, asked, by) => session.Ask(Neutral(asked), by)
        );

    /// <summary>Requests were made.</summary>
    public Task Count(HttpContext context) =>
        Answer(
            context,
            MessagesJson.Default.StepsDone,
            done => done.SessionId,
            (session, done, by) => session.Count(new CountModelRequests(done.SessionId, Neutral(done.Used)), by)
        );

    private static AskModelRequest Neutral(StepAsked asked) =>
        new()
        {
            SessionId = asked.SessionId,
            Request = Request(asked.TurnId, asked.Index, asked.AgentId),
            AgentId = asked.AgentId,
            Model = asked.Model,
            Hard = asked.Hard,
            Used = Neutral(asked.Used),
        };

    private static ModelRequestUsage[] Neutral(StepUsed?[]? used) =>
        [
            .. (used ?? [])
                .OfType<StepUsed>()
                .Take(AskModelRequest.UsedMax)
                .Select(step => new ModelRequestUsage(Request(step.TurnId, step.Index, step.AgentId))
                {
                    AgentId = step.AgentId,
                    Model = step.Model,
                    Input = step.InputTokens,
                    Output = step.OutputTokens,
                    CacheRead = step.CacheReadInputTokens,
                    CacheWrite = step.CacheCreationInputTokens,
                }),
        ];

    private static string Request(string? turn, int index, string? agent) =>
        $"{Redaction.Clean(turn, NameMax)}:{index}:{Redaction.Clean(agent, NameMax)}";

    private async Task Answer<T>(
        HttpContext context,
        JsonTypeInfo<T> shape,
        Func<T, SessionId> session,
        Func<ISessionGrain, T, Caller, Task<ModelRequestAnswer>> call
    )
    {
        T message;
        try
        {
            message = await JsonSerializer.DeserializeAsync(context.Request.Body, shape, context.RequestAborted)
                ?? throw new JsonException("The body is null.");
        }
        catch (JsonException broken)
        {
            await ErrorBody.Write(context, 400, $"This tells of no model request: {broken.Message}");
            return;
        }

        try
        {
            var by = Callers.ByHook(context, ClaudeCodeHook.Name, session(message));
            var answer = await GrainRetry.Ask(() =>
                call(grains.GetGrain<ISessionGrain>(session(message).Value), message, by)
            );
            await context.Response.WriteAsJsonAsync(
                answer,
                MessagesJson.Default.ModelRequestAnswer,
                cancellationToken: context.RequestAborted
            );
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(logger, session(message), fault);
            await ErrorBody.Write(
                context,
                503,
                $"Nothing was decided and nothing was written: {fault.GetBaseException().Message}"
            );
        }
    }
}

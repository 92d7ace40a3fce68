using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages;
using Brain.Messages.Commands;
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
    /// <summary>May a request be made?</summary>
    public Task Ask(HttpContext context) =>
        Answer(
            context,
            MessagesJson.Default.StepAsked,
            asked => asked.SessionId,
            (session, asked, by) => session.Ask(asked, by)
        );

    /// <summary>Requests were made.</summary>
    public Task Count(HttpContext context) =>
        Answer(
            context,
            MessagesJson.Default.StepsDone,
            done => done.SessionId,
            (session, done, by) => session.Count(done, by)
        );

    private async Task Answer<T>(
        HttpContext context,
        JsonTypeInfo<T> shape,
        Func<T, SessionId> session,
        Func<ISessionGrain, T, Caller, Task<StepAnswer>> call
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
            var by = Callers.ByHook(context, ClaudeCodeHook.Agent, session(message));
            var answer = await GrainRetry.Ask(() =>
                call(grains.GetGrain<ISessionGrain>(session(message).Value), message, by)
            );
            await context.Response.WriteAsJsonAsync(
                answer,
                MessagesJson.Default.StepAnswer,
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

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Messages.Projects;
using Brain.Messages.Sessions;
using Brain.Silo.Security;
using Brain.Silo.Telemetry;

namespace Brain.Silo.Hooks;

/// <summary>
/// Takes a hook event as its agent sends it and answers as that agent accepts it: 200 for every decision, refusals too;
/// 4xx only for what is no hook event; 503 when nothing could be decided, and then nothing was.
/// </summary>
internal sealed partial class HookEndpoint(
    HookDispatcher hooks,
    HandOffMac handOffs,
    PersonsWait waits,
    LateAnswers late,
    RefusedCalls refusals,
    ShellsOfAgents shells,
    TimeProvider clock,
    ILogger<HookEndpoint> logger
)
{
    private const int UnknownMax = 256;
    private static readonly long MomentMax = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly ConcurrentDictionary<string, bool> _unknown = new(StringComparer.Ordinal);

    /// <summary>Answers a request of an agent's hook.</summary>
    /// <param name="context">The request.</param>
    /// <param name="adapter">Whose.</param>
    public async Task Answer(HttpContext context, IAgentAdapter adapter)
    {
        AgentEvent read;
        try
        {
            read = adapter.Read(await HookBody.Read(context), Text(context.Request.Headers["Brain-Event"]));
        }
        catch (JsonException broken)
        {
            await ErrorBody.Write(
                context,
                400,
                $"This is not a hook event: {Reason(broken)} Expected {adapter.Agent.Title}'s JSON, with its session "
                    + "and its event."
            );
            return;
        }

        var hookEvent = read.Event;
        var until = Until(context.Request.Headers["Brain-Until"]);
        if (clock.GetUtcNow() > until)
        {
            await ErrorBody.Write(
                context,
                503,
                $"{hookEvent.Name} {HookWaits.TooLate}, and nothing was written."
            );
            return;
        }

        if (hookEvent.Kind != EventKind.ModelRequest && !SessionDecider.Knows(hookEvent.Kind))
        {
            NoteUnknown(adapter, hookEvent.Name);
            await Write(context, adapter, SessionAnswer.Nothing, hookEvent);
            return;
        }

        var delivery = read.Judge(
            adapter.Traits.Of(Delivered(context, adapter, hookEvent) with { Until = until }, hookEvent.Kind)
        );
        try
        {
            if (await shells.Sender(context, adapter.Agent.Name, hookEvent.SessionId) is { } shell)
            {
                LogOfAShell(logger, hookEvent.SessionId, hookEvent.Name, shell);
                await ErrorBody.Write(context, 422, OfAShell(hookEvent, shell));
                return;
            }

            refusals.Expect(read);
            if (waits.For(hookEvent, delivery) is { } wait)
                delivery = delivery with { Until = await Begin(context, wait) };
            var began = HookMeter.Begin(hookEvent);
            var answer = await hooks.Answer(hookEvent, delivery);
            HookMeter.End(hookEvent, began);
            waits.Follow(hookEvent, delivery, answer);
            await Write(context, adapter, answer, hookEvent);
            late.Follow(read, delivery);
            refusals.Follow(read, delivery);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(logger, hookEvent.SessionId, hookEvent.Name, fault);
            var why =
                $"{hookEvent.Name} was not decided, and it is not known to be written: "
                + $"{fault.GetBaseException().Message}";
            if (context.Response.HasStarted)
                await Write(context, adapter, SessionAnswer.Block(Redaction.Clean(why)!), hookEvent);
            else
                await ErrorBody.Write(context, 503, why);
        }
    }

    private static string OfAShell(HookEvent hookEvent, SessionId shell) =>
        $"{hookEvent.Name} of session {hookEvent.SessionId} was sent by a shell of session {shell}: hooks are what an "
        + "agent runs by itself, and no command of its own. It was refused, and nothing was written.";

    // The head leaves before anything is done, so that the carrier knows of a brain that lives and is at work.
    private async Task<DateTimeOffset> Begin(HttpContext context, TimeSpan wait)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["Brain-Wait"] = wait.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        await context.Response.StartAsync(context.RequestAborted);
        // Kestrel keeps the head until the body's first byte, or until it is told.
        await context.Response.Body.FlushAsync(context.RequestAborted);
        return clock.GetUtcNow() + wait;
    }

    private Delivery Delivered(HttpContext context, IAgentAdapter adapter, HookEvent hookEvent)
    {
        var headers = context.Request.Headers;
        // Of whom each part is can be told only here, where the carrier and the key are of one machine.
        var handOff = handOffs.Read(Text(headers["Brain-Project"]), Text(headers["Brain-Handoff"]));
        return new()
        {
            Caller = Callers.ByHook(context, adapter.Agent.Name, hookEvent.SessionId),
            Hard = headers["Brain-Hard"] == "1",
            ParentSessionId = SessionId.TryParse(headers["Brain-Parent"], null, out var parent) ? parent : null,
            Process =
                int.TryParse(headers["Brain-Process"], out var process) && process > 0 && ComesOf(context, process)
                    ? process
                    : null,
            Machine = ProcessSpace.Key,
            EventId = Guid.TryParse(headers["Brain-Event-Id"], out var delivery) ? delivery : null,
            At = Moment(headers["Brain-Event-At"]),
            Folder = Text(headers["Brain-Folder"]) is ['/', ..] and var folder ? folder : null,
            ProjectKey = Repository(Text(headers["Brain-Repository"]))?.Project,
            HandOff = handOff.Foreign,
            OwnHandOff = handOff.Own,
        };
    }

    // Whom a hook names as its agent it must come of, where the kernel tells who is on the other side: an agent's shell
    // can send a hook in another session's name.
    private static bool ComesOf(HttpContext context, int process) =>
        Peer.Of(context).Process is not { } client
        || client == Environment.ProcessId
        || ProcessTree.Upwards(client).Contains(process);

    // The shared folder and the remote, a line each.
    private static GitRepository? Repository(string? text) =>
        text?.Split('\n') is [['/', ..] common, var remote] ? new(common, remote.Length > 0 ? remote : null) : null;

    // The one place where an answer leaves for a terminal and a model.
    private static async Task Write(HttpContext context, IAgentAdapter adapter, SessionAnswer answer, HookEvent to)
    {
        var body = adapter.Write(CommandSpelling.In(answer.Sanitized(), adapter.Traits.Prefix), to);
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    // After a stall a queue of events waits whose callers refused or spooled them long ago. The header comes over the
    // Unix socket only, so both clocks are one.
    private static DateTimeOffset? Until(string? header) =>
        long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var moment) && moment <= MomentMax
            ? DateTimeOffset.FromUnixTimeMilliseconds(moment)
            : null;

    private static DateTimeOffset? Moment(string? header) =>
        DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : null;

    // Headers are ASCII, and what people write is not.
    private static string? Text(string? header)
    {
        var bytes = new byte[header?.Length ?? 0];
        return bytes.Length > 0 && Convert.TryFromBase64String(header!, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes.AsSpan(0, length))
            : null;
    }

    // Its words without our own types' names.
    private static string Reason(JsonException broken) =>
        broken.Message.Split(" including: ") is [_, var missing]
            ? $"it lacks {missing.TrimEnd('.')}."
            : broken.Message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd('.') + ".";

    private void NoteUnknown(IAgentAdapter adapter, string name)
    {
        var cut = Redaction.Cut(name, 80);
        if (name != AgentWarmUp.Name && _unknown.Count < UnknownMax && _unknown.TryAdd(cut, true))
            LogUnknown(logger, adapter.Agent.Name, cut);
    }
}

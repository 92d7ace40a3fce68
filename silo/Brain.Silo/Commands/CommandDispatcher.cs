using System.Collections.Concurrent;
using System.Collections.Frozen;
using Brain.Messages.Commands;
using Brain.Silo.Hosting;

namespace Brain.Silo.Commands;

/// <summary>
/// Does what a person asked for: each command is one call of one grain. Hooks in the settings and in the plugin deliver
/// a command twice with one prompt; it is done once, and both are told the same.
/// </summary>
internal sealed partial class CommandDispatcher(
    IEnumerable<ICommandHandler> handlers,
    ActivityFeed activity,
    TimeProvider clock,
    ILogger<CommandDispatcher> logger
)
{
    private static readonly TimeSpan KeptMax = TimeSpan.FromMinutes(2);

    private readonly FrozenDictionary<CommandKind, ICommandHandler> _handlers = handlers
        .SelectMany(handler => handler.Kinds.Select(kind => (kind, handler)))
        .ToFrozenDictionary(one => one.kind, one => one.handler);

    private readonly ConcurrentDictionary<Guid, (Lazy<Task<CommandResult>> Done, DateTimeOffset At)> _known = new();

    /// <summary>
    /// Runs it. Whatever goes wrong is told as the command's end, for its caller may have begun to answer.
    /// </summary>
    public Task<CommandResult> Run(CommandRequest request) => RunUntil(request, CancellationToken.None);

    /// <summary>
    /// Runs it while somebody waits: then what only answers is given up. A command with a prompt may be waited for by
    /// two, and is done to its end.
    /// </summary>
    public Task<CommandResult> RunUntil(CommandRequest request, CancellationToken stop)
    {
        // No text of Postgres holds a NUL.
        request = request with { Args = request.Args.Replace('\0', ' ') };
        // Asked for outside of a session it has a name all the same: tried again, it is the same broadcast or run.
        if (request.Prompt is not { } prompt)
            return Try(request with { Prompt = Guid.NewGuid() }, stop);
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _known.Where(one => now - one.Value.At > KeptMax))
            _known.TryRemove(old, out _);
        return _known.GetOrAdd(prompt, _ => (new(() => Try(request, CancellationToken.None)), now)).Done.Value;
    }

    private async Task<CommandResult> Try(CommandRequest request, CancellationToken stop)
    {
        try
        {
            if (request.Args.Length > CommandRequest.ArgsMax)
            {
                return CommandResult.Refused(
                    "errand.long",
                    $"/{request.Kind} was followed by {request.Args.Length} characters and may be by "
                        + $"{CommandRequest.ArgsMax}; nothing was done."
                );
            }

            if (request.Command is not { } kind || !_handlers.TryGetValue(kind, out var handler))
            {
                return CommandResult.Refused(
                    "errand.unknown",
                    $"'{request.Kind}' is nothing the brain does: expected {Requests}."
                );
            }

            var run = handler.Read(request);
            var done = handler.IsRepeatable ? await GrainRetry.Ask(() => run(stop)) : await run(stop);
            if (!request.OnlyTells && done.Refusal is null)
                activity.Act();
            return done;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogFailed(logger, request.Kind, fault);
            return CommandResult.Refused(
                "errand.failed",
                request.OnlyTells
                    ? $"/{request.Kind} could not be answered: {fault.GetBaseException().Message} Nothing was changed."
                    : $"/{request.Kind} could not be done, and it is not known to be done: "
                        + fault.GetBaseException().Message
            );
        }
    }

    private static readonly string Requests = string.Join(
        ", ",
        CommandCatalog.All.Where(verb => verb.IsRequest).Select(verb => verb.Name)
    );
}

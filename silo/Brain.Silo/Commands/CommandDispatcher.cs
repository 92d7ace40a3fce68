using System.Collections.Concurrent;
using Brain.Grains.Abstractions.Personas;
using Brain.Messages.Commands;
using Brain.Messages.Personas;
using Brain.Silo.Hosting;
using Brain.Silo.Personas;
using Brain.Silo.Pipelines;

namespace Brain.Silo.Commands;

/// <summary>
/// Does what a person asked for: each errand is one call of one grain. Hooks in the settings and in the plugin deliver
/// a command twice with one prompt; it is done once, and both are told the same.
/// </summary>
internal sealed partial class CommandDispatcher(
    IGrainFactory grains,
    PersonaCommands desk,
    PipelineCommands pipelines,
    TimeProvider clock,
    ILogger<CommandDispatcher> logger
)
{
    private static readonly TimeSpan KeptMax = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, (Lazy<Task<CommandResult>> Done, DateTimeOffset At)> _known = new();

    /// <summary>
    /// Runs it. Whatever goes wrong is told as the errand's end, for its caller may have begun to answer.
    /// </summary>
    public Task<CommandResult> Run(CommandRequest errand)
    {
        // No text of Postgres holds a NUL.
        errand = errand with { Args = errand.Args.Replace('\0', ' ') };
        // Asked for outside of a session it has a name all the same: tried again, it is the same broadcast or run.
        if (errand.Prompt is not { } prompt)
            return Try(errand with { Prompt = Guid.NewGuid() });
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _known.Where(one => now - one.Value.At > KeptMax))
            _known.TryRemove(old, out _);
        return _known.GetOrAdd(prompt, _ => (new(() => Try(errand)), now)).Done.Value;
    }

    private async Task<CommandResult> Try(CommandRequest errand)
    {
        try
        {
            return errand.Args.Length > CommandRequest.ArgsMax
                    ? CommandResult.Refused(
                        "errand.long",
                        $"/{errand.Kind} was followed by {errand.Args.Length} characters and may be by "
                            + $"{CommandRequest.ArgsMax}; nothing was done."
                    )
                // Which run is meant is found once: after a move its name may mean another.
                : errand.Command == CommandKind.Pipeline ? await pipelines.Run(errand)
                : await GrainRetry.Ask(() => Do(errand));
        }
        catch (Exception fault)
        {
            LogFailed(logger, errand.Kind, fault);
            return CommandResult.Refused(
                "errand.failed",
                $"/{errand.Kind} could not be done, and it is not known to be done: {fault.GetBaseException().Message}"
            );
        }
    }

    private async Task<CommandResult> Do(CommandRequest errand) =>
        errand.Command switch
        {
            CommandKind.Ask => await desk.Ask(errand),
            CommandKind.CheckIn => await desk.CheckIn(errand),
            CommandKind.Persona => await desk.Change(errand),
            CommandKind.Rate => await desk.Rate(errand),
            CommandKind.Broadcast => Told(
                await grains
                    .GetGrain<IBroadcastGrain>(errand.Prompt ?? Guid.NewGuid())
                    .Ask(
                        new(errand.Args)
                        {
                            Session = errand.Session,
                            Project = errand.Project,
                            Source = errand.Caller.Source,
                        }
                    )
            ),
            CommandKind.Done => errand.Session is { } closed
                ? CommandResult.Of(await grains.GetGrain<IAuditorGrain>(closed.Value).Close(errand.Caller))
                : Nowhere(errand),
            CommandKind.Undo => errand.Session is { } undone
                ? CommandResult.Of(
                    await grains.GetGrain<IArchivistGrain>(undone.Value).Undo(errand.Args, errand.Caller.Source)
                )
                : Nowhere(errand),
            _ => CommandResult.Refused(
                "errand.unknown",
                $"'{errand.Kind}' is nothing the brain does: expected {Requests}."
            ),
        };

    private static readonly string Requests = string.Join(
        ", ",
        CommandCatalog.All.Where(verb => verb.IsRequest).Select(verb => verb.Name)
    );

    private static CommandResult Nowhere(CommandRequest errand) =>
        CommandResult.Refused(
            "errand.session",
            $"/{errand.Kind} is about a session, and none was named; nothing was done. Say which: brain "
                + $"{errand.Kind} --session ID"
        );

    private static CommandResult Told(BroadcastDone done) => new(done.Text, done.Refusal);

    [LoggerMessage(Level = LogLevel.Error, Message = "/{Kind} failed.")]
    private static partial void LogFailed(ILogger logger, string kind, Exception fault);
}

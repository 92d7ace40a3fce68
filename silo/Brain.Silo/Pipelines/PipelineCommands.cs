using Brain.Domain.Pipelines;
using Brain.Grains.Abstractions.Pipelines;
using Brain.Messages.Commands;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;
using Brain.Postgres.Pipelines;
using Brain.Silo.Caches;
using Brain.Silo.Commands;
using Brain.Silo.Hosting;

namespace Brain.Silo.Pipelines;

/// <summary>Hands what a person said of pipelines to the run's grain.</summary>
internal sealed class PipelineCommands(IGrainFactory grains, PipelineStore store, PipelineCache pipelines)
    : TypedCommandHandler<PipelineCommand>(CommandKind.Pipeline)
{
    // Which run is meant is found once: after a move its name may mean another.
    /// <inheritdoc/>
    public override bool IsRepeatable => false;

    /// <inheritdoc/>
    protected override (PipelineCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        PipelineCommand.Parse(args);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(PipelineCommand command, CommandOrigin origin)
    {
        return command.Verb switch
        {
            PipelineAct.List => new((await store.List(command.All, CancellationToken.None)).ToText()),
            PipelineAct.Runs => new(
                (await store.Runs(NullIfEmpty(command.Name), null, command.All, CancellationToken.None)).ToText()
            ),
            PipelineAct.Define => CommandResult.Of(await Define(command.File!, origin)),
            PipelineAct.Start => await Start(command, origin),
            PipelineAct.Show when await store.Show(command.Name, CancellationToken.None) is { } pipeline => new(
                pipeline.ToText()
            ),
            _ => await WithRun(command.Name, origin, run => Run(run, command, origin)),
        };
    }

    /// <summary>Keeps a definition as it was sent.</summary>
    public async Task<Receipt> Define(DefinePipeline message)
    {
        var reading = PipelineFile.Read(message.Yaml);
        if (reading.File is not { } file)
            return Refused(PipelineText.Unreadable(reading.Faults.Select(fault => fault.ToString())));
        if (await store.Define(file, message) is not { } defined)
            return Refused(PipelineText.NoPersona(file));
        await pipelines.Refresh();
        return PipelineText.Defined(file, defined.Version, defined.New);
    }

    /// <summary>The runs, whole, that a word may mean; at most 6.</summary>
    public async Task<RunSummary[]> Called(string word) =>
        [
            .. (
                await Task.WhenAll(
                    (await store.Find(word, null, CancellationToken.None)).Select(run =>
                        GrainRetry.Ask(grains.GetGrain<IPipelineRunGrain>(run.Id).Show)
                    )
                )
            ).OfType<RunSummary>(),
        ];

    private async Task<Receipt> Define(string path, CommandOrigin origin)
    {
        var (text, fault) = DefinitionOnDisk.Read(path, origin.Project);
        return text is null
            ? Refused(PipelineText.Unreadable([fault!]))
            : await Define(new DefinePipeline(text) { Source = origin.Caller.Source });
    }

    private async Task<CommandResult> Start(PipelineCommand command, CommandOrigin origin)
    {
        if (await store.Show(command.Name, CancellationToken.None) is not { } pipeline)
            return CommandResult.Of(PipelineText.Unknown(command.Name));
        // Said twice with one prompt it is one run.
        var run = grains.GetGrain<IPipelineRunGrain>(origin.Prompt);
        return CommandResult.Of(
            await GrainRetry.Ask(() =>
                run.Start(
                    new(pipeline.Id)
                    {
                        Subject = command.Subject,
                        Project = command.Everywhere ? null : origin.Project,
                        Session = origin.Session,
                        Source = origin.Caller.Source,
                    }
                )
            )
        );
    }

    private static async Task<CommandResult> Run(
        IPipelineRunGrain run,
        PipelineCommand command,
        CommandOrigin origin
    ) =>
        command.Verb switch
        {
            PipelineAct.Show => new((await GrainRetry.Ask(run.Show))!.Whole()),
            // What is late is found once: asked again after it healed, the next link is none of its business.
            PipelineAct.Heal when command.Link is null => await Run(
                run,
                command with
                {
                    Link = (await GrainRetry.Ask(run.Show))?.Awaiting ?? "",
                },
                origin
            ),
            var verb => CommandResult.Of(
                await GrainRetry.Ask(() =>
                    run.Move(
                        new(MoveOf(verb), command.Link is "" ? null : command.Link)
                        {
                            Session = origin.Session,
                            Source = origin.Caller.Source,
                        }
                    )
                )
            ),
        };

    private async Task<CommandResult> WithRun(
        string word,
        CommandOrigin origin,
        Func<IPipelineRunGrain, Task<CommandResult>> work
    ) =>
        await store.Find(word, origin.Project, CancellationToken.None) switch
        {
            [] => CommandResult.Of(PipelineText.NoRun(word)),
            [var (id, _)] => await work(grains.GetGrain<IPipelineRunGrain>(id)),
            var many => CommandResult.Of(PipelineText.ManyRuns(word, many)),
        };

    private static RunMove MoveOf(PipelineAct verb) =>
        verb switch
        {
            PipelineAct.Reach => RunMove.Reach,
            PipelineAct.Skip => RunMove.Skip,
            PipelineAct.Heal => RunMove.Heal,
            _ => RunMove.Abandon,
        };

    private static Receipt Refused(Refusal refusal) => new(refusal.Message, refusal);

    private static string? NullIfEmpty(string name) => name.Length == 0 ? null : name;
}

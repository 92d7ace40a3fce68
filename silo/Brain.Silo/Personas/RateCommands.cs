using Brain.Domain.Personas;
using Brain.Grains.Abstractions.Personas;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Silo.Caches;
using Brain.Silo.Commands;

namespace Brain.Silo.Personas;

/// <summary>Says what a comment was worth, or something else that can be rated.</summary>
internal sealed class RateCommands(IGrainFactory grains, PersonaCache known, IEnumerable<IRateTarget> others)
    : TypedCommandHandler<RatingCommand>(CommandKind.Rate)
{
    /// <inheritdoc/>
    public override Func<CancellationToken, Task<CommandResult>> Read(CommandRequest request) =>
        others.Select(one => one.ReadRating(request)).FirstOrDefault(read => read is not null) is { } other
            ? _ => other()
            : base.Read(request);

    /// <summary>Rates what a persona said.</summary>
    public async Task<CommandResult> Rate(Persona persona, string rating, int? turn, CommandOrigin origin) =>
        CommandResult.Of(
            await grains
                .GetGrain<IPersonaGrain>(persona.Id)
                .Rate(
                    new(rating)
                    {
                        Session = origin.Session,
                        Turn = turn,
                        Project = origin.Project,
                        ByAgent = origin.Caller.Agent is not null,
                        Source = origin.Caller.Source,
                    }
                )
        );

    /// <inheritdoc/>
    protected override (RatingCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        RatingCommand.Parse(args, [.. known.All.Select(persona => persona.Name)]);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(RatingCommand command, CommandOrigin origin) =>
        known.Find(command.Name) is { } persona
            ? await Rate(persona, command.Rating, command.Turn, origin)
            : CommandResult.Of(PersonaText.Unknown(command.Name, known.All));
}

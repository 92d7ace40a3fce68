using Brain.Domain.Personas;
using Brain.Domain.Rules;
using Brain.Grains.Abstractions.Personas;
using Brain.Messages.Commands;
using Brain.Messages.Personas;
using Brain.Postgres.Personas;
using Brain.Postgres.Pipelines;
using Brain.Postgres.Review;
using Brain.Silo.Caches;
using Brain.Silo.Commands;
using Brain.Silo.Rules;

namespace Brain.Silo.Personas;

/// <summary>Reads what a person said to or of a persona, and hands it to that persona's grain.</summary>
internal sealed class PersonaCommands(
    IGrainFactory grains,
    PersonaCache known,
    PersonaStore personas,
    ReviewStore audits,
    PipelineStore pipelines,
    RuleCommands rules
) : ICommandHandler
{
    private const int RecentMax = 10;

    // Equal ones are one line.
    private const int CommentsMax = 50;

    /// <inheritdoc/>
    public IReadOnlyCollection<CommandKind> Kinds { get; } =
    [CommandKind.Persona, CommandKind.Ask, CommandKind.CheckIn, CommandKind.Rate];

    /// <inheritdoc/>
    public Task<CommandResult> Run(CommandRequest request) =>
        request.Command switch
        {
            CommandKind.Ask => Ask(request),
            CommandKind.CheckIn => CheckIn(request),
            CommandKind.Rate => Rate(request),
            _ => Change(request),
        };

    private async Task<CommandResult> Ask(CommandRequest request)
    {
        if (CommentNaming.Split(request.Args, Names()) is not var (name, question) || Find(name) is not { } persona)
            return CommandResult.Of(PersonaText.Unknown(FirstWord(request.Args), known.All));
        if (PersonaText.RefuseQuestion(persona, question) is { } refusal)
            return CommandResult.Of(refusal);
        var answer = await Grain(persona)
            .Ask(
                new(question)
                {
                    Session = request.Session,
                    Project = request.Project,
                    HasHost = request.HasHost,
                }
            );
        return answer.Outcome == AnswerOutcome.Failed
            ? CommandResult.Refused("persona.no-answer", answer.Text)
            : new(answer.Text, null, answer.Context);
    }

    private async Task<CommandResult> CheckIn(CommandRequest request)
    {
        if (CommentNaming.Split(request.Args, Names()) is not var (name, _) || Find(name) is not { } persona)
            return CommandResult.Of(PersonaText.Unknown(FirstWord(request.Args), known.All));
        var checkIn = await CheckIn(persona);
        var late = await pipelines.Late(persona.Id, RecentMax, CancellationToken.None);
        return new((checkIn with { Open = [.. late, .. await Open(persona, request), .. checkIn.Open] }).ToText());
    }

    // What a system persona works on is more than its comments, and its own grain knows it.
    private async Task<string[]> Open(Persona persona, CommandRequest request) =>
        persona switch
        {
            { System: true, Name: "Cop" } when request.Session is { } session => await grains
                .GetGrain<ICopGrain>(session.Value)
                .Seen(),
            { System: true, Name: "Librarian" } => await grains
                .GetGrain<ILibrarianGrain>(request.Project ?? "")
                .Queue(),
            _ => [],
        };

    public async Task<CheckIn> CheckIn(Persona persona)
    {
        var found = await audits.CheckIn(persona.Id, CommentsMax, CancellationToken.None);
        return found.CheckIn(Summary(persona with { Ratings = found.Counts }));
    }

    private async Task<CommandResult> Change(CommandRequest request)
    {
        var asked = PersonaCommand.Parse(request.Args);
        if (asked.Command is not { } command)
            return CommandResult.Of(asked.Refusal!);
        if (command.Verb == PersonaAct.List)
            return new(All().ToText());
        if (command.Verb == PersonaAct.Create)
        {
            var made = new CreatePersona(command.Name, command.Emoji, command.Job)
            {
                Session = request.Session,
                Source = request.Caller.Source,
            };
            return CommandResult.Of(await grains.GetGrain<IPersonaGrain>(Guid.NewGuid()).Create(made));
        }

        return Find(command.Name) is { } persona
            ? await Change(persona, command, request)
            : CommandResult.Of(PersonaText.Unknown(command.Name, known.All));
    }

    private async Task<CommandResult> Rate(CommandRequest request)
    {
        if (RuleRating.Of(request.Args) is { } ofRule)
            return ofRule.Command is { } rating
                ? await rules.Rate(rating.Subject, rating.Rating, request)
                : CommandResult.Of(ofRule.Refusal!);
        var (command, refusal) = RatingCommand.Parse(request.Args, Names());
        if (command is null)
            return CommandResult.Of(refusal!);
        return Find(command.Name) is { } persona
            ? await Rate(persona, command.Rating, command.Turn, request)
            : CommandResult.Of(PersonaText.Unknown(command.Name, known.All));
    }

    /// <summary>Every persona as people see it.</summary>
    public IEnumerable<PersonaSummary> All() => known.All.Select(Summary);

    /// <summary>The persona of that name, without regard to case; null when there is none.</summary>
    public Persona? Find(string name) =>
        known.All.FirstOrDefault(persona => PersonaName.Same(persona.Name, name.Trim()));

    private async Task<CommandResult> Change(Persona persona, PersonaCommand command, CommandRequest request) =>
        command.Verb switch
        {
            PersonaAct.Show => new((await CheckIn(persona)).ToText()),
            PersonaAct.Rename => CommandResult.Of(await Grain(persona).Rename(new(command.NewName))),
            PersonaAct.Deactivate => CommandResult.Of(await Grain(persona).Move(new(PersonaStatus.Inactive))),
            PersonaAct.Archive => CommandResult.Of(await Grain(persona).Move(new(PersonaStatus.Archived))),
            PersonaAct.Unmute => CommandResult.Of(await Grain(persona).Unmute()),
            PersonaAct.Test => new(
                RuleTrial.ToText(
                    persona,
                    PersonaCache.SkillNow(persona),
                    await personas.LastTurns(request.Session?.Value, request.Project, CancellationToken.None)
                )
            ),
            PersonaAct.Rate => await Rate(persona, command.Rating, null, request),
            _ => CommandResult.Of(await Grain(persona).Move(new(PersonaStatus.Active))),
        };

    private async Task<CommandResult> Rate(Persona persona, string rating, int? turn, CommandRequest request) =>
        CommandResult.Of(
            await Grain(persona)
                .Rate(
                    new(rating)
                    {
                        Session = request.Session,
                        Turn = turn,
                        Project = request.Project,
                        ByAgent = request.Caller.Agent is not null,
                        Source = request.Caller.Source,
                    }
                )
        );

    private PersonaSummary Summary(Persona one) =>
        new(
            one.Id,
            one.Name,
            one.Emoji,
            one.Job,
            one.System ? "system" : "user",
            one.Status.ToString().ToLowerInvariant(),
            one.Skill,
            one.Ratings.Useful,
            one.Ratings.Noise,
            one.Ratings.Wrong,
            one.Ratings.Unrated,
            one.Ratings.Precision,
            known.IsMuted(one)
        );

    private IPersonaGrain Grain(Persona persona) => grains.GetGrain<IPersonaGrain>(persona.Id);

    private string[] Names() => [.. known.All.Select(persona => persona.Name)];

    private static string FirstWord(string args) => args.Trim().Split(' ', 2)[0];
}

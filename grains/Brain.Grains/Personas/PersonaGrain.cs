using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Grains.Abstractions.Personas;
using Brain.Grains.Ports;
using Brain.Messages.Personas;
using Brain.Messages.Sessions;
using Brain.Postgres.Knowledge;
using Brain.Postgres.Personas;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Brain.Grains.Personas;

/// <summary>
/// Load, decide, commit, answer. What it says is composed in <see cref="PersonaPrompt"/>, what it may be called in
/// <see cref="PersonaValidation"/>.
/// </summary>
[GrainType("persona")]
[PreferLocalPlacement]
public sealed partial class PersonaGrain(
    PersonaStore store,
    EvidenceStore kept,
    IPersonaCache personas,
    ISkillFolder skills,
    IChat chat,
    IEvidence evidence,
    TimeProvider clock,
    [PersistentState("memory")] IPersistentState<PersonaMemory> memory,
    ILogger<PersonaGrain> logger
) : Grain, IPersonaGrain
{
    private Guid Id => this.GetPrimaryKey();

    private Persona? Row => personas.All.FirstOrDefault(persona => persona.Id == Id);

    /// <inheritdoc/>
    public async Task<Receipt> Create(CreatePersona message)
    {
        if (PersonaValidation.Check(message.Name, message.Emoji, message.Job, Names()) is { } refusal)
            return new(refusal.Message, refusal);
        var file = skills.Write(
            SkillFile.Slug(message.Name),
            SkillFile.Template(message.Name, message.Emoji, message.Job)
        );
        if (file.Fault is { } fault)
            return PersonaText.Unwritten(message.Name, fault);
        if (await store.Add(Id, message, file.Path))
            return await Changed(PersonaText.Created(message, file.Path, file.Written));
        // Whoever was faster may have bound itself to the file in the meantime.
        await personas.Refresh();
        if (file.Written && personas.All.All(persona => persona.Skill != file.Path))
            skills.Remove(file.Path);
        return PersonaText.Taken(message.Name);
    }

    /// <inheritdoc/>
    public async Task<Receipt> Rename(RenamePersona message)
    {
        if (Row is not { } row)
            return PersonaText.Gone(Id);
        if (row.RefuseRename(message.Name, Names()) is { } refusal)
            return new(refusal.Message, refusal);
        return await store.Change(Id, message.Name, null) is null
            ? PersonaText.Taken(message.Name)
            : await Changed(row.Renamed(message.Name));
    }

    /// <inheritdoc/>
    public async Task<Receipt> Move(MovePersona message)
    {
        if (Row is not { } row)
            return PersonaText.Gone(Id);
        if (row.RefuseMove(message.Status) is { } refusal)
            return new(refusal.Message, refusal);
        await store.Change(Id, null, message.Status);
        return await Changed(row.Moved(message.Status));
    }

    /// <inheritdoc/>
    public async Task<Receipt> Unmute()
    {
        if (Row is not { } row)
            return PersonaText.Gone(Id);
        var wasMuted = personas.Rules.Mutes(row);
        await store.Unmute(Id);
        return await Changed(row.Unmuted(wasMuted));
    }

    /// <inheritdoc/>
    public async Task<Receipt> Rate(RatePersona message)
    {
        if (Row is not { } row)
            return PersonaText.Gone(Id);
        var rated = await store.Rate(row.Rating(message), CancellationToken.None);
        await personas.Refresh();
        return row.Rated(message, rated);
    }

    /// <inheritdoc/>
    public async Task<PersonaAnswer> Ask(AskPersona message, CancellationToken stop = default)
    {
        if (Row is not { } row)
            return new(PersonaText.Gone(Id).Message, [], AnswerOutcome.Failed);
        var known = await evidence.Of(message.Question, Id, message.Project, PersonaPrompt.EvidenceMax);
        var answer = await Answer(row, message, known, stop);
        stop.ThrowIfCancellationRequested();
        if (answer.Outcome == AnswerOutcome.Failed)
            return answer;
        // Rows that were shown, or handed to the host agent, are no answer.
        if (answer.Outcome == AnswerOutcome.Answered)
            await kept.Keep(row.Kept(message, answer));
        await Remember(message.Question, answer.Text);
        return answer;
    }

    /// <inheritdoc/>
    public async Task<PersonaAnswer> Reply(BroadcastQuestion message)
    {
        if (Row is not { } row)
            return new(PersonaText.Gone(Id).Message, [], AnswerOutcome.Failed);
        if (!chat.Configured)
            return AnswerPrompt.ReplyFrom(message.Known);
        var system = PersonaPrompt.System(row, personas.SkillOf(Id), memory.State, message.Known);
        return row.ReplyOf(
            await Ask(system, message.Question, message.TokensMax, CancellationToken.None),
            message.Known
        );
    }

    private async Task Remember(string question, string answer)
    {
        try
        {
            memory.State = memory.State.After(question, answer, clock.GetUtcNow());
            await memory.WriteStateAsync();
        }
        catch (Exception fault)
        {
            LogForgot(logger, Id, fault);
            // The answer is there and kept; only this activation's memory of it is not sure. A fresh one reads what is
            // stored.
            DeactivateOnIdle();
        }
    }

    private async Task<PersonaAnswer> Answer(
        Persona row,
        AskPersona message,
        Evidence[] known,
        CancellationToken stop
    )
    {
        var skill = personas.SkillOf(Id);
        if (!chat.Configured)
            return row.AnswerFrom(known, message, skill, memory.State, personas.Rules.AnswersByHost);
        var system = PersonaPrompt.System(row, skill, memory.State, [.. known.Select(one => one.ToText())]);
        return row.AnswerOf(
            await Ask(system, message.Question, personas.Rules.TokensFor(row), stop),
            known
        );
    }

    private Task<ModelAnswer> Ask(string system, string question, int tokens, CancellationToken stop) =>
        chat.Ask(new(system, question, tokens) { Persona = Row?.Name }, stop);

    private async Task<Receipt> Changed(string message)
    {
        await personas.Refresh();
        return new(message);
    }

    private string[] Names() => [.. personas.All.Where(persona => persona.Id != Id).Select(persona => persona.Name)];
}

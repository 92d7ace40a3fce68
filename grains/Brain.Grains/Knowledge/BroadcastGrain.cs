using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Grains.Abstractions.Knowledge;
using Brain.Grains.Abstractions.Personas;
using Brain.Grains.Ports;
using Brain.Messages.Personas;
using Brain.Postgres.Knowledge;

namespace Brain.Grains.Knowledge;

/// <summary>Asks all at the same time, waits until the deadline, keeps what came.</summary>
[GrainType("broadcast")]
public sealed class BroadcastGrain(IEvidence evidence, BroadcastStore store, IPersonaCache personas, TimeProvider clock)
    : Grain,
        IBroadcastGrain
{
    /// <inheritdoc/>
    public async Task<BroadcastDone> Ask(Broadcast message)
    {
        var active = personas.All.Where(persona => persona.Status == PersonaStatus.Active).ToArray();
        if (BroadcastSummary.Refuse(message) is { } refused)
            return refused;
        var deadline = personas.Rules.BroadcastDeadline;
        // A row first: what a silo that goes away leaves behind is found and said, never asked again by itself.
        await store.Open(this.GetPrimaryKey(), message, clock.GetUtcNow(), deadline);
        var known = await evidence.Of(message.Question, null, message.Project, PersonaPrompt.EvidenceMax);
        string[] lines = [.. known.Select(row => row.ToText())];

        var asked = active
            .Select(persona => (Persona: persona, Reply: Reply(persona, message.Question, lines)))
            .ToArray();
        await Task.WhenAny(Task.WhenAll(asked.Select(one => one.Reply)), Task.Delay(deadline, clock));
        var replies = asked
            .Select(one => (one.Persona, Answer: one.Reply.IsCompletedSuccessfully ? one.Reply.Result : null))
            .ToArray();

        var done = BroadcastSummary.Collate(message.Question, replies);
        await store.Close(
            this.GetPrimaryKey(),
            clock.GetUtcNow(),
            replies.Select(one => BroadcastSummary.Stored(one.Persona, one.Answer, message.Question))
        );
        return done;
    }

    private async Task<PersonaAnswer> Reply(Persona persona, string question, string[] known)
    {
        try
        {
            return await GrainFactory
                .GetGrain<IPersonaGrain>(persona.Id)
                .Reply(new(question, known, personas.Rules.TokensFor(persona)));
        }
        catch (Exception fault)
        {
            return new(fault.GetBaseException().Message, [], AnswerOutcome.Failed);
        }
    }
}

using Brain.Domain.Personas;
using Brain.Messages.Personas;
using Brain.Postgres.Personas;
using Brain.Silo.Caches;

namespace Brain.Silo.Personas;

/// <summary>Personas as people see them.</summary>
internal sealed class PersonaReports(PersonaCache known, PersonaStore store)
{
    // Equal ones are one line.
    private const int CommentsMax = 50;

    /// <summary>Every persona.</summary>
    public IEnumerable<PersonaSummary> All() => known.All.Select(Summary);

    /// <summary>The persona of that name, without regard to case; null when there is none.</summary>
    public Persona? Find(string name) => known.Find(name);

    /// <summary>How one is doing, by its rows.</summary>
    public async Task<CheckIn> CheckIn(Persona persona)
    {
        var found = await store.CheckIn(persona.Id, CommentsMax, CancellationToken.None);
        return found.CheckIn(Summary(persona with { Ratings = found.Counts }));
    }

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
}

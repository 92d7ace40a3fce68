using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Domain.Sessions;

namespace Brain.Grains.Personas;

/// <summary>The personas as this silo knows them now. Source: <c>v2.personas</c> and the SKILL.md files, followed by the silo.</summary>
public interface IPersonaCache
{
    /// <summary>Every persona, archived ones too.</summary>
    IReadOnlyList<Persona> All { get; }

    /// <summary>What people configured.</summary>
    PersonaRules Rules { get; }

    /// <summary>The body of a persona's SKILL.md without its front matter; null when it has none or it can't be read.</summary>
    string? SkillOf(Guid persona);

    /// <summary>Reads them again; done when everybody in this silo sees the new ones.</summary>
    Task Refresh();
}

/// <summary>The user's skills folder.</summary>
public interface ISkillFolder
{
    /// <summary>Writes a persona's SKILL.md; one that is there already is kept as it is.</summary>
    /// <param name="slug">The name of the skill's folder.</param>
    /// <param name="text">The whole file.</param>
    /// <returns>Where it is, and whether it was written now; or why it can't be.</returns>
    (string Path, bool Written, string? Fault) Write(string slug, string text);

    /// <summary>Takes back a file written a moment ago.</summary>
    void Remove(string path);
}

/// <summary>A chat model, when one is configured.</summary>
public interface IChat
{
    /// <summary>Whether one is configured.</summary>
    bool Configured { get; }

    /// <summary>Asks it. Whatever goes wrong is a sentence in the answer, never an exception.</summary>
    Task<ModelAnswer> Ask(ModelQuestion asked, CancellationToken stop);
}

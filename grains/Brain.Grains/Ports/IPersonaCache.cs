using Brain.Domain.Personas;
using Brain.Domain.Sessions;

namespace Brain.Grains.Ports;

/// <summary>
/// The personas as this silo knows them now. Source: <c>v2.personas</c> and the SKILL.md files, followed by the silo.
/// </summary>
public interface IPersonaCache
{
    /// <summary>Every persona, archived ones too.</summary>
    IReadOnlyList<Persona> All { get; }

    /// <summary>What people configured.</summary>
    PersonaRules Rules { get; }

    /// <summary>
    /// The body of a persona's SKILL.md without its front matter; null when it has none or it can't be read.
    /// </summary>
    string? SkillOf(Guid persona);

    /// <summary>Reads them again; done when everybody in this silo sees the new ones.</summary>
    Task Refresh();
}

using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Personas;

/// <summary>Finds whom words begin with.</summary>
public static class PersonaNames
{
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ',', ':'];

    /// <summary>
    /// The name that the words begin with, in quotes or the longest one, and the rest; null when they begin with none.
    /// </summary>
    public static (string Name, string After)? Split(string words, IReadOnlyCollection<string> names)
    {
        var line = words.Trim();
        if (
            SpokenCommand.Quoted(line, out var behind) is { } quoted
            && names.FirstOrDefault(name => PersonaName.Same(quoted, name)) is { } exact
        )
            return (exact, behind.TrimStart(Separators));
        var name = names
            .Where(name =>
                line.Length >= name.Length
                && PersonaName.Same(line[..name.Length], name)
                && (line.Length == name.Length || !char.IsLetterOrDigit(line[name.Length]))
            )
            .MaxBy(name => name.Length);
        return name is null ? null : (name, line[name.Length..].TrimStart(Separators));
    }

    /// <summary>The persona whose name the words begin with, and the rest; null when they begin with none.</summary>
    public static (Persona Persona, string After)? Find(string words, IReadOnlyCollection<Persona> all) =>
        Split(words, [.. all.Select(persona => persona.Name)]) is var (name, rest)
            ? (all.First(persona => persona.Name == name), rest)
            : null;

    /// <summary>Words that begin with nobody's name.</summary>
    public static Refusal Unknown(string words, IReadOnlyCollection<Persona> all) =>
        PersonaText.Unknown(words.Trim().Split(' ', 2)[0], all);
}

using System.Collections.Immutable;

namespace Brain.Domain.Import;

/// <summary>A note that an agent kept for itself.</summary>
/// <param name="Origin">The file, with its machine: one learning each.</param>
/// <param name="ProjectPath">The folder that it is about; null for none.</param>
/// <param name="Text">What it says.</param>
/// <param name="Kind">What kind of learning it is.</param>
/// <param name="Source">The agent.</param>
/// <param name="Metadata">What the note says of itself.</param>
public sealed record ImportedNote(
    string Origin,
    string? ProjectPath,
    string Text,
    string Kind,
    string Source,
    ImmutableSortedDictionary<string, string> Metadata
);

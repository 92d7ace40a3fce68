using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Brain.Tests.Knowledge;

/// <summary>
/// Rules of linters in one sentence each, as two projects word them: the same rule by both, and a rule beside the next
/// one by its name. From ESLint (MIT, © OpenJS Foundation and other contributors) and Biome (MIT, © Biome Developers
/// and Contributors), who wrote them for their own readers; which rule is which is said in Biome's sources.
/// </summary>
/// <param name="One">As ESLint words it.</param>
/// <param name="Other">As Biome does.</param>
/// <param name="Same">They are the same rule.</param>
public sealed record AlikePair(string One, string Other, bool Same)
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNameCaseInsensitive = true };

    /// <summary>A file of pairs.</summary>
    public static ImmutableArray<AlikePair> Read(string name) =>
        [
            .. File.ReadLines(Path.Combine(Here(), "Labelled", name))
                .Select(line => JsonSerializer.Deserialize<AlikePair>(line, Format)!),
        ];

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

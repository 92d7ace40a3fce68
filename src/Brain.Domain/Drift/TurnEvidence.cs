using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Domain.Watching;

namespace Brain.Domain.Drift;

/// <summary>
/// A turn as signals read it: its words as terms, its places, and what is known of the topic. Made once a turn.
/// </summary>
public sealed class TurnEvidence
{
    private const int AskedMax = 1_000;
    private const int AnsweredMax = 1_500;
    private const int WrittenMax = 24;
    private const int PathTermsMax = 8;
    private const int NameMin = 3;

    private readonly HashSet<string> _named;

    private TurnEvidence(TurnSigns signs, DriftLevel level)
    {
        Signs = signs;
        Level = level;
        AskedText = Opening(signs.Asked, AskedMax);
        AnsweredText = Opening(signs.Answered, AnsweredMax);
        Asked = Tokenizer.Of(AskedText);
        _named = Tokenizer
            .Words($"{signs.Purpose} {AskedText}")
            .Where(word => !WordLists.Stop.Contains(word))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Places = [.. TouchedPaths.Of(signs)];
        Accepted = [.. level.Accepted, .. signs.Accepted];
        Purpose = Tokenizer.Of(signs.Purpose);
        Topic = new(Purpose.Concat(level.Recent).Concat(Accepted));
        Aside = new(level.Aside);
        Wanted = new(Purpose.Concat(level.Recent).Concat(Accepted).Concat(Asked));
    }

    /// <summary>The turn.</summary>
    public TurnSigns Signs { get; }

    /// <summary>Where drift stood before it.</summary>
    public DriftLevel Level { get; }

    /// <summary>
    /// Everything about the turn that can be accepted as belonging here: terms, folders outside the project (they begin
    /// with <c>/</c>), and <c>mode:</c> and <c>kind:</c> words. A turn whose marks are all accepted raises no alarm.
    /// </summary>
    public ImmutableArray<string> Marks =>
        [
            .. Asked
                .Concat(Tokenizer.Of(AnsweredText))
                .Concat(Written.SelectMany(place => PathTerms(Inside(place.Path))))
                .Concat(Outside.Select(place => place.Folder!))
                .Append($"mode:{Signs.Mode}")
                .Concat(Outward is { } act ? [$"act:{act.Name}"] : [])
                .Append("kind:code")
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>How far the purpose can be relied on: 0 none, 1 declared.</summary>
    public double Trust =>
        (Purpose.Length, Signs.Provisional) switch
        {
            (0, _) => 0,
            (1, true) => 0.25,
            (_, true) => 0.9,
            _ => 1,
        };

    internal string AskedText { get; }

    internal string AnsweredText { get; }

    internal ImmutableArray<string> Asked { get; }

    internal ImmutableArray<string> Purpose { get; }

    internal ImmutableArray<TouchedPath> Places { get; }

    internal ImmutableHashSet<string> Accepted { get; }

    /// <summary>What the session was about before this turn.</summary>
    internal TermSet Topic { get; }

    /// <summary>What the other matter is about that the turn before was on; empty when it kept to it.</summary>
    internal TermSet Aside { get; }

    /// <summary>The terms of the places that were touched.</summary>
    internal IEnumerable<string> PlaceTerms =>
        Places.Where(place => !place.IsScratch).Take(WrittenMax).SelectMany(place => PathTerms(Inside(place.Path)));

    /// <summary>The same, and what the person just asked for.</summary>
    internal TermSet Wanted { get; }

    /// <summary>The commands that were run, or tried.</summary>
    internal IEnumerable<string> Commands =>
        Signs
            .ToolCalls.Take(ToolCall.PerTurnMax)
            .Where(call => TouchedPaths.IsShell(call.Kind) && call.Target is { Length: > 0 })
            .Select(call => call.Target!);

    /// <summary>What was done beyond the working copy that nobody asked for, or null.</summary>
    internal (string Name, string Command)? Outward => OutwardActs.Unasked(Commands, AskedText, Signs.Purpose ?? "");

    /// <summary>Whether purpose, prompt or an earlier turn names the folder or file of a path.</summary>
    internal bool Names(string path) =>
        Inside(path)
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(part => (string[])[part, Path.GetFileNameWithoutExtension(part)])
            .Any(part => part.Length >= NameMin && _named.Contains(part));

    /// <summary>Changed places, the first few: those tell enough.</summary>
    internal IEnumerable<TouchedPath> Written => Places.Where(place => place.Writes).Take(WrittenMax);

    /// <summary>Places outside the project, the first few.</summary>
    internal IEnumerable<TouchedPath> Outside =>
        Places
            .Where(place => place.Folder is not null)
            .DistinctBy(place => place.Folder, StringComparer.Ordinal)
            .Take(WrittenMax);

    /// <summary>Reads a turn.</summary>
    /// <param name="signs">The turn.</param>
    /// <param name="level">Where drift stood before it.</param>
    public static TurnEvidence Of(TurnSigns signs, DriftLevel level) => new(signs, level);

    /// <summary>The telling terms of a path: its last ones, without the names that every project has.</summary>
    internal static ImmutableArray<string> PathTerms(string path) =>
        [.. Tokenizer.Of(path).Where(term => Tokenizer.Weight(term) == 1).TakeLast(PathTermsMax)];

    /// <summary>
    /// The terms to remember for the turns after it: what a turn that drifted was about is not the topic.
    /// </summary>
    internal ImmutableArray<string> Remember(bool assistantKept, bool personKept)
    {
        var asked = personKept ? Asked : [];
        var places =
            personKept && assistantKept
                ? Places
                    .Where(place => place.Folder is null)
                    .Take(WrittenMax)
                    .SelectMany(place => PathTerms(Inside(place.Path)))
                    .Concat(Tokenizer.Of(AnsweredText).Take(WrittenMax))
                : [];
        return DriftLevel.Newest(asked.Concat(places), Level.Recent, DriftLevel.RecentMax);
    }

    /// <summary>The terms of another matter that the person is on: they tell of the next turn too.</summary>
    internal ImmutableArray<string> Leave() =>
        DriftLevel.Newest(
            Asked.Concat(PlaceTerms).Concat(Tokenizer.Of(AnsweredText).Take(WrittenMax)),
            Level.Aside,
            DriftLevel.AsideMax
        );

    /// <summary>A term as the person or the assistant wrote it; the term itself where neither did.</summary>
    internal string AsWritten(string term) =>
        Tokenizer.Written(AskedText, term) ?? Tokenizer.Written(AnsweredText, term) ?? term;

    /// <summary>A path without the project's own folder.</summary>
    internal string Inside(string path) =>
        Signs.Project is { Length: > 0 } project && path.StartsWith(project, StringComparison.Ordinal)
            ? path[project.Length..]
            : path;

    // Pasted code and logs say little about what is wanted, and much that is new.
    private static string Opening(string? text, int max)
    {
        var plain = text ?? "";
        var fence = plain.IndexOf("```", StringComparison.Ordinal);
        if (fence > 0)
            plain = plain[..fence];
        return plain.Length <= max ? plain : plain[..max];
    }
}

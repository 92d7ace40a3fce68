using System.Collections.Immutable;
using Brain.Domain.Text;

namespace Brain.Domain.Drift;

/// <summary>What a turn is about, as vectors of the sentence model that ships with the silo.</summary>
/// <param name="Purpose">What the session is for.</param>
/// <param name="Asked">What the person said.</param>
/// <param name="Answered">What the assistant said last.</param>
/// <param name="Touched">What was read, written and run.</param>
/// <param name="Sentences">The first sentences of the answer; at least one.</param>
public sealed record TurnMeaning(
    float[] Purpose,
    float[] Asked,
    float[] Answered,
    float[] Touched,
    ImmutableArray<float[]> Sentences
)
{
    /// <summary>Characters of the prompt.</summary>
    public int AskedLength { get; init; }

    /// <summary>How many calls there were.</summary>
    public int Calls { get; init; }
}

/// <summary>The texts whose vectors are a <see cref="TurnMeaning"/>.</summary>
/// <param name="Purpose">What the session is for.</param>
/// <param name="Asked">What the person said, or null.</param>
/// <param name="Answered">What the assistant said last, or null.</param>
/// <param name="Targets">What each call was aimed at.</param>
public sealed record TurnTexts(string Purpose, string? Asked, string? Answered, ImmutableArray<string> Targets)
{
    private const int AskedMax = 1_000;
    private const int AnsweredMax = 1_500;
    private const int TouchedMax = 600;
    private const int SentencesMax = 8;
    private const int SentenceMax = 300;
    private const int Alone = 4;

    // What is not there has a vector too.
    private const string Nothing = ".";

    /// <summary>Of a turn as the Cop sees it.</summary>
    public static TurnTexts Of(TurnSigns signs) =>
        new(
            signs.Purpose ?? "",
            signs.Asked,
            signs.Answered,
            [.. signs.ToolCalls.Take(ToolCallsMax).Select(call => Inside(signs, call.Target ?? ""))]
        );

    private const int ToolCallsMax = 24;

    /// <summary>What is to be embedded, in this order.</summary>
    public ImmutableArray<string> ToEmbed()
    {
        var answered = Some(Answered, AnsweredMax);
        return
        [
            Some(Purpose, AskedMax),
            Some(Asked, AskedMax),
            answered,
            Some(string.Join(' ', Targets), TouchedMax),
            .. FirstSentences.Of(answered, SentencesMax, SentenceMax),
        ];
    }

    /// <summary>The turn's meaning, from the vectors of <see cref="ToEmbed"/>.</summary>
    public TurnMeaning ToMeaning(IReadOnlyList<float[]> vectors) =>
        new(vectors[0], vectors[1], vectors[2], vectors[3], [.. vectors.Skip(Alone)])
        {
            AskedLength = Asked?.Length ?? 0,
            Calls = Targets.Length,
        };

    private static string Some(string? text, int max) =>
        string.IsNullOrWhiteSpace(text) ? Nothing : Redaction.Cut(text.Trim(), max);

    private static string Inside(TurnSigns signs, string target) =>
        signs.Project is { Length: > 0 } project && target.StartsWith(project, StringComparison.Ordinal)
            ? target[project.Length..].TrimStart('/')
            : target;
}

using Brain.Domain.Text;

namespace Brain.Domain.Drift;

/// <summary>How likely a turn left its purpose, by what its words mean.</summary>
/// <param name="Ai">That the assistant did what it was not asked for, 0 to 1.</param>
/// <param name="User">That the person's topic moved, 0 to 1.</param>
public sealed record DriftLikelihood(double Ai, double User);

/// <summary>
/// Tells drift by what a turn's words mean: how near prompt, answer and its sentences are to the purpose, to each other
/// and to the turns before, and what such prompts and answers are like. Learnt from labelled fragments of sessions.
/// </summary>
public static class DriftModel
{
    /// <summary>The sentence model whose vectors it knows; of others it says nothing.</summary>
    public const string Embedder = "all-MiniLM-L6-v2/96";

    /// <summary>Turns before it that a turn is compared with.</summary>
    public const int EarlierMax = 16;

    private const float Likeness = 2;
    private const float Own = 2;
    private const float Shared = 10;
    private const int SentencesMax = 8;
    private const int CallsMax = 10;
    private const int LengthMax = 300;

    private static readonly Lazy<LinearModel> Weights = new(() => LinearModel.Read("Brain.Domain.Drift.drift.weights"));

    /// <summary>How likely a turn drifted.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="earlier">Turns before it, at most <see cref="EarlierMax"/>.</param>
    public static DriftLikelihood Of(TurnMeaning turn, IReadOnlyList<TurnMeaning> earlier)
    {
        var found = Weights.Value.Each(Features(turn, earlier));
        return new(found[0], found[1]);
    }

    /// <summary>What the model looks at.</summary>
    public static float[] Features(TurnMeaning turn, IReadOnlyList<TurnMeaning> earlier)
    {
        var (purpose, asked, answered) = (turn.Purpose, turn.Asked, turn.Answered);
        float[][] before = [.. earlier.SelectMany(one => (float[][])[one.Asked, one.Answered])];
        float[][] here = [purpose, asked];
        var sentences = turn.Sentences;
        return
        [
            Likeness * Vectors.Dot(purpose, asked),
            Likeness * Vectors.Dot(purpose, answered),
            Likeness * Vectors.Dot(purpose, turn.Touched),
            Likeness * Vectors.Dot(asked, answered),
            Likeness * Vectors.Dot(asked, turn.Touched),
            Likeness * Vectors.Nearest(asked, before),
            Likeness * Vectors.Nearest(answered, before),
            Likeness * Vectors.Nearest(asked, [purpose, .. earlier.Select(one => one.Answered)]),
            Likeness * sentences.Min(one => Vectors.Dot(one, purpose)),
            Likeness * sentences.Min(one => Vectors.Dot(one, asked)),
            Likeness * sentences.Min(one => Vectors.Nearest(one, here)),
            Likeness * sentences.Min(one => Vectors.Nearest(one, [.. here, .. before])),
            Math.Min(sentences.Length, SentencesMax) / 3f,
            Math.Min(turn.Calls, CallsMax) / 3f,
            Math.Min(turn.AskedLength, LengthMax) / 100f,
            .. asked.Select(one => Own * one),
            .. answered.Select(one => Own * one),
            .. Mean(sentences).Select(one => Own * one),
            .. sentences[^1].Select(one => Own * one),
            .. asked.Zip(purpose, (a, b) => Shared * a * b),
            .. answered.Zip(purpose, (a, b) => Shared * a * b),
        ];
    }

    private static float[] Mean(IReadOnlyList<float[]> vectors)
    {
        var mean = new float[vectors[0].Length];
        foreach (var vector in vectors)
        {
            for (var at = 0; at < mean.Length; at++)
                mean[at] += vector[at] / vectors.Count;
        }

        return mean;
    }
}

using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Review;

/// <summary>
/// Tells what a turn was by what its words mean, beside what its tools did. Learnt from labelled turns.
/// </summary>
public static class ClassModel
{
    /// <summary>The sentence model whose vectors it knows; of others it says nothing.</summary>
    public const string Embedder = "all-MiniLM-L6-v2/96";

    private const int AskedMax = 600;
    private const int AnsweredMax = 1_500;
    private const int CallsMax = 10;
    private const float Own = 2;
    private const string Nothing = ".";

    private static readonly Lazy<LinearModel> Weights = new(() =>
        LinearModel.Read("Brain.Domain.Review.classes.weights")
    );

    /// <summary>What is to be embedded of a turn: the prompt, the answer.</summary>
    public static ImmutableArray<string> ToEmbed(TurnToClassify turn) =>
        [Some(turn.Asked, AskedMax), Some(turn.Answered, AnsweredMax)];

    /// <summary>How likely a turn is of each class, in their order.</summary>
    public static ImmutableArray<double> Of(TurnToClassify turn, float[] asked, float[] answered) =>
        Weights.Value.OneOf(Features(turn, asked, answered));

    /// <summary>What the model looks at.</summary>
    public static float[] Features(TurnToClassify turn, float[] asked, float[] answered) =>
        [
            Is(turn.Tools.Any(TurnCues.Changes)),
            Is(turn.Tools.Any(TurnCues.Edits)),
            Is(turn.Tools.Any(TurnCues.Runs)),
            Is(turn.Tools.Any(tool => tool.Kind == ToolKind.Shell)),
            Is(turn.Tools.Any(tool => tool.Kind is ToolKind.Read or ToolKind.Search or ToolKind.Find)),
            Is(turn.Tools.Any(TurnCues.TakesBack)),
            Is(turn.Tools.IsEmpty),
            Math.Min(turn.Tools.Length, CallsMax) / 5f,
            Is(turn.Asked?.AsSpan().IndexOfAny('?', '？') >= 0),
            Math.Min(turn.Asked?.Length ?? 0, 400) / 200f,
            Math.Min(turn.Answered?.Length ?? 0, 800) / 400f,
            .. asked.Select(one => Own * one),
            .. answered.Select(one => Own * one),
        ];

    private static float Is(bool fact) => fact ? 1 : 0;

    private static string Some(string? text, int max) =>
        string.IsNullOrWhiteSpace(text) ? Nothing : Redaction.Cut(text.Trim(), max);
}

using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Brain.Models.Embeddings;

/// <summary>
/// A BERT sentence model in memory: mean pooling, and for the embedded model the states of the pieces that tell
/// something. Each thread that asks reads its own texts.
/// </summary>
internal sealed class SentenceModel : IDisposable
{
    /// <summary>Pieces that are read at once; a longer text is read in stretches.</summary>
    public const int StretchMax = 200;

    /// <summary>Stretches of one text that are read; what is behind them is found by its words.</summary>
    public const int StretchesMax = 3;

    /// <summary>States of one text that are kept.</summary>
    public const int StatesMax = 192;

    // Batching long texts gains nothing and costs memory.
    private const int BatchPiecesMax = 1_024;

    private const int SamePieceMax = 3;

    private readonly ModelFiles _files;
    private readonly WordPieces _pieces;
    private readonly InferenceSession _session;
    private readonly bool _hasTypes;
    private readonly string _output;

    public SentenceModel(ModelFiles files)
    {
        _files = files;
        _pieces = new(files.Vocabulary);
        using var options = new SessionOptions
        {
            // A run stays on the thread that asks for it, whose priority is its own.
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Memory that a batch took is given back after it.
        options.EnableCpuMemArena = false;
        _session = new(files.Weights, options);
        _hasTypes = _session.InputMetadata.ContainsKey("token_type_ids");
        _output = _session.OutputMetadata.ContainsKey("last_hidden_state")
            ? "last_hidden_state"
            : _session.OutputMetadata.Keys.First();
    }

    /// <summary>Embeds texts, in their order; stops between batches.</summary>
    /// <param name="texts">What is read.</param>
    /// <param name="threads">How many share the batches, the asking one too; the others have its priority.</param>
    /// <param name="stop">Gives up.</param>
    public EmbeddedText[] Embed(IReadOnlyList<string> texts, int threads, CancellationToken stop)
    {
        var stretches = texts
            .SelectMany((text, place) => Stretches(text).Select(pieces => new Stretch(place, pieces)))
            .ToArray();
        // The longest first, so that no thread waits long for another.
        Stretch[][] batches = [.. Batches(stretches.OrderBy(stretch => stretch.Pieces.Length)).Reverse()];
        BackgroundThread.Share(
            batches,
            Math.Min(threads, batches.Length),
            batch =>
            {
                stop.ThrowIfCancellationRequested();
                Run(batch);
            }
        );
        return [.. texts.Select((_, place) => Whole([.. stretches.Where(stretch => stretch.Text == place)]))];
    }

    /// <summary>The unit states of every piece that tells something, as the model has them.</summary>
    internal IEnumerable<float[]> RawStates(string text)
    {
        foreach (var stretch in Stretches(text).Select(pieces => new Stretch(0, pieces)))
        {
            Run([stretch], keepRaw: true);
            foreach (var state in stretch.Raw)
                yield return state;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private IEnumerable<int[]> Stretches(string text)
    {
        var pieces = _pieces.Of(text, StretchMax * StretchesMax);
        return pieces.Length == 0
            ?
            [
                [],
            ]
            : pieces.Chunk(StretchMax);
    }

    private static IEnumerable<Stretch[]> Batches(IEnumerable<Stretch> sorted)
    {
        var batch = new List<Stretch>();
        foreach (var stretch in sorted)
        {
            if (batch.Count > 0 && (batch.Count + 1) * (stretch.Pieces.Length + 2) > BatchPiecesMax)
            {
                yield return [.. batch];
                batch.Clear();
            }

            batch.Add(stretch);
        }

        if (batch.Count > 0)
            yield return [.. batch];
    }

    private void Run(Stretch[] batch, bool keepRaw = false)
    {
        var width = batch.Max(stretch => stretch.Pieces.Length) + 2;
        var (ids, mask) = (new long[batch.Length * width], new long[batch.Length * width]);
        for (var row = 0; row < batch.Length; row++)
        {
            int[] pieces = [_pieces.Start, .. batch[row].Pieces, _pieces.End];
            for (var at = 0; at < pieces.Length; at++)
                (ids[row * width + at], mask[row * width + at]) = (pieces[at], 1);
        }

        long[] shape = [batch.Length, width];
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var attention = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var types = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        string[] names = _hasTypes
            ? ["input_ids", "attention_mask", "token_type_ids"]
            : ["input_ids", "attention_mask"];
        OrtValue[] values = _hasTypes ? [input, attention, types] : [input, attention];
        using var found = _session.Run(run, names, values, [_output]);
        var states = found[0].GetTensorDataAsSpan<float>();
        var dimension = states.Length / (batch.Length * width);
        for (var row = 0; row < batch.Length; row++)
            Read(batch[row], states.Slice(row * width * dimension, width * dimension), dimension, keepRaw);
    }

    private void Read(Stretch stretch, ReadOnlySpan<float> states, int dimension, bool keepRaw)
    {
        var mean = new float[dimension];
        for (var at = 0; at < stretch.Pieces.Length + 2; at++)
            TensorPrimitives.Add(mean, states.Slice(at * dimension, dimension), mean);
        TensorPrimitives.Divide(mean, Math.Max(TensorPrimitives.Norm(mean), float.Epsilon), mean);
        stretch.Vector = mean;
        if (!_files.HasTokenStates)
            return;
        var state = new sbyte[TokenProjection.Width];
        for (var at = 0; at < stretch.Pieces.Length; at++)
        {
            var piece = stretch.Pieces[at];
            if (!_pieces.Tells(piece))
                continue;
            var raw = states.Slice((at + 1) * dimension, dimension);
            if (keepRaw)
            {
                var unit = raw.ToArray();
                TensorPrimitives.Divide(unit, TensorPrimitives.Norm(unit), unit);
                stretch.Raw.Add(unit);
                continue;
            }

            TokenProjection.Project(raw, state);
            stretch.Kept.Add((short)piece);
            stretch.States.AddRange(state);
        }
    }

    private static EmbeddedText Whole(Stretch[] stretches)
    {
        var seen = new Dictionary<short, int>();
        var (pieces, states) = (new List<short>(), new List<sbyte>());
        foreach (var stretch in stretches)
        {
            for (var at = 0; at < stretch.Kept.Count && pieces.Count < StatesMax; at++)
            {
                // A word that a long text is full of says its thing a few times.
                var times = seen[stretch.Kept[at]] = seen.GetValueOrDefault(stretch.Kept[at]) + 1;
                if (times > SamePieceMax)
                    continue;
                pieces.Add(stretch.Kept[at]);
                states.AddRange(stretch.States.GetRange(at * TokenProjection.Width, TokenProjection.Width));
            }
        }

        return new([.. stretches.Select(stretch => stretch.Vector)], [.. pieces], [.. states]);
    }

    private sealed record Stretch(int Text, int[] Pieces)
    {
        public float[] Vector { get; set; } = [];

        public List<short> Kept { get; } = [];

        public List<sbyte> States { get; } = [];

        public List<float[]> Raw { get; } = [];
    }
}

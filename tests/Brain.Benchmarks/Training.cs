using Brain.Domain.Text;

namespace Brain.Benchmarks;

/// <summary>
/// <c>train --path FOLDER... [--rules FOLDER...] --out FOLDER</c>: learns the weights by which the Cop and the Auditor
/// judge what words mean, from labelled sets such as <c>labelled</c> measures, and from turns that nobody labelled as
/// the rules call them, so that what real turns are like is known too. Nothing in it is random: the same sets give the
/// same weights.
/// </summary>
internal static class Training
{
    private static readonly string[] Classes = ["mistake", "change", "decision", "chore", "question", "other"];

    public static bool Wants(string[] args) => args is ["train", ..];

    public static int Run(string[] args)
    {
        var at = Array.IndexOf(args, "--out");
        if (at < 0 || at + 1 >= args.Length)
        {
            Console.Error.WriteLine("Say where the sets are and where to write: train --path FOLDER... --out FOLDER");
            return 2;
        }

        var known = args.Take(at).Skip(1).Chunk(2).ToLookup(pair => pair[0], pair => pair[1]);
        using var vectors = new SentenceVectors();
        var files = known["--path"].ToArray();
        var drift = files.Select(one => Path.Combine(one, "drift", "sessions.jsonl")).Where(File.Exists).ToArray();
        var turns = files.Select(one => Path.Combine(one, "turns", "turns.jsonl")).Where(File.Exists).ToArray();
        var fragments = drift.SelectMany(file => LabelledDrift.ToLearn(file, vectors)).ToArray();
        var cases = turns.SelectMany(file => LabelledClasses.ToLearn(file, vectors)).ToArray();
        var real = known["--rules"]
            .Select(one => Path.Combine(one, "turns", "turns.jsonl"))
            .Where(File.Exists)
            .SelectMany(file => LabelledClasses.ToLearn(file, vectors, byRules: true))
            .ToArray();
        var quiet = known["--rules"]
            .Select(one => Path.Combine(one, "drift", "sessions.jsonl"))
            .Where(File.Exists)
            .SelectMany(file => LabelledDrift.WithoutDrift(file, vectors))
            .ToArray();
        string[] kinds = ["ai", "user"];
        Write(args[at + 1], "drift.weights", new(kinds.Select(kind => OneOfTwo(fragments, quiet, kind))));
        Write(args[at + 1], "classes.weights", new(OneOfMany(cases, real)));
        Console.WriteLine(
            $"Learnt from {fragments.Length} turns of fragments and {cases.Length} turns; as the rules say from "
                + $"{quiet.Length} and {real.Length}."
        );
        return 0;
    }

    private static void Write(string folder, string name, LinearModel model) =>
        File.WriteAllText(Path.Combine(folder, name), model.ToText());

    // Both sides count the same, however many there are of each.
    private static float[] OneOfTwo(
        (float[] Features, string Label)[] labelled,
        (float[] Features, string Label)[] quiet,
        string label
    )
    {
        (float[] Features, string Label)[] known = [.. labelled, .. quiet];
        var there = known.Count(one => one.Label == label);
        var (yes, no) = (known.Length / (2.0 * there), known.Length / (2.0 * (known.Length - there)));
        return Descent.Learn(
            1,
            [.. known.Select(one => one.Features)],
            [.. known.Select(one => one.Label == label ? 0 : -1)],
            [.. known.Select((one, at) => one.Label == label ? yes : at < labelled.Length ? no : no * RulesCount)],
            penalty: 1
        )[0];
    }

    private static float[][] OneOfMany(
        (float[] Features, string Label)[] known,
        (float[] Features, string Label)[] byRules
    ) =>
        Descent.Learn(
            Classes.Length,
            [.. known.Concat(byRules).Select(one => one.Features)],
            [.. known.Concat(byRules).Select(one => Array.IndexOf(Classes, one.Label))],
            [.. known.Select(_ => 1.0), .. byRules.Select(_ => RulesCount)],
            penalty: 2
        );

    // What a rule says is wrong one time in ten.
    private const double RulesCount = 0.4;
}

/// <summary>Logistic regression by accelerated descent.</summary>
internal static class Descent
{
    private const int Rounds = 1_500;

    /// <summary>Weights, one row an output with its constant last.</summary>
    /// <param name="outputs">1 for yes or no, else one of so many.</param>
    /// <param name="features">One row an example.</param>
    /// <param name="labels">The output of each; -1 for a no.</param>
    /// <param name="counts">How much each counts.</param>
    /// <param name="penalty">Half of it times the square of each weight is added; constants are free.</param>
    public static float[][] Learn(int outputs, float[][] features, int[] labels, double[] counts, double penalty)
    {
        var width = features[0].Length;
        var rows = features.Select(row => (float[])[.. row, 1f]).ToArray();
        var step = 1 / ((Steepest(rows, counts) / (outputs == 1 ? 4 : 2)) + penalty);
        var now = Zero(outputs, width + 1);
        var ahead = Zero(outputs, width + 1);
        for (var round = 1; round <= Rounds; round++)
        {
            var slope = Slope(ahead, rows, labels, counts, penalty);
            for (var output = 0; output < outputs; output++)
            {
                for (var at = 0; at <= width; at++)
                {
                    var next = ahead[output][at] - (float)(step * slope[output][at]);
                    ahead[output][at] = next + ((round - 1f) / (round + 2f) * (next - now[output][at]));
                    now[output][at] = next;
                }
            }
        }

        return now;
    }

    // The largest eigenvalue of the examples' products, by powers.
    private static double Steepest(float[][] rows, double[] counts)
    {
        var along = new float[rows[0].Length];
        Array.Fill(along, 1f);
        var length = 0f;
        for (var power = 0; power < Powers; power++)
        {
            var next = new float[along.Length];
            foreach (var (row, count) in rows.Zip(counts))
            {
                var share = (float)count * Vectors.Dot(row, along);
                for (var at = 0; at < next.Length; at++)
                    next[at] += share * row[at];
            }

            length = MathF.Sqrt(Vectors.Dot(next, next));
            along = Array.ConvertAll(next, one => one / length);
        }

        return Margin * length;
    }

    private const int Powers = 40;
    private const double Margin = 1.1;

    private static double[][] Slope(float[][] weights, float[][] rows, int[] labels, double[] counts, double penalty)
    {
        var slope = weights
            .Select(row => row.Select((one, at) => at == row.Length - 1 ? 0 : penalty * one).ToArray())
            .ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            var likely = Likely([.. weights.Select(one => (double)Vectors.Dot(one, rows[row]))]);
            for (var output = 0; output < weights.Length; output++)
            {
                var off = counts[row] * (likely[output] - (labels[row] == output ? 1 : 0));
                for (var at = 0; at < rows[row].Length; at++)
                    slope[output][at] += off * rows[row][at];
            }
        }

        return slope;
    }

    private static double[] Likely(double[] sums)
    {
        if (sums.Length == 1)
            return [1 / (1 + Math.Exp(-sums[0]))];
        var most = sums.Max();
        var parts = sums.Select(sum => Math.Exp(sum - most)).ToArray();
        return [.. parts.Select(part => part / parts.Sum())];
    }

    private static float[][] Zero(int outputs, int width) =>
        [.. Enumerable.Range(0, outputs).Select(_ => new float[width])];
}

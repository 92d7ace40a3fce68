using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Brain.Models.Embeddings;

namespace Brain.Benchmarks.Search;

/// <summary>
/// Makes <c>src/Brain.Models/Embeddings/minilm-projection.bin</c>: the 96 directions in which the states of tokens of
/// ordinary English differ most. The English is this repository's own: its documentation and the comments in its code.
/// </summary>
internal static partial class ProjectionMaker
{
    private const int From = 384;
    private const int Width = 96;
    private const int Rounds = 60;
    private const int WordsMin = 8;

    /// <summary>Reads the texts of a checkout and writes the matrix.</summary>
    public static async Task Make(string checkout, string path)
    {
        var texts = Texts(checkout).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var files = new EmbeddedWeights(
            EmbeddedWeights.Shipped,
            Environment.GetEnvironmentVariable("BRAIN_MODELS") ?? Path.Combine(Path.GetTempPath(), "brain-models")
        ).Unpack();
        using var model = new SentenceModel(files);
        var (products, count) = (new double[From * From], 0);
        foreach (var state in texts.SelectMany(model.RawStates))
        {
            count++;
            for (var row = 0; row < From; row++)
            {
                for (var column = row; column < From; column++)
                    products[row * From + column] += state[row] * state[column];
            }
        }

        for (var row = 0; row < From; row++)
        {
            for (var column = 0; column < row; column++)
                products[row * From + column] = products[column * From + row];
        }

        var directions = Directions(products);
        await File.WriteAllBytesAsync(path, MemoryMarshal.AsBytes(directions.AsSpan()).ToArray());
        Console.WriteLine($"{texts.Length} texts, {count} token states");
    }

    /// <summary>Paragraphs of the documentation, and comments.</summary>
    internal static IEnumerable<string> Texts(string checkout)
    {
        foreach (var file in Directory.EnumerateFiles(checkout, "*.md", SearchOption.AllDirectories))
        {
            foreach (var paragraph in Blank().Split(Fence().Replace(File.ReadAllText(file), "")))
                if (Plain(paragraph) is { } text)
                    yield return text;
        }

        foreach (var folder in new[] { "src", "grains", "silo", "client", "tests" })
        {
            foreach (
                var file in Directory.EnumerateFiles(
                    Path.Combine(checkout, folder),
                    "*.cs",
                    SearchOption.AllDirectories
                )
            )
            {
                if (file.Contains("/obj/", StringComparison.Ordinal))
                    continue;
                foreach (Match match in Comment().Matches(File.ReadAllText(file)))
                    if (Plain(Tag().Replace(match.Value.Replace("///", "", StringComparison.Ordinal), "")) is { } text)
                        yield return text;
            }
        }
    }

    private static string? Plain(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length < WordsMin || text.Contains('|', StringComparison.Ordinal) ? null : string.Join(' ', words);
    }

    // Orthogonal iteration: the directions that a symmetric matrix stretches most, the strongest first.
    private static float[] Directions(double[] products)
    {
        var chance = new Random(384);
        var rows = Enumerable
            .Range(0, Width)
            .Select(_ => Enumerable.Range(0, From).Select(_ => chance.NextDouble() - 0.5).ToArray())
            .ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            Parallel.For(0, Width, row =>
            {
                var stretched = new double[From];
                for (var at = 0; at < From; at++)
                {
                    for (var other = 0; other < From; other++)
                        stretched[at] += products[at * From + other] * rows[row][other];
                }

                rows[row] = stretched;
            });
            for (var row = 0; row < Width; row++)
            {
                for (var before = 0; before < row; before++)
                {
                    var shared = rows[row].Zip(rows[before], (a, b) => a * b).Sum();
                    for (var at = 0; at < From; at++)
                        rows[row][at] -= shared * rows[before][at];
                }

                var length = Math.Sqrt(rows[row].Sum(number => number * number));
                for (var at = 0; at < From; at++)
                    rows[row][at] /= length;
            }
        }

        return [.. rows.SelectMany(row => row).Select(number => (float)number)];
    }

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex Blank();

    [GeneratedRegex(@"```.*?```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(///[^\n]*\n\s*)+")]
    private static partial Regex Comment();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}

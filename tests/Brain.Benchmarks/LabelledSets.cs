namespace Brain.Benchmarks;

/// <summary>
/// <c>labelled --path FOLDER [--misses] [--rules]</c>: how good the rules and the sentence model are on labelled sets
/// that lie in a folder, with no database and no silo; the rules alone with <c>--rules</c>. A set that the folder does
/// not have is left out.
/// </summary>
internal static class LabelledSets
{
    public static bool Wants(string[] args) => args is ["labelled", ..];

    public static int Measure(string[] args)
    {
        var at = Array.IndexOf(args, "--path");
        if (at < 0 || at + 1 >= args.Length)
        {
            Console.Error.WriteLine("Say where the labelled sets are: labelled --path FOLDER [--misses]");
            return 2;
        }

        Action<string> tell = args.Contains("--misses") ? Console.Error.WriteLine : _ => { };
        using var vectors = args.Contains("--rules") ? null : new SentenceVectors();
        (string File, Func<string, SentenceVectors?, Action<string>, IEnumerable<Figure>> Measure)[] sets =
        [
            (Path.Combine(args[at + 1], "turns", "turns.jsonl"), LabelledClasses.Measure),
            (Path.Combine(args[at + 1], "drift", "sessions.jsonl"), LabelledDrift.Measure),
        ];
        var found = sets.Where(set => File.Exists(set.File)).ToArray();
        foreach (var figure in found.SelectMany(set => set.Measure(set.File, vectors, tell)))
            Console.WriteLine(figure.ToJson());
        if (found.Length > 0)
            return 0;
        Console.Error.WriteLine($"There is neither turns/turns.jsonl nor drift/sessions.jsonl in {args[at + 1]}.");
        return 1;
    }
}

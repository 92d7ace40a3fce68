using System.Diagnostics;
using Brain.Messages.Secrets;

namespace Brain.Benchmarks;

/// <summary>How long a text of 256 KiB is looked through for secrets, against one plain pass over its words.</summary>
internal static class SecretScanTimes
{
    private const int TextMax = 256 * 1024;
    private const int Runs = 40;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        _ = place;
        var part =
            "The build of 4ceef22 failed: token: string; const x = await read(\"/home/me/site/src/a.ts\", { "
            + "max_tokens: 4096 });\n";
        var text = string.Concat(Enumerable.Repeat(part, TextMax / part.Length));
        var scanned = new Times(
            Enumerable.Range(0, Runs).Select(_ => Time(() => SecretScanner.Find(text).Count)).Skip(Runs / 4)
        );
        var plain = new Times(
            Enumerable.Range(0, Runs).Select(_ => Time(() => text.Count(char.IsLetterOrDigit))).Skip(Runs / 4)
        );
        await Task.CompletedTask;
        yield return new("secret_scan_256_kib", scanned.P50, "ms", plain.P50, "one pass that counts its letters");
    }

    private static double Time(Func<int> run)
    {
        var began = Stopwatch.GetTimestamp();
        _ = run();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

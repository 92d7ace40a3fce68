using System.Runtime.CompilerServices;
using Brain.Domain.Tools;

namespace Brain.Tests.Sessions;

/// <summary>
/// Lines as agents type them, each with what a person would say of it: one that only reads, or one that writes, runs
/// something or changes the machine.
/// </summary>
public sealed class LabelledShellLines
{
    private static readonly (bool Reads, string Line)[] All = [.. Read()];

    [Fact]
    public void With_an_effect_are_never_let_through()
    {
        string[] effects = [.. All.Where(one => !one.Reads).Select(one => one.Line)];
        string[] through = [.. effects.Where(line => ShellCommand.OnlyReads(line))];

        Assert.InRange(effects.Length, 240, 10_000);
        Assert.Empty(through);
    }

    [Fact]
    public void That_only_read_are_asked_about_at_most_one_in_twelve()
    {
        string[] reading = [.. All.Where(one => one.Reads).Select(one => one.Line)];
        string[] asked = [.. reading.Where(line => !ShellCommand.OnlyReads(line))];

        Assert.InRange(reading.Length, 90, 10_000);
        Assert.True(
            asked.Length * 12 <= reading.Length,
            $"{asked.Length} of {reading.Length} are asked about: {string.Join(" | ", asked)}"
        );
    }

    private static IEnumerable<(bool Reads, string Line)> Read([CallerFilePath] string here = "") =>
        from row in File.ReadAllLines(
            Path.Combine(Path.GetDirectoryName(here)!, "..", "Support", "Labelled", "shell-lines.tsv")
        )
        let parts = row.Split('\t', 2)
        select (parts[0] == "r", parts[1].Replace("\\n", "\n", StringComparison.Ordinal));
}

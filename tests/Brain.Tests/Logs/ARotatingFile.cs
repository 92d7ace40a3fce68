using Brain.Silo.Logs;

namespace Brain.Tests.Logs;

public sealed class ARotatingFile : IDisposable
{
    private const int BytesMax = 1_000;
    private readonly Client.ScratchFolder _folder = new();

    private string Log => Path.Combine(_folder.Path, "logs", "silo.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Never_grows_past_its_size_and_keeps_the_newest()
    {
        using var file = new RotatingFile(Log, BytesMax);
        for (var line = 0; line < 1_000; line++)
            file.Write($"line {line:000}");

        var files = new DirectoryInfo(Path.GetDirectoryName(Log)!).GetFiles();
        Assert.Equal(
            ["silo.log", "silo.log.1", "silo.log.2"],
            files.Select(one => one.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(files, one => Assert.InRange(one.Length, 1, BytesMax));
        Assert.Equal("line 999", File.ReadLines(Log).Last());
        var all = File.ReadLines(Log + ".2").Concat(File.ReadLines(Log + ".1")).Concat(File.ReadLines(Log)).ToArray();
        Assert.Equal(Enumerable.Range(1_000 - all.Length, all.Length).Select(line => $"line {line:000}"), all);
    }

    [Fact]
    public void Goes_on_after_somebody_emptied_it()
    {
        using var file = new RotatingFile(Log, BytesMax);
        file.Write("before");
        File.WriteAllText(Log, "");

        file.Write("after");

        Assert.Equal("after\n", File.ReadAllText(Log));
    }

    [Fact]
    public void Keeps_nobody_waiting_when_it_can_not_be_written()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "logs"), "no folder");
        using var file = new RotatingFile(Log, BytesMax);

        file.Write("lost");
        File.Delete(Path.Combine(_folder.Path, "logs"));
        file.Write("kept");

        Assert.Equal("kept\n", File.ReadAllText(Log));
    }
}

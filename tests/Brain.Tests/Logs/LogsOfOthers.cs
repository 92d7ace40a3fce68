using Brain.Silo.Logs;

namespace Brain.Tests.Logs;

public sealed class LogsOfOthers : IDisposable
{
    private readonly Client.ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("logs/up.log")]
    [InlineData("logs/silo.out")]
    [InlineData("pg/log/postgres-Sat.log")]
    [InlineData("pg/start.log")]
    public void Are_cut_to_their_end_when_they_are_too_long(string name)
    {
        var path = Write(name, LogSweeper.BytesMax + 100);
        using var writer = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);

        LogSweeper.Sweep(_home.Path);

        Assert.InRange(new FileInfo(path).Length, LogSweeper.BytesKept - 100, LogSweeper.BytesKept);
        Assert.EndsWith("the last line\n", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.StartsWith("line ", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_left_alone_while_they_are_short()
    {
        var path = Write("logs/up.log", LogSweeper.BytesMax - 100);
        var before = new FileInfo(path).Length;

        LogSweeper.Sweep(_home.Path);

        Assert.Equal(before, new FileInfo(path).Length);
    }

    [Fact]
    public void Are_not_followed_to_somebody_elses_file()
    {
        var elsewhere = Write("elsewhere", LogSweeper.BytesMax + 100);
        Directory.CreateDirectory(Path.Combine(_home.Path, "pg", "log"));
        File.CreateSymbolicLink(Path.Combine(_home.Path, "pg", "log", "postgres-Sun.log"), elsewhere);

        LogSweeper.Sweep(_home.Path);

        Assert.True(new FileInfo(elsewhere).Length > LogSweeper.BytesMax);
    }

    [Fact]
    public void Are_not_followed_through_a_folder_that_leads_elsewhere()
    {
        var elsewhere = Write("elsewhere/their.log", LogSweeper.BytesMax + 100);
        Directory.CreateDirectory(Path.Combine(_home.Path, "pg"));
        Directory.CreateSymbolicLink(Path.Combine(_home.Path, "pg", "log"), Path.GetDirectoryName(elsewhere)!);

        LogSweeper.Sweep(_home.Path);

        Assert.True(new FileInfo(elsewhere).Length > LogSweeper.BytesMax);
    }

    private string Write(string name, long bytes)
    {
        var path = Path.Combine(_home.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new StreamWriter(path);
        for (long written = 0, line = 0; written < bytes - 20; line++)
        {
            var text = $"line {line:000000000}\n";
            writer.Write(text);
            written += text.Length;
        }

        writer.Write("the last line\n");
        return path;
    }
}

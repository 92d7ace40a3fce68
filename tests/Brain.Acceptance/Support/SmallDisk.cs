namespace Brain.Acceptance;

/// <summary>A file system of a few megabytes in memory, which a test fills. Only root can mount one.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Ends a test as skipped where none can be mounted, as in most containers.</summary>
    public static async Task Require()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount the small disk that this test fills.");
        using var scratch = new Scratch();
        try
        {
            await (await Mount(scratch.Folder("disk"), "64k")).DisposeAsync();
        }
        catch (InvalidOperationException refused)
        {
            Assert.Skip($"No small disk can be mounted here: {refused.Message}");
        }
    }

    /// <param name="path">The folder that it shall be; made if it is not there.</param>
    /// <param name="size">As mount says it: <c>1m</c>.</param>
    public static async Task<SmallDisk> Mount(string path, string size)
    {
        Directory.CreateDirectory(path);
        await Run("mount", "-t", "tmpfs", "-o", $"size={size}", "brain-test", path);
        return new(path);
    }

    /// <summary>Leaves no byte free.</summary>
    public async Task Fill()
    {
        var full = await ProgramRun.Of(new("dd", ["if=/dev/zero", $"of={Ballast}", "bs=4k"]));
        Assert.Contains("No space left", full.Error, StringComparison.Ordinal);
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void Empty() => File.Delete(Ballast);

    public async ValueTask DisposeAsync() => await Run("umount", "-l", Path);

    private static async Task Run(string program, params string[] arguments)
    {
        var run = await ProgramRun.Of(new(program, arguments));
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {run.ExitCode}: {run.Error.Trim()}");
    }
}

namespace Brain.Acceptance;

/// <summary>A folder of one test's own, gone afterwards unless <c>BRAIN_TEST_KEEP</c> is set.</summary>
public sealed class Scratch : IDisposable
{
    private const int TimesMax = 20;
    private const int PauseMs = 100;

    /// <summary>Short, because Unix sockets below it may have 107 characters at most.</summary>
    public string Path { get; } =
        Directory
            .CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"bt-{Guid.NewGuid():N}"[..11]))
            .FullName;

    /// <summary>A folder inside it, created.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("BRAIN_TEST_KEEP") is not null)
            return;
        for (var time = 1; time < TimesMax; time++)
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException)
            {
                // What a test has ended may still be writing its last words here.
                Thread.Sleep(PauseMs);
            }

        Directory.Delete(Path, recursive: true);
    }
}

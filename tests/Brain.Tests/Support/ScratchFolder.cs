namespace Brain.Tests.Client;

/// <summary>A folder for one test, with a brain's home and an agent's settings in it.</summary>
public sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("brain-").FullName;

    public string this[string name]
    {
        get => File.ReadAllText($"{Path}/{name}");
        set
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName($"{Path}/{name}")!);
            File.WriteAllText($"{Path}/{name}", value);
        }
    }

    public string[] Files(string pattern) => Directory.GetFiles(Path, pattern, SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

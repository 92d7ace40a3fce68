using System.Collections.Concurrent;
using Brain.Messages.Projects;
using Brain.Messages.Sessions;
using Brain.Postgres.Projects;

namespace Brain.Silo.Files;

/// <summary>
/// Which project a folder of this machine is of. What was found is believed for a moment, so that a prompt costs no
/// look at the disk. A folder that is not on this machine is known by its name alone.
/// </summary>
internal sealed class ProjectFolders(ProjectStore store, TimeProvider clock)
{
    /// <summary>How long what was found is believed.</summary>
    public static readonly TimeSpan BelievedFor = TimeSpan.FromSeconds(10);

    private const int FoldersMax = 10_000;

    private static readonly GitFiles Files = new(Resolve, Read);
    private static readonly string? Home = Environment.GetEnvironmentVariable("HOME");

    private readonly ConcurrentDictionary<string, (string? Key, long At)> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _kept = new(StringComparer.Ordinal);

    /// <summary>An event with its project, where it may begin one and its carrier did not look.</summary>
    public Delivery In(HookEvent hookEvent, Delivery delivery) =>
        delivery.ProjectKey is null
        && hookEvent.Kind is EventKind.SessionStart or EventKind.Prompt
        && Of(delivery.Folder ?? hookEvent.Cwd) is { } key
            ? delivery with
            {
                ProjectKey = key,
            }
            : delivery;

    /// <summary>The project of a folder; null for no folder.</summary>
    public string? Of(string? folder)
    {
        if (string.IsNullOrEmpty(folder) || folder.Length > ProjectFolder.LengthMax)
            return ProjectFolder.Of(folder);
        if (_found.TryGetValue(folder, out var found) && clock.GetElapsedTime(found.At) < BelievedFor)
            return found.Key;
        if (_found.Count >= FoldersMax)
            _found.Clear();
        var key = Look(folder);
        _found[folder] = (key, clock.GetTimestamp());
        return key;
    }

    /// <summary>Has the database know it, for what is asked of a folder in which no session began.</summary>
    public async Task Know(string? folder, CancellationToken stop)
    {
        if (folder is null || Of(folder) is not { } key)
            return;
        if (_kept.GetValueOrDefault(folder, ProjectFolder.Of(folder)!) == key)
            return;
        await store.Know(folder, key, stop);
        if (_kept.Count >= FoldersMax)
            _kept.Clear();
        _kept[folder] = key;
    }

    /// <summary>Looks at the disk.</summary>
    public static string? Look(string? folder) => GitRepository.ProjectOf(folder, Files, Home);

    /// <summary>The repository that a folder is in; null for none.</summary>
    public static GitRepository? Repository(string folder) => GitRepository.Find(folder, Files, Home);

    /// <summary>Whether a repository begins in a folder: what is said of it is said of the whole project.</summary>
    public static bool IsRoot(string? folder) =>
        folder is ['/', ..] && Resolve(folder) is { } real && Path.Exists(Path.Combine(real, ".git"));

    private static string? Resolve(string path)
    {
        try
        {
            return !path.Contains('\0') && Path.Exists(path) ? RealPath.Of(path) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[]? Read(string path, int bytesMax)
    {
        try
        {
            return RegularFile.Start(path, bytesMax);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

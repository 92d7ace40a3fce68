namespace Brain.Client.HandOff;

/// <summary>A turn that shall be in a project's HANDOFF.md.</summary>
/// <param name="Session">Whose, fit to be a file's name.</param>
/// <param name="Prompt">Its prompt, or null for the session's newest.</param>
/// <param name="Project">The project's root.</param>
internal sealed record PendingHandOff(string Session, Guid? Prompt, string Project);

/// <summary>
/// Turns that the brain did not tell in time (<c>spool/handoff/</c>), a small file each: <c>SESSION.MILLISECONDS</c>
/// holds the prompt and the project. The session's next Stop, and <c>brain spool flush</c>, ask again, the oldest
/// first.
/// </summary>
internal sealed class PendingHandOffs(BrainHome home)
{
    /// <summary>The most turns that are owed; past that a turn that is not told in time never is.</summary>
    internal const int CountMax = 1_000;

    /// <summary>How long a turn is owed. A brain that can't tell of it for so long never will.</summary>
    internal static readonly TimeSpan AgeMax = TimeSpan.FromDays(7);

    private const int TurnMs = 5_000;

    private readonly string _folder = home.Spool + "/handoff";

    /// <summary>Takes note of a turn and has somebody ask again whom nobody waits for.</summary>
    internal void Note(PendingHandOff turn)
    {
        try
        {
            if (Files().Length >= CountMax)
                return;
            Directory.CreateDirectory(
                _folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            var name = $"{_folder}/{turn.Session}.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds():D15}";
            File.WriteAllText(name + "~", $"{turn.Prompt}\n{turn.Project}");
            File.Move(name + "~", name, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // A full disk, say: a hand-off is a help, and no reason to fail.
        }

        Spool.Touch(Spool.Marker(home));
        Flusher.Start(home);
    }

    /// <summary>Asks for what is owed; false when some still is.</summary>
    /// <param name="session">Only its turns, or null for all.</param>
    /// <param name="deadlineMs">On the clock of <see cref="Environment.TickCount64"/>.</param>
    internal bool Pay(string? session, long deadlineMs)
    {
        var stuck = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var file in Files().Order(StringComparer.Ordinal))
            {
                var owner = Path.GetFileNameWithoutExtension(file);
                if (file.EndsWith('~') || (session is not null && owner != session) || stuck.Contains(owner))
                    continue;
                // A session's turns keep their order: behind one that is not told, the others wait.
                if (!IsTold(file, owner, Math.Min(deadlineMs, Environment.TickCount64 + TurnMs)))
                    stuck.Add(owner);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return stuck.Count == 0;
    }

    private bool IsTold(string file, string session, long deadlineMs)
    {
        var age = DateTime.UtcNow - File.GetLastWriteTimeUtc(file);
        if (age < AgeMax && File.ReadAllText(file).Split('\n', 2) is [var prompt, var project])
        {
            var turn = new PendingHandOff(session, Guid.TryParse(prompt, out var id) ? id : null, project);
            if (
                HandOffFile.In(project, mayCreate: true) is { } handOff
                && !HandOffTurn.Append(home, handOff, turn, deadlineMs)
            )
                return false;
        }

        File.Delete(file);
        return true;
    }

    private string[] Files() => Directory.Exists(_folder) ? Directory.GetFiles(_folder) : [];
}

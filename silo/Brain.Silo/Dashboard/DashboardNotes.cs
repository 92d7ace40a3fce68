using System.Collections.Concurrent;
using Brain.Dashboard;

namespace Brain.Silo.Dashboard;

/// <summary>
/// What became of what a person did by a form, until the page that follows shows it once. Shape: in memory, the newest
/// <see cref="NotesMax"/>.
/// </summary>
internal sealed class DashboardNotes
{
    private const int NotesMax = 64;

    private readonly ConcurrentDictionary<string, ActionNote> _notes = new(StringComparer.Ordinal);

    /// <summary>Keeps one, and names it.</summary>
    public string Keep(ActionNote note)
    {
        if (_notes.Count >= NotesMax)
            _notes.Clear();
        var name = Guid.NewGuid().ToString("n");
        _notes[name] = note;
        return name;
    }

    /// <summary>Takes one; null when it was shown, or is unknown.</summary>
    public ActionNote? Take(string name) => _notes.TryRemove(name, out var note) ? note : null;
}

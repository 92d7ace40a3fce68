using System.Collections.Concurrent;
using System.Text;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.Codex;
using Brain.Silo.Files;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// A session's rollout, and those of its sub-agents: <c>sessions/YEAR/MONTH/DAY/rollout-TIME-THREAD.jsonl</c>, each in
/// the folder of the day it began. Whose one is stands in its first line.
/// </summary>
internal sealed class CodexRollouts : ITranscriptSource
{
    private const string Begins = "rollout-";
    private const string Ending = ".jsonl";
    private const int HeadBytes = 4 * 1024;
    private const int KnownMax = 20_000;
    private const int ThreadLength = 36;

    // The session of a sub-agent's rollout by the file; null for one that is no sub-agent's.
    private readonly ConcurrentDictionary<string, string?> _parents = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Source => CodexAgent.Name;

    /// <inheritdoc/>
    public ITranscriptFormat Format => CodexUsage.Format;

    /// <inheritdoc/>
    public IEnumerable<string> Files(string transcript) =>
        ThreadOf(transcript) is { } session ? Agents(transcript, session).Prepend(transcript) : [];

    /// <summary>The thread that a rollout is of; null for what is none.</summary>
    internal static string? ThreadOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return
            path.EndsWith(Ending, StringComparison.Ordinal)
            && name.StartsWith(Begins, StringComparison.Ordinal)
            && name.Length > Begins.Length + ThreadLength
            && Guid.TryParse(name[^ThreadLength..], out _)
            ? name[^ThreadLength..]
            : null;
    }

    private IEnumerable<string> Agents(string transcript, string session)
    {
        try
        {
            return
            [
                .. Days(transcript)
                    .SelectMany(day => Directory.EnumerateFiles(day, $"{Begins}*{Ending}"))
                    .Where(file => file != transcript && ParentOf(file) == session)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Its own day, and the newest two: a session may go on for days.
    private static IEnumerable<string> Days(string transcript)
    {
        var own = Path.GetDirectoryName(transcript) ?? "/";
        var all = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(own)));
        var newest = all is null ? [] : Newest(all).SelectMany(Newest).SelectMany(Newest).Take(2);
        return newest.Append(own).Where(Directory.Exists).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Newest(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateDirectories(folder)
                .Where(one => int.TryParse(Path.GetFileName(one), out _))
                .OrderDescending(StringComparer.Ordinal)
                .Take(2)
            : [];

    private string? ParentOf(string file)
    {
        if (_parents.TryGetValue(file, out var known))
            return known;
        if (_parents.Count >= KnownMax)
            _parents.Clear();
        var bytes = RegularFile.Start(file, HeadBytes) ?? [];
        // A first line that is being written is looked at again.
        if (bytes.Length < HeadBytes && !bytes.Contains((byte)'\n'))
            return null;
        var head = Encoding.UTF8.GetString(bytes);
        var parent = Value(head, "parent_thread_id") is null ? null : Value(head, "session_id");
        return _parents[file] = parent;
    }

    private static string? Value(string head, string name)
    {
        var mark = $"\"{name}\":\"";
        var at = head.IndexOf(mark, StringComparison.Ordinal);
        var end = at < 0 ? -1 : head.IndexOf('"', at + mark.Length);
        return end < 0 ? null : head[(at + mark.Length)..end];
    }
}

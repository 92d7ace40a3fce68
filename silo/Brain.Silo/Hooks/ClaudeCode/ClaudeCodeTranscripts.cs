using System.Collections.Concurrent;
using Brain.Domain.Hooks.ClaudeCode;
using Brain.Domain.Sessions;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>A session's file, and beside it a folder with those of its sub-agents.</summary>
internal sealed class ClaudeCodeTranscripts : ITranscriptSource
{
    private const string Ending = ".jsonl";
    private const string Projects = "projects";
    private const int AgentsMax = 10_000;
    private const int ProjectsMax = 10_000;
    private const int PlacesMax = 1_024;

    // A workflow's agents lie in folders of their own. No link is followed: one could lead round in a ring.
    private static readonly EnumerationOptions AtAnyDepth = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 16,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    // Where a session's file was looked for, of a folder of projects as it was then: each hook would look again.
    private readonly ConcurrentDictionary<string, (DateTime Of, string Found)> _places = new();

    /// <inheritdoc/>
    public string Source => ClaudeCodeHook.Name;

    /// <inheritdoc/>
    public ITranscriptFormat Format => ClaudeCodeUsage.Format;

    /// <inheritdoc/>
    public IEnumerable<string> Files(string transcript) =>
        transcript.EndsWith(Ending, StringComparison.Ordinal)
            && Found(transcript) is var found
            ? Agents(found[..^Ending.Length]).Prepend(found)
            : [];

    /// <inheritdoc/>
    public IEnumerable<string> Named(string record) => [record];

    // In a worktree that it made itself Claude Code names the folder of that one's path, and goes on writing to the
    // folder where the session began (thedotmack/claude-mem issue 2434).
    private string Found(string transcript)
    {
        if (
            File.Exists(transcript)
            || Path.GetDirectoryName(transcript) is not { } folder
            || Directory.GetParent(folder) is not { Name: Projects, Exists: true } projects
        )
            return transcript;
        try
        {
            var now = projects.LastWriteTimeUtc;
            if (_places.TryGetValue(transcript, out var place) && place.Of == now)
                return place.Found;
            var found =
                projects
                    .EnumerateDirectories()
                    .Take(ProjectsMax)
                    .Select(one => Path.Combine(one.FullName, Path.GetFileName(transcript)))
                    .FirstOrDefault(File.Exists)
                ?? transcript;
            if (_places.Count >= PlacesMax)
                _places.Clear();
            _places[transcript] = (now, found);
            return found;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return transcript;
        }
    }

    private static IEnumerable<string> Agents(string session)
    {
        var folder = Path.Combine(session, "subagents");
        try
        {
            return Directory.Exists(folder)
                ?
                [
                    .. Directory
                        .EnumerateFiles(folder, "*" + Ending, AtAnyDepth)
                        .Take(AgentsMax)
                        .Order(StringComparer.Ordinal),
                ]
                : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

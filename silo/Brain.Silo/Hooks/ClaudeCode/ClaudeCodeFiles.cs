using System.Text.Json;
using Brain.Domain.Import;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Sessions;
using Brain.Silo.Configuration;
using Brain.Silo.Files;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// What Claude Code writes down itself: transcripts under <c>projects/</c>, sub-agents' at any depth, the history of
/// prompts, and its memory, a note a file.
/// </summary>
internal sealed class ClaudeCodeFiles(BrainSettings settings) : IImportSource
{
    /// <summary>Days after which Claude Code deletes transcripts when no settings file says another number.</summary>
    public const int RetentionDays = 30;

    private const int SettingsBytesMax = 1024 * 1024;
    private const string Ending = ".jsonl";
    private const string HistoryName = "history.jsonl";
    private const string MemoryFolder = "memory";

    // No link is followed: one could lead round in a ring.
    private static readonly EnumerationOptions AtAnyDepth = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 32,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <inheritdoc/>
    public string Agent => ClaudeCodeHook.Name;

    /// <inheritdoc/>
    public string Folder => settings.AgentFolders(ClaudeCodeAgent.Known);

    /// <inheritdoc/>
    public (int Days, bool IsSet) Retention()
    {
        foreach (var name in new[] { "settings.local.json", "settings.json" })
        {
            try
            {
                if (RegularFile.Read(Path.Combine(Folder, name), SettingsBytesMax) is not { } bytes)
                    continue;
                using var file = JsonDocument.Parse(bytes, Lenient);
                if (
                    file.RootElement.ValueKind == JsonValueKind.Object
                    && file.RootElement.TryGetProperty("cleanupPeriodDays", out var days)
                    && days.ValueKind == JsonValueKind.Number
                    && days.TryGetInt32(out var number)
                )
                    return (Math.Max(0, number), true);
            }
            catch (Exception fault) when (fault is JsonException or UnauthorizedAccessException or IOException)
            {
                // Whoever checks the settings says what is wrong with them.
            }
        }

        return (RetentionDays, false);
    }

    /// <inheritdoc/>
    public IEnumerable<ImportFile> Known()
    {
        var projects = Path.Combine(Folder, "projects");
        var history = Path.Combine(Folder, HistoryName);
        return Below(projects).Concat(File.Exists(history) ? [new(history, ImportKind.History, null)] : []);
    }

    /// <inheritdoc/>
    public IEnumerable<ImportFile> At(string path)
    {
        if (File.Exists(path))
            return Of(path) is { } file ? [file] : [];
        return Below(path);
    }

    /// <inheritdoc/>
    public ImportPiece Read(ImportFile file, ReadOnlyMemory<byte> bytes, ImportPlace from, ImportSpan span) =>
        ClaudeCodeTranscript.Read(file, bytes, from, span);

    /// <inheritdoc/>
    public HistoryPiece ReadHistory(ReadOnlyMemory<byte> bytes, ImportPlace from) =>
        ClaudeCodeHistory.Read(bytes, from);

    /// <inheritdoc/>
    public ImportedNote? Note(ImportFile file, string text, string? project, string host) =>
        ClaudeCodeNote.Of(file, text, project, host);

    /// <inheritdoc/>
    public string? ProjectOf(string path, IEnumerable<string> worked) =>
        Of(path) is { } file ? ClaudeCodeProject.Of(Path.GetFileName(file.Folder), worked) : null;

    private static IEnumerable<ImportFile> Below(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", AtAnyDepth).Select(Of).OfType<ImportFile>()
            : [];

    private static ImportFile? Of(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        var memory = path.LastIndexOf($"/{MemoryFolder}/", StringComparison.Ordinal);
        if (memory >= 0 && name.EndsWith(".md", StringComparison.Ordinal))
            return new(path, ImportKind.Memory, null) { Folder = path[..memory] };
        if (name.SequenceEqual(HistoryName))
            return new(path, ImportKind.History, null);
        if (!name.EndsWith(Ending, StringComparison.Ordinal))
            return null;
        // A sub-agent's file lies below a folder of its session's name, or in older versions beside the transcripts.
        if (SessionAbove(path, out var folder) is { } parent)
            return new(path, ImportKind.Transcript, parent) { IsAgents = true, Folder = folder };
        SessionId? own = SessionId.TryParse(name[..^Ending.Length].ToString(), null, out var id) ? id : null;
        return new(path, ImportKind.Transcript, own) { IsAgents = name.StartsWith("agent-", StringComparison.Ordinal) };
    }

    private static SessionId? SessionAbove(string path, out string folder)
    {
        folder = "";
        var at = path.LastIndexOf("/subagents/", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var session = path[..at];
        folder = Path.GetDirectoryName(session) ?? "/";
        return SessionId.TryParse(Path.GetFileName(session), null, out var id) ? id : null;
    }
}

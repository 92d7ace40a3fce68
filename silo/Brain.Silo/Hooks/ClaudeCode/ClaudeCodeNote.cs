using System.Collections.Immutable;
using Brain.Domain.Import;
using Brain.Domain.Text;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// A note of Claude Code's memory: a Markdown file with its name, description and type on top, or without.
/// </summary>
internal static class ClaudeCodeNote
{
    private const string Fence = "---";
    private const string Index = "MEMORY.md";
    private const int WordMax = 200;

    private static readonly string[] Types = ["user", "feedback", "project", "reference"];

    /// <summary>The learning that it is; null when it says nothing of its own.</summary>
    public static ImportedNote? Of(ImportFile file, string text, string? project, string host)
    {
        var (front, body) = Parts(text.ReplaceLineEndings("\n").TrimStart('\uFEFF'));
        // The index names the other notes; what else it says is a note too.
        if (Path.GetFileName(file.Path) == Index)
            body = string.Join('\n', body.Split('\n').Where(line => !IsLink(line)));
        if (body.Split('\n').All(line => string.IsNullOrWhiteSpace(line) || line.StartsWith('#')))
            return null;
        var type = front.GetValueOrDefault("type");
        return new(
            $"{host}:{file.Path}",
            project,
            Redaction.Clean(body.Trim())!,
            Types.Contains(type, StringComparer.Ordinal) ? type! : "note",
            ClaudeCodeHook.Name,
            front.SetItem("file", file.Path).SetItem("host", host)
        );
    }

    private static (ImmutableSortedDictionary<string, string> Front, string Body) Parts(string text)
    {
        var front = ImmutableSortedDictionary<string, string>.Empty;
        if (!text.StartsWith(Fence + "\n", StringComparison.Ordinal))
            return (front, text);
        var end = text.IndexOf($"\n{Fence}", Fence.Length, StringComparison.Ordinal);
        if (end < 0)
            return (front, text);
        foreach (var line in text[Fence.Length..end].Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var key = colon > 0 ? line[..colon].Trim() : "";
            if (key is "name" or "description" or "type")
                front = front.SetItem(key, Redaction.Cut(line[(colon + 1)..].Trim().Trim('"', '\''), WordMax));
        }

        var next = text.IndexOf('\n', end + 1);
        return (front, next < 0 ? "" : text[next..]);
    }

    private static bool IsLink(string line) =>
        line.TrimStart() is ['-' or '*', ' ', '[', ..] && line.Contains("](", StringComparison.Ordinal);
}

using System.Text;
using System.Text.Json;
using Brain.Messages.Text;
using Brain.Silo.Files;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>Claude Code's settings files, as it reads them.</summary>
internal static class SettingsOnDisk
{
    /// <summary>A larger file is not looked at.</summary>
    public const int BytesMax = 4 * 1024 * 1024;

    /// <summary>
    /// Comments and trailing commas are taken; of a name that is there twice the last one counts, here as in Claude
    /// Code.
    /// </summary>
    public static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 256,
    };

    /// <summary>What a file says; null when it is not there, empty or too large.</summary>
    public static JsonElement? Read(string path)
    {
        if (RegularFile.Read(path, BytesMax) is not { Length: > 0 } bytes)
            return null;
        // Half of a character, as a tool writes that cuts a text in the middle of an emoji, hides nothing else.
        if (LoneSurrogates.MayBeIn(bytes))
            bytes = Encoding.UTF8.GetBytes(LoneSurrogates.Mend(bytes));
        using var document = JsonDocument.Parse(bytes, Lenient);
        return document.RootElement.Clone();
    }

    /// <summary>A file's text; null when it is not there or too large.</summary>
    public static string? Text(string path) =>
        RegularFile.Read(path, BytesMax) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>
    /// The user's folder of Claude Code, in which its records of sessions lie: <c>projects/PROJECT/SESSION.jsonl</c>.
    /// </summary>
    public static string? UsersFolder(string? transcript) =>
        transcript is not null && Path.IsPathFullyQualified(transcript)
            ? Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(transcript)))
            : null;

    /// <summary>The file that a link leads to, or the path itself; also where links lead round in a circle.</summary>
    public static string Target(string path)
    {
        try
        {
            return File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target
                ? target.FullName
                : path;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    /// <summary>It is no file that can be read as settings: Claude Code can't take it over either.</summary>
    public static bool IsUnreadable(Exception fault) =>
        fault
            is IOException
                or UnauthorizedAccessException
                or JsonException
                or ArgumentException
                or InvalidOperationException
                or NotSupportedException;
}

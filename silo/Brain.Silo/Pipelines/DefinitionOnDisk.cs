using System.Text;
using Brain.Messages.Pipelines;
using Brain.Silo.Files;

namespace Brain.Silo.Pipelines;

/// <summary>A definition that a person named by its file.</summary>
internal static class DefinitionOnDisk
{
    /// <summary>Its text, or why it can't be read. A path that is not absolute is one of the project's.</summary>
    public static (string? Text, string? Fault) Read(string path, string? project)
    {
        var whole = Path.GetFullPath(
            path,
            project is { Length: > 0 } folder && Path.IsPathFullyQualified(folder) ? folder : "/"
        );
        try
        {
            var file = new FileInfo(whole);
            if (!file.Exists)
                return (null, $"{whole} is no file");
            return RegularFile.Read(whole, DefinePipeline.BytesMax) is { Length: > 0 } bytes
                ? (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF'), null)
                : (null, $"{whole} has {file.Length} bytes; expected 1 to {DefinePipeline.BytesMax}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"{whole} can't be read: {fault.Message}");
        }
    }
}

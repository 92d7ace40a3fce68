using Brain.Grains.Ports;
using Brain.Messages.Secrets;
using Brain.Silo.Configuration;

namespace Brain.Silo.Personas;

/// <summary>
/// The user's skills folder on this silo's machine: <c>$CLAUDE_CONFIG_DIR/skills</c>, else <c>~/.claude/skills</c>. A
/// file that is there already is a person's work and is never written over.
/// </summary>
internal sealed class SkillFolder(BrainSettings settings) : ISkillFolder
{
    /// <inheritdoc/>
    public (string Path, bool Written, string? Fault) Write(string slug, string text)
    {
        var path = Path.Combine(settings.Skills, slug, "SKILL.md");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return (path, WriteNew(path, text), null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (path, false, fault.Message);
        }
    }

    /// <inheritdoc/>
    public void Remove(string path)
    {
        File.Delete(path);
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private static bool WriteNew(string path, string text)
    {
        // Whole or not at all: a name that appears has its text, and linking fails where something is there already.
        var draft = $"{path}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllText(draft, SecretScanner.Redact(text));
            File.Move(draft, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(draft);
        }
    }
}

using Brain.Grains.Personas;

namespace Brain.Silo.Personas;

/// <summary>
/// The user's skills folder on this silo's machine: <c>$CLAUDE_CONFIG_DIR/skills</c>, else <c>~/.claude/skills</c>. A file that is
/// there already is a person's work and is never written over.
/// </summary>
internal sealed class SkillFolder(BrainSettings settings) : ISkillFolder
{
    /// <inheritdoc/>
    public (string Path, bool Written) Write(string slug, string text)
    {
        var path = System.IO.Path.Combine(settings.Skills, slug, "SKILL.md");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        // Whole or not at all: a name that appears has its text, and linking fails where something is there already.
        var draft = $"{path}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllText(draft, text);
            File.Move(draft, path, overwrite: false);
            return (path, true);
        }
        catch (IOException) when (File.Exists(path))
        {
            return (path, false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <inheritdoc/>
    public void Remove(string path)
    {
        File.Delete(path);
        var folder = System.IO.Path.GetDirectoryName(path)!;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}

namespace Brain.Grains.Ports;

/// <summary>The user's skills folder.</summary>
public interface ISkillFolder
{
    /// <summary>Writes a persona's SKILL.md; one that is there already is kept as it is.</summary>
    /// <param name="slug">The name of the skill's folder.</param>
    /// <param name="text">The whole file.</param>
    /// <returns>Where it is, and whether it was written now; or why it can't be.</returns>
    (string Path, bool Written, string? Fault) Write(string slug, string text);

    /// <summary>Takes back a file written a moment ago.</summary>
    void Remove(string path);
}

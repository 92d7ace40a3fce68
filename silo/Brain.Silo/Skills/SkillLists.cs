using System.Collections.Concurrent;
using System.Text;
using Brain.Domain.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Configuration;
using Brain.Silo.Sessions;

namespace Brain.Silo.Skills;

/// <summary>
/// Keeps the list of verified skills in files of instructions: in those that a person named once, for only a file that
/// has the list's marks is looked after. A file is replaced whole or not at all, and not when it changed meanwhile.
/// </summary>
internal sealed partial class SkillLists(
    SkillStore store,
    IEnumerable<ISkillSource> sources,
    BrainConfiguration configuration,
    ILogger<SkillLists> logger
)
{
    private const int BytesMax = 1024 * 1024;

    private readonly ConcurrentDictionary<string, (long Changed, bool HasList, string? Told)> _seen = new(
        StringComparer.Ordinal
    );

    /// <summary>Writes the list into a file, which need not have it yet, nor be there.</summary>
    /// <returns>Whether it was written, and why it could not be.</returns>
    public async Task<(bool Written, string? Refusal)> Publish(string file, string? project, CancellationToken stop)
    {
        var path = RealPath.Of(file);
        try
        {
            var before = FileIdentity.Of(path);
            if (before is null && Path.Exists(path))
                return (false, "it is no file");
            var bytes = before is null ? [] : RegularFile.Read(path, BytesMax, before);
            if (bytes is null)
                return (false, $"it has more than {BytesMax} bytes, or changed while it was read");
            var text = Encoding.UTF8.GetString(bytes);
            if (!Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes))
                return (false, "it is not UTF-8");
            var skills = await store.Verified(project, stop);
            var (next, refusal) = SkillBlock.Write(text, skills, configuration.SkillTokens);
            return next is null ? (false, refusal)
                : next == text ? (false, null)
                : Replace(path, next, before);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (false, fault.Message);
        }
    }

    /// <summary>Has every file that has the list have it as it is now.</summary>
    /// <param name="projects">Folders in which sessions ran.</param>
    /// <param name="stop">The silo stops.</param>
    public async Task Refresh(IReadOnlyCollection<string> projects, CancellationToken stop)
    {
        var files = sources.SelectMany(agent => agent.Instructions(projects)).DistinctBy(one => one.File);
        foreach (var (file, project) in files)
        {
            if (!HasList(file))
                continue;
            var (_, refusal) = await Publish(file, project, stop);
            var seen = _seen[file];
            if (refusal is not null && seen.Told != refusal)
                LogRefused(logger, file, refusal);
            _seen[file] = seen with { Told = refusal };
        }
    }

    private bool HasList(string file)
    {
        if (FileIdentity.Of(file) is not { } now)
            return false;
        if (_seen.TryGetValue(file, out var seen) && seen.Changed == now.Changed)
            return seen.HasList;
        bool has;
        try
        {
            has = RegularFile.Read(file, BytesMax) is { } bytes && SkillBlock.IsIn(Encoding.UTF8.GetString(bytes));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            has = false;
        }

        _seen[file] = (now.Changed, has, seen.Told);
        return has;
    }

    private static (bool Written, string? Refusal) Replace(string path, string text, FileIdentity? before)
    {
        var draft = $"{path}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllText(draft, text);
            if (before is not null)
                File.SetUnixFileMode(draft, File.GetUnixFileMode(path));
            // What somebody wrote a moment ago is not written over.
            if (FileIdentity.Of(path) is var now && now != before)
                return (false, "it changed while the list was made; it is tried again");
            File.Move(draft, path, overwrite: before is not null);
            return (true, null);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}

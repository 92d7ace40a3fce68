using System.Collections.Concurrent;
using System.Text;
using Brain.Domain.Skills;
using Brain.Messages.Projects;
using Brain.Postgres.Skills;
using Brain.Silo.Configuration;
using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>
/// Keeps the list of verified skills in files of instructions: in those that a person named, and in no other that has
/// its marks. A project's file has the project's skills, the person's own file the others.
/// </summary>
internal sealed partial class SkillLists(
    SkillPlaceStore places,
    SkillHost host,
    IEnumerable<ISkillSource> sources,
    BrainConfiguration configuration,
    ILogger<SkillLists> logger
)
{
    private const int BytesMax = 1024 * 1024;
    private const int ParentsMax = 40;

    private readonly ConcurrentDictionary<string, (long Changed, bool HasList, string? Told)> _seen = new(
        StringComparer.Ordinal
    );

    /// <summary>
    /// Writes the list into a file, which need not have it yet, nor be there, and keeps it there from then on.
    /// </summary>
    /// <param name="file">Its whole path.</param>
    /// <param name="project">The folder in which the person works, or null.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Whether it was written, and why it could not be.</returns>
    public async Task<(bool Written, string? Refusal)> Publish(string file, string? project, CancellationToken stop)
    {
        var path = RealPath.Of(file);
        var of = ProjectOf(path, project);
        var (written, refusal) = await Write(path, of, stop);
        if (refusal is null)
            await places.NameList(host.Key, path, of, stop);
        return (written, refusal);
    }

    /// <summary>Has every file that a person named have the list as it is now, where they left its marks in.</summary>
    public async Task Refresh(CancellationToken stop)
    {
        foreach (var (file, project) in await places.Lists(host.Key, stop))
        {
            if (!HasList(file))
                continue;
            var (_, refusal) = await Write(file, project, stop);
            var seen = _seen[file];
            if (refusal is not null && seen.Told != refusal)
                LogRefused(logger, file, refusal);
            _seen[file] = seen with { Told = refusal };
        }
    }

    private async Task<(bool Written, string? Refusal)> Write(string path, string? project, CancellationToken stop)
    {
        try
        {
            var before = FileIdentity.OfItself(path);
            if (before is null && Path.Exists(path))
                return (false, "it is no file");
            var bytes = before is null ? [] : RegularFile.Read(path, BytesMax, before);
            if (bytes is null)
                return (false, $"it has more than {BytesMax} bytes, or changed while it was read");
            var text = Encoding.UTF8.GetString(bytes);
            if (!Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes))
                return (false, "it is not UTF-8");
            var skills = await places.Verified(host.Key, project, stop);
            var (next, refusal) = SkillBlock.Write(text, skills, configuration.SkillTokens);
            if (next is null || next == text)
                return (false, refusal);
            refusal = FileReplacement.Replace(path, before, bytes, Encoding.UTF8.GetBytes(next));
            return (refusal is null, refusal);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (false, fault.Message);
        }
    }

    // Null for what is the person's own: in an agent's folder of configuration, or in no repository or project.
    private string? ProjectOf(string file, string? project)
    {
        if (sources.Any(agent => ProjectFolder.Holds(RealPath.Of(agent.Home), file)))
            return null;
        var at = Path.GetDirectoryName(file);
        for (var left = ParentsMax; at is { Length: > 1 } && left > 0; at = Path.GetDirectoryName(at), left--)
        {
            if (Path.Exists(Path.Combine(at, ".git")))
                return at;
        }

        return project is not null && RealPath.Of(project) is var own && ProjectFolder.Holds(own, file) ? own : null;
    }

    private bool HasList(string file)
    {
        if (FileIdentity.OfItself(file) is not { } now)
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
}

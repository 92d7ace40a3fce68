using Brain.Client.Agents;

namespace Brain.Client.Install;

/// <summary>
/// Puts ours into an agent's own files, and takes it out again: what others have there stays as it is.
/// </summary>
/// <param name="home">Where the record of installations lies.</param>
/// <param name="agent">Whose files.</param>
/// <param name="dryRun">Write nothing; only say what would be done.</param>
/// <param name="now">Names the backups.</param>
internal sealed class AgentInstaller(BrainHome home, HookAgent agent, bool dryRun, DateTimeOffset now)
{
    private static readonly Func<string, string?> Here = Environment.GetEnvironmentVariable;

    private readonly AgentInstall _install =
        agent.Install ?? throw new ClientException($"{agent.Known.Title} is installed in another way.");

    private string Name => agent.Known.Name;

    internal InstallReport Install(HookOptions options)
    {
        var files = _install.Files(Here, options);
        // Everything is looked at before anything is written.
        var changes = files.Select(file => (File: file, Before: Read(file))).ToArray();
        var after = changes.Select(one => one.File.IsForeign(one.Before) ? one.Before : one.File.With(one.Before));
        var planned = changes.Zip(after, (one, bytes) => (one.File, one.Before, After: bytes)).ToArray();
        var record = InstalledRecord.Read(home);
        if (!dryRun)
            Note(
                record,
                new(
                    // An installation in another folder is not forgotten: ours still stands there.
                    [.. files.Select(file => file.Path).Union((Of(record)?.Files ?? []).Where(File.Exists))],
                    [.. (Of(record)?.Created ?? []).Union(planned.SelectMany(one => Missing(one.File.Path)))],
                    _install.Arguments(options)
                )
            );
        var backups = new List<string>();
        ChangedFile[] changed = [.. planned.Select(one => Put(one.File, one.Before, one.After, backups))];
        return new(
            changed[0],
            changed[1..],
            backups.FirstOrDefault(),
            options.Program,
            options.Hard,
            Http: false,
            dryRun,
            [.. _install.Notes(options)]
        )
        {
            Agent = agent.Known.Title,
        };
    }

    internal InstallReport Uninstall(HookOptions options)
    {
        var record = InstalledRecord.Read(home);
        var created = Of(record)?.Created ?? [];
        var backups = new List<string>();
        var files = _install.Files(Here, options);
        ChangedFile[] changed =
        [
            .. files.Concat(Elsewhere(files, Of(record)?.Files ?? [])).Select(file => Take(file, created, backups)),
        ];
        if (!dryRun)
        {
            foreach (var folder in created.OrderDescending(StringComparer.Ordinal).Where(Directory.Exists))
            {
                if (!Directory.EnumerateFileSystemEntries(folder).Any())
                    Directory.Delete(folder);
            }

            Note(record, null);
        }

        return new(changed[0], changed[1..], backups.FirstOrDefault(), null, false, false, dryRun, [])
        {
            Agent = agent.Known.Title,
        };
    }

    /// <summary>What is installed, by the record; null for nothing.</summary>
    internal static AgentRecord? Of(BrainHome home, HookAgent agent) =>
        InstalledRecord.Read(home).Agents?.GetValueOrDefault(agent.Known.Name);

    private AgentRecord? Of(InstalledRecord record) => record.Agents?.GetValueOrDefault(Name);

    // What the record names and this environment does not: the agent's folder was another one then.
    private static IEnumerable<AgentFile> Elsewhere(IReadOnlyList<AgentFile> files, string[] recorded) =>
        from path in recorded.Except(files.Select(file => file.Path))
        let known = files.FirstOrDefault(file => Path.GetFileName(file.Path) == Path.GetFileName(path))
        where known is not null
        select known.At(path);

    private void Note(InstalledRecord record, AgentRecord? own)
    {
        var agents = new Dictionary<string, AgentRecord>(record.Agents ?? [], StringComparer.Ordinal);
        if (own is null && !agents.Remove(Name))
            return;
        if (own is not null)
            agents[Name] = own;
        (record with { Agents = agents }).Write(home);
    }

    private ChangedFile Put(AgentFile file, byte[] before, byte[] after, List<string> backups)
    {
        if (file.IsForeign(before))
            return new(file.Path, FileChange.NotOurs);
        if (before.AsSpan().SequenceEqual(after))
            return new(file.Path, FileChange.Unchanged);
        var there = new SettingsFile(file.Path);
        var change = there.Exists ? FileChange.Changed : FileChange.Created;
        if (dryRun)
            return new(file.Path, change);
        if (there.Exists)
            backups.Add(there.Backup(now));
        Directory.CreateDirectory(Path.GetDirectoryName(there.Path)!);
        there.Write(after);
        return new(file.Path, change);
    }

    private ChangedFile Take(AgentFile file, string[] created, List<string> backups)
    {
        var there = new SettingsFile(file.Path);
        var before = Read(file);
        if (!there.Exists || !file.Has(before))
            return new(file.Path, FileChange.Unchanged);
        var left = file.Without(before);
        var remove = file.IsNothing(left) && created.Contains(file.Path);
        var original = remove ? null : Original(there, file, left);
        var change =
            remove ? FileChange.Removed
            : original is not null ? FileChange.Restored
            : FileChange.Changed;
        if (dryRun)
            return new(file.Path, change);
        if (change == FileChange.Changed)
            backups.Add(there.Backup(now));
        if (remove)
            File.Delete(there.Path);
        else
            there.Write(original ?? left);
        return new(file.Path, change);
    }

    // The bytes of before, where what is left says the same.
    private static byte[]? Original(SettingsFile there, AgentFile file, byte[] left)
    {
        foreach (var backup in there.Backups())
        {
            try
            {
                var bytes = new SettingsFile(backup).Read();
                if (!file.Has(bytes) && file.IsSame(bytes, left))
                    return bytes;
            }
            catch (Exception e) when (e is ClientException or IOException or UnauthorizedAccessException)
            {
                // A copy that can't be read is none.
            }
        }

        return null;
    }

    private static byte[] Read(AgentFile file)
    {
        var facts = Posix.FactsOf(file.Path, follow: true);
        if (facts.IsThere && !facts.IsRegular)
            throw new ClientException($"{file.Path} is no file (a pipe, a device or a folder). Nothing was changed.");
        return new SettingsFile(file.Path).Read();
    }

    private static IEnumerable<string> Missing(string path)
    {
        for (var one = path; one is { Length: > 1 } && !Path.Exists(one); one = Path.GetDirectoryName(one))
            yield return one;
    }
}

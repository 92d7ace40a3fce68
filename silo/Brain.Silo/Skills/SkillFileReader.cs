using System.Security.Cryptography;
using System.Text;
using Brain.Domain.Skills;
using Brain.Domain.Skills.Scan;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Files;

namespace Brain.Silo.Skills;

/// <summary>Reads a skill's file into the row that it becomes.</summary>
internal static class SkillFileReader
{
    private const long LargeBytes = 4 * 1024 * 1024;

    private static readonly Lock Large = new();

    /// <summary>Reads it.</summary>
    /// <param name="place">Where it lies.</param>
    /// <param name="host">The machine.</param>
    /// <param name="folder">Its folder as it was looked at.</param>
    /// <param name="hash">The folder's hash.</param>
    /// <returns>Null where nothing of it is used, and what can't be read.</returns>
    public static (FoundSkill? Skill, SkillFileFault[] Faults) Read(
        SkillPlace place,
        string host,
        SkillFolderDigest folder,
        string hash
    )
    {
        var (manifest, found) = Open(place);
        var faults = found.ToList();
        if (!folder.IsWhole)
            faults.Add(
                new(
                    1,
                    $"the folder has more than {SkillFolderDigest.FilesMax} files or "
                        + $"{SkillFolderDigest.BytesMax / 1024 / 1024} MiB; a change behind them may go unseen, so it "
                        + "stays untested"
                )
            );
        return manifest is null
            ? (null, [.. faults])
            : (Scanned(Row(place, host, folder, hash, manifest, faults), folder), [.. faults]);
    }

    private static FoundSkill Scanned(FoundSkill skill, SkillFolderDigest folder)
    {
        // Of large folders one at a time is in memory.
        if (folder.Bytes <= LargeBytes)
            return Scan(skill, folder);
        lock (Large)
            return Scan(skill, folder);
    }

    private static FoundSkill Scan(FoundSkill skill, SkillFolderDigest folder)
    {
        var report = SkillScanner.Scan(skill.Name, folder.Contents());
        return skill with
        {
            ScanScore = report.Score,
            ScanFindings = report.Findings,
            ScanCapabilities = report.Capabilities,
        };
    }

    private static (SkillManifest? Manifest, IEnumerable<SkillFileFault> Faults) Open(SkillPlace place)
    {
        try
        {
            if (FileIdentity.OfItself(place.Path) is not { } seen)
                return (null, [new(1, "it is no file; nothing of it is used")]);
            if (RegularFile.Read(place.Path, SkillManifest.BytesMax, seen) is not { } bytes)
                return (
                    null,
                    [
                        new(
                            1,
                            $"the file has {seen.Length} bytes and may have {SkillManifest.BytesMax}, or it was "
                                + "replaced while it was read; nothing of this file is used"
                        ),
                    ]
                );
            var read = SkillReader.Read(Encoding.UTF8.GetString(bytes), Path.GetFileName(place.Folder));
            return (read.Manifest, read.Faults.Select(fault => new SkillFileFault(fault.Line, fault.Reason)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, [new(1, $"{fault.Message} Nothing of this file is used.")]);
        }
    }

    private static FoundSkill Row(
        SkillPlace place,
        string host,
        SkillFolderDigest folder,
        string hash,
        SkillManifest manifest,
        List<SkillFileFault> faults
    ) =>
        new()
        {
            Name = manifest.Name,
            Description = manifest.Description,
            DeclaredId = manifest.DeclaredId,
            Version = manifest.Version,
            Keywords = manifest.Keywords,
            Category = manifest.Category,
            Inputs = manifest.Inputs,
            Outputs = manifest.Outputs,
            AllowedTools = manifest.AllowedTools,
            CostEstimate = manifest.CostEstimate,
            Dependencies = manifest.Dependencies,
            LastTested = manifest.LastTested,
            Health = manifest.Health?.ToString().ToLowerInvariant(),
            Test = manifest.Test,
            ByPersonOnly = manifest.ByPersonOnly,
            Declared = Declared(manifest),
            Scope = place.Root.Scope,
            Host = host,
            Root = place.Root.Path,
            SourcePath = place.Path,
            ProjectPath = place.Root.Project,
            Plugin = place.Root.Plugin,
            Front = manifest.Front,
            Body = manifest.Body,
            BodyHash = hash,
            TextHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.Body))),
            Files = Math.Max(1, folder.Files),
            Bytes = folder.Bytes,
            Whole = folder.IsWhole,
            Faults = faults,
        };

    private static Dictionary<string, string> Declared(SkillManifest manifest)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        if (manifest.TrustLevel is { } level)
            said["trust_level"] = level.ToString().ToLowerInvariant();
        if (manifest.Health is { } health)
            said["health"] = health.ToString().ToLowerInvariant();
        return said;
    }
}

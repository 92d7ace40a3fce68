using Brain.Client;
using Brain.Domain.Skills.Scan;

namespace Brain.Cli.Skills;

/// <summary>Reads a skill's folder for a scan. No link is followed, no pipe or device is opened.</summary>
internal static class SkillScanFolder
{
    private const string Page = "SKILL.md";
    private const int DepthMax = 16;

    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = DepthMax,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    /// <summary>The folders of skills that a path means: its own, that of its SKILL.md, or all below it.</summary>
    internal static string[] Of(string path)
    {
        if (File.Exists(path))
            return [Path.GetDirectoryName(Path.GetFullPath(path))!];
        if (File.Exists(Path.Combine(path, Page)))
            return [path];
        return Directory.Exists(path)
            ?
            [
                .. Directory
                    .EnumerateFiles(path, Page, Options)
                    .Select(file => Path.GetDirectoryName(file)!)
                    .Where(folder => !IsOfGit(folder))
                    .Order(StringComparer.Ordinal),
            ]
            : throw new ClientException($"There is no {path}: name a skill's folder, or one that has some below it.");
    }

    /// <summary>Its files, one more than a scan looks at where there are more.</summary>
    internal static ScannedFile[] Read(string folder)
    {
        var files = new List<ScannedFile>();
        Look(folder, "", 0, files);
        return [.. files];
    }

    private static void Look(string folder, string below, int depth, List<ScannedFile> files)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(folder, below)).EnumerateFileSystemInfos())
        {
            if (files.Count > SkillScanner.FilesMax || depth > DepthMax)
                return;
            var name = below.Length == 0 ? entry.Name : $"{below}/{entry.Name}";
            if (entry.LinkTarget is { } target)
                files.Add(new(name, default) { Target = target });
            else if (entry is DirectoryInfo)
            {
                if (entry.Name is not (".git" or "node_modules"))
                    Look(folder, name, depth + 1, files);
            }
            else if (RegularFile.Start(entry.FullName, ScannedFile.BytesMax, followLink: false) is { } bytes)
                files.Add(new(name, bytes) { IsCut = ((FileInfo)entry).Length > bytes.Length });
        }
    }

    private static bool IsOfGit(string folder) => folder.Contains("/.git/", StringComparison.Ordinal);
}

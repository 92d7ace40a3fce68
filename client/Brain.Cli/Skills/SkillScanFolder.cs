using Brain.Cli.Screen;
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
            return [Path.GetDirectoryName(SharedOptions.FullPath(path))!];
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
        Look((folder, ""), null, 0, files);
        return [.. files];
    }

    private static void Look((string Folder, string Below) at, string? git, int depth, List<ScannedFile> files)
    {
        var (folder, below) = at;
        if (depth > DepthMax)
        {
            files.Add(new(below, default) { Unread = $"lies deeper than {DepthMax} folders" });
            return;
        }

        FileSystemInfo[] entries;
        try
        {
            entries = [.. new DirectoryInfo(Path.Combine(folder, below)).EnumerateFileSystemInfos()];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            files.Add(new(below, default) { Unread = "can't be looked into" });
            return;
        }

        if (Path.GetFileName(below) == ".git" && Array.Exists(entries, entry => entry.Name == "HEAD"))
            git = below;
        foreach (var entry in entries)
        {
            if (files.Count > SkillScanner.FilesMax)
                return;
            var name = below.Length == 0 ? entry.Name : $"{below}/{entry.Name}";
            if (entry.LinkTarget is { } target)
                files.Add(new(name, default) { Target = target });
            else if (entry is DirectoryInfo)
                Look((folder, name), git, depth + 1, files);
            else if (
                Content(entry, name) is var file
                // What git keeps for itself, in its own form, is no part of what a clone's folder can run.
                && (
                    git is null
                    || file.Unread is not null
                    || !GitStore.IsForm(name[(git.Length + 1)..], file.Content.Span)
                )
            )
                files.Add(file);
        }
    }

    private static ScannedFile Content(FileSystemInfo entry, string name)
    {
        try
        {
            return FileHead.Read(entry.FullName, ScannedFile.BytesMax, followLink: false) is { } bytes
                ? new(name, bytes) { IsCut = ((FileInfo)entry).Length > bytes.Length }
                : new(name, default) { Unread = "is no file that can be read" };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(name, default) { Unread = "can't be read" };
        }
    }

    private static bool IsOfGit(string folder) => folder.Contains("/.git/", StringComparison.Ordinal);
}

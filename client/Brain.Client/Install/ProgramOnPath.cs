namespace Brain.Client.Install;

/// <summary>Looks for a program as a shell does.</summary>
internal static class ProgramOnPath
{
    /// <summary>Its whole path; null when PATH leads to none.</summary>
    internal static string? Find(string name, Func<string, string?> environment) =>
        (environment("PATH") ?? "")
            .Split(':')
            .Where(folder => folder is ['/', ..])
            .Select(folder => $"{folder.TrimEnd('/')}/{name}")
            .FirstOrDefault(File.Exists);
}

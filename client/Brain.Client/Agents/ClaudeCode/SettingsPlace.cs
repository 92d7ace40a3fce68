using Brain.Client.Install;

namespace Brain.Client.Agents.ClaudeCode;

/// <summary>
/// Whether a folder's settings may be written: regular files of a size that settings have, and in a project none that a
/// link leads out of.
/// </summary>
internal static class SettingsPlace
{
    /// <summary>
    /// Refuses a project whose <c>.claude</c>, or what we would write in it, lies elsewhere or is no file.
    /// </summary>
    /// <exception cref="ClientException">Says what is in the way; nothing was changed.</exception>
    internal static void Check(ClaudeFolder folder, IEnumerable<string> files, bool isProject)
    {
        if (isProject && Posix.FactsOf(folder.Path, follow: false).IsLink)
            throw Refused(folder.Path, "is a link: what it leads to need not be this project's");
        if (isProject && Posix.FactsOf(folder.Commands, follow: false).IsLink)
            throw Refused(folder.Commands, "is a link: what it leads to need not be this project's");
        foreach (var file in files)
        {
            for (
                var parent = Path.GetDirectoryName(file)!;
                isProject && parent.Length > folder.Path.Length;
                parent = Path.GetDirectoryName(parent)!
            )
            {
                if (Posix.FactsOf(parent, follow: false).IsLink)
                    throw Refused(parent, "is a link: what it leads to need not be this project's");
            }

            var facts = Posix.FactsOf(file, follow: false);
            if (isProject && facts.IsLink)
                throw Refused(file, "is a link: what it leads to need not be this project's");
            if (facts.IsLink)
                facts = Posix.FactsOf(file, follow: true);
            if (facts.IsThere && !facts.IsRegular)
                throw Refused(file, "is no file (a pipe, a device or a folder)");
            if (facts.Size > SettingsFile.BytesMax)
                throw Refused(file, $"has {facts.Size} bytes and may have {SettingsFile.BytesMax}");
        }
    }

    private static ClientException Refused(string path, string why) =>
        new($"{path} {why}. Nothing was changed; mend that first.");
}

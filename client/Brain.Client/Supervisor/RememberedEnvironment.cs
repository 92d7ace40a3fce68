using System.Collections;
using System.Text.Json;
using Brain.Messages.Hooks;

namespace Brain.Client.Supervisor;

/// <summary>
/// The environment that the silo is started with, whoever starts it: what <c>brain up</c> had of the names below, kept
/// in <c>run/environment</c> for the owner's eyes. A session's own environment, with its keys, never gets there.
/// </summary>
internal static class RememberedEnvironment
{
    private static readonly string[] Names =
    [
        "HOME",
        "USER",
        "LOGNAME",
        "PATH",
        "LANG",
        "LC_ALL",
        "LC_CTYPE",
        "TZ",
        "TMPDIR",
        "LD_LIBRARY_PATH",
        "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "no_proxy",
        // Where agents keep their own files.
        .. KnownAgent.All.SelectMany(agent => new[] { agent.FolderVariable, agent.HomeVariable }).OfType<string>(),
    ];

    private static readonly string[] Families = ["DOTNET_", "PG", "BRAIN_"];
    private static readonly string[] Postgres = ["PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH"];

    private static readonly string[] NtfyWords = ["token_env", "password_env"];

    // Those of a hook, and those that are said anew at each start.
    private static readonly string[] LeftOut =
    [
        "BRAIN_HOME",
        "BRAIN_DATABASE",
        "BRAIN_HARD",
        "BRAIN_SOFT_MS",
        "BRAIN_HARD_MS",
    ];

    /// <summary>Keeps this process's environment for later starts, as far as the silo needs it.</summary>
    internal static void Keep(BrainHome home) =>
        RunNotes.Write(
            home,
            RunNotes.Environment,
            string.Join('\n', Kept(All(), KeyVariables(PersonsFile.Read(home))))
        );

    /// <summary>Which of them are kept.</summary>
    internal static IEnumerable<string> Kept(
        IEnumerable<(string Name, string Value)> all,
        IReadOnlyCollection<string> keys
    ) =>
        all.Where(one => !one.Value.Contains('\n', StringComparison.Ordinal))
            .Where(one =>
                Names.Contains(one.Name)
                || keys.Contains(one.Name)
                || (
                    Families.Any(family => one.Name.StartsWith(family, StringComparison.Ordinal))
                    && !LeftOut.Contains(one.Name)
                    && !one.Name.StartsWith("BRAIN_TEST_", StringComparison.Ordinal)
                )
            )
            .Select(one => $"{one.Name}={one.Value}")
            .Order(StringComparer.Ordinal);

    internal static string[] OfSilo(BrainHome home) =>
        [
            .. RunNotes.Lines(home, RunNotes.Environment),
            $"BRAIN_HOME={home.Path}",
            $"BRAIN_DATABASE={home.Note("database")}",
        ];

    internal static string[] OfPostgres(BrainHome home) =>
        [.. RunNotes.Lines(home, RunNotes.Environment).Where(line => Postgres.Contains(line.Split('=')[0]))];

    /// <summary>
    /// The variables that <c>brain.json</c> says hold keys: those it names, or its provider's usual one.
    /// </summary>
    internal static IReadOnlyCollection<string> KeyVariables(JsonElement? file)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (PersonsFile.Section(file, "chat") is { } chat)
        {
            if (PersonsFile.Word(chat, "key_env") is { } named)
                names.Add(named);
            else if (
                PersonsFile.Word(chat, "key_file") is null
                && PersonsFile.Word(chat, "provider")?.ToUpperInvariant() is "ANTHROPIC" or "OPENAI"
            )
                names.Add(PersonsFile.Word(chat, "provider")!.ToUpperInvariant() + "_API_KEY");
        }

        if (PersonsFile.Section(file, "ntfy") is { } ntfy)
            names.UnionWith(NtfyWords.Select(word => PersonsFile.Word(ntfy, word)).OfType<string>());
        return names;
    }

    private static IEnumerable<(string, string)> All()
    {
        foreach (DictionaryEntry one in Environment.GetEnvironmentVariables())
            yield return ((string)one.Key, (string?)one.Value ?? "");
    }
}

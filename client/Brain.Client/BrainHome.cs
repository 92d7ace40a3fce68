namespace Brain.Client;

/// <summary>The brain's folder on this machine (<c>BRAIN_HOME</c>) and what lies where in it.</summary>
/// <param name="Path">The folder, absolute; it need not exist.</param>
internal sealed record BrainHome(string Path)
{
    /// <summary>HTTP over a Unix socket.</summary>
    public string Socket => Path + "/brain.sock";

    /// <summary>Events that could not be delivered, one file for each session.</summary>
    public string Spool => Path + "/spool";

    /// <summary>The bearer token of the loopback port.</summary>
    public string Token => Path + "/token";

    /// <summary>A token that is good for the hook endpoint only; it may lie in settings.</summary>
    public string HookToken => Path + "/hook-token";

    /// <summary>Which settings files hold our hooks; the silo reads it to judge edits.</summary>
    public string Installed => Path + "/installed.json";

    /// <summary>This program, where <c>brain up</c> puts it.</summary>
    public string Program => Path + "/bin/brain";

    /// <summary>
    /// The folder the environment names; else the one whose <c>bin</c> this program lies in; else the user's data
    /// folder.
    /// </summary>
    public static BrainHome Find() =>
        new(Named() ?? Around(Environment.GetCommandLineArgs()[0]) ?? Around(Environment.ProcessPath) ?? OfUser());

    /// <summary>One of the notes that <c>brain up</c> leaves in <c>run/</c>, or null.</summary>
    public string? Note(string name)
    {
        try
        {
            return File.ReadAllText($"{Path}/run/{name}").Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Named() =>
        Environment.GetEnvironmentVariable("BRAIN_HOME") is { Length: > 0 } named
            ? System.IO.Path.GetFullPath(named)
            : null;

    private static string? Around(string? program)
    {
        if (program is not ['/', ..] || System.IO.Path.GetDirectoryName(program) is not { } folder)
            return null;
        if (!folder.EndsWith("/bin", StringComparison.Ordinal))
            return null;

        var parent = folder[..^"/bin".Length];
        return Directory.Exists(parent + "/run") || File.Exists(parent + "/brain.sock") ? parent : null;
    }

    private static string OfUser() =>
        Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data && data[0] == '/'
            ? data + "/brain"
            : Environment.GetEnvironmentVariable("HOME") + "/.local/share/brain";
}

namespace Brain.Client.Supervisor;

/// <summary>What <c>brain up</c>, the supervisor and the hooks tell each other in <c>BRAIN_HOME/run/</c>.</summary>
internal static class RunNotes
{
    /// <summary><see cref="Up"/> or <see cref="Down"/>: what the person said last.</summary>
    internal const string Desired = "desired";

    internal const string Up = "up";
    internal const string Down = "down";

    /// <summary>Number and start time of the silo.</summary>
    internal const string Silo = "silo.pid";

    /// <summary>
    /// How often the silo has ended since it was started, and how; <c>up</c> looks at it while it waits.
    /// </summary>
    internal const string SiloEnded = "silo.ended";

    /// <summary>The words that start the silo, one a line.</summary>
    internal const string SiloCommand = "silo.command";

    /// <summary>The words that start Postgres, one a line; not there when the database is somebody else's.</summary>
    internal const string PostgresCommand = "postgres.command";

    /// <summary>The environment that the silo is started with, <c>NAME=value</c> each line.</summary>
    internal const string Environment = "environment";

    /// <summary>The systemd unit that runs the supervisor; not there when it is a process of its own.</summary>
    internal const string Unit = "supervisor.unit";

    /// <summary>What a person should know of that unit; <c>up</c> says it.</summary>
    internal const string Keeping = "supervisor.words";

    /// <summary>The supervisor's <see cref="Messages.SupervisorStatus"/>.</summary>
    internal const string Status = "supervisor.json";

    private const uint FileMode = 0x180; // rw-------

    /// <summary>Whether the person wants it up.</summary>
    internal static bool WantsUp(BrainHome home) => home.Note(Desired) == Up;

    /// <summary>The lines of a note; none when it is not there.</summary>
    internal static string[] Lines(BrainHome home, string name) =>
        home.Note(name)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Writes a note for the owner's eyes, whole or not at all.</summary>
    internal static void Write(BrainHome home, string name, string text)
    {
        var path = $"{home.Path}/run/{name}";
        var beside = path + ".new";
        var file = Posix.Open(
            beside,
            Posix.WriteOnly | Posix.Create | Posix.Truncated | Posix.NoFollow | Posix.CloseOnExec,
            FileMode
        );
        if (file < 0)
            throw new ClientException($"{beside} can't be written: {Posix.ErrorText}.");
        var whole = Posix.WriteAll(file, System.Text.Encoding.UTF8.GetBytes(text + "\n"));
        _ = Posix.Close(file);
        if (!whole || Posix.Rename(beside, path) != 0)
            throw new ClientException($"{path} can't be written: {Posix.ErrorText}.");
    }

    /// <summary>
    /// The same where nobody can do anything about a full disk: keeping the brain up matters more than a note about it.
    /// </summary>
    internal static void TryWrite(BrainHome home, string name, string text)
    {
        try
        {
            Write(home, name, text);
        }
        catch (ClientException)
        {
            // The next one may fit.
        }
    }

    internal static void Remove(BrainHome home, string name) => _ = Posix.Unlink($"{home.Path}/run/{name}");
}

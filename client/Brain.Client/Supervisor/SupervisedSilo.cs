using System.Globalization;

namespace Brain.Client.Supervisor;

/// <summary>
/// The silo: known by the number and start time that whoever started it noted, or by what it was started with.
/// </summary>
/// <param name="home">Where the brain is.</param>
/// <param name="postgres">Its private Postgres; null when the database is somebody else's to keep up.</param>
internal sealed class SupervisedSilo(BrainHome home, SupervisedPostgres? postgres) : Supervised("silo")
{
    private const int LogBytesMax = 10_000_000;
    private const int DrainMs = 15_000;
    private const int KillMs = 5_000;

    internal override (int Signal, int WithinMs)[] Stops =>
        [(PosixProcess.Terminate, DrainMs), (PosixProcess.Kill, KillMs)];

    internal override HealthProbe Probe { get; } = new(home.Path + "/brain.sock");

    internal override int Find()
    {
        if (
            home.Note(RunNotes.Silo)?.Split(' ') is [var pid, var started]
            && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && PosixProcess.StartTime(id) == started
        )
            return id;
        // A supervisor that was killed between starting it and noting so leaves one that nobody noted.
        var program = home.Path + "/silo/Brain.Silo.dll";
        foreach (var other in PosixProcess.All())
        {
            if (
                PosixProcess.Words(other) is [_, var what, ..]
                && what == program
                && Posix.Facts($"/proc/{other}").User == Posix.UserId()
            )
                return Noted(other);
        }

        return 0;
    }

    internal override bool MayStart() => postgres?.TakesConnections() ?? true;

    internal override int Start()
    {
        var log = home.Path + "/logs/silo.out";
        if (File.Exists(log) && new FileInfo(log).Length > LogBytesMax)
            _ = Posix.Rename(log, log + ".1");
        var id = BackgroundProgram.Start(
            RunNotes.Lines(home, RunNotes.SiloCommand),
            RememberedEnvironment.OfSilo(home),
            log,
            long.MaxValue
        );
        return id > 0 ? Noted(id) : id;
    }

    internal override void Ended(int failures, ProcessEnd end)
    {
        RunNotes.Remove(home, RunNotes.Silo);
        RunNotes.TryWrite(home, RunNotes.SiloEnded, $"{failures} {end.ToText()}");
    }

    private int Noted(int id)
    {
        if (PosixProcess.StartTime(id) is { } started)
            RunNotes.TryWrite(home, RunNotes.Silo, $"{id} {started}");
        return id;
    }
}

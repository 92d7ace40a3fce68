using System.Diagnostics;
using Npgsql;

namespace Brain.Acceptance;

/// <summary>
/// A Postgres cluster that a test may treat badly, with fsync on. It needs <c>BRAIN_TEST_POSTGRES_BIN</c>.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string DiskSize = "192m";

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bp-{Guid.NewGuid().ToString("N")[..8]}");
    private SmallDisk? disk;

    /// <summary>Its connection string, as libpq says it.</summary>
    public string Libpq => $"host={folder} dbname=postgres user=brain";

    private static string Bin => Environment.GetEnvironmentVariable("BRAIN_TEST_POSTGRES_BIN")!;

    private static bool IsRoot => Environment.UserName == "root";

    public static void Require() =>
        Assert.SkipWhen(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BRAIN_TEST_POSTGRES_BIN")),
            "BRAIN_TEST_POSTGRES_BIN is not set."
        );

    /// <param name="small">Its data lies on a small disk of its own, which <see cref="Fill"/> fills; see
    /// <see cref="SmallDisk.Require"/>.</param>
    public static async Task<PrivatePostgres> Make(bool small = false)
    {
        var made = new PrivatePostgres();
        Directory.CreateDirectory(made.folder);
        if (small)
            made.disk = await SmallDisk.Mount(Path.Combine(made.folder, "disk"), DiskSize);
        if (IsRoot)
            await Run("chown", "-R", "postgres", made.folder);
        await made.AsOwner(
            "initdb",
            "-D",
            made.Data,
            "-U",
            "brain",
            "--locale=C.UTF-8",
            "-E",
            "UTF8",
            "--data-checksums"
        );
        await made.Start();
        return made;
    }

    public Task Start() =>
        AsOwner(
            "pg_ctl",
            "-D",
            Data,
            "-o",
            $"-k {folder} -c listen_addresses='' -c autovacuum=off",
            "-l",
            Log,
            "-w",
            "start"
        );

    /// <summary>Starts it unless it is up, and lets it go on when it stands still.</summary>
    public Task BeUp() => IsUp ? GoOn() : Start();

    /// <summary>As a crash: every backend gone at once, recovery at the next start.</summary>
    public Task StopAtOnce() => AsOwner("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Every process of it stands still: who connects waits, and who has asked waits for the answer.</summary>
    public Task Hang() => Signal("STOP");

    /// <summary>
    /// Keeps every commit waiting for another server's word, which never comes; what is taken back goes through.
    /// </summary>
    public async Task CommitNowhere(bool so)
    {
        // Settings themselves are written without one.
        await Say($"alter system set synchronous_standby_names = '{(so ? "nobody" : "")}'");
        await Say("select pg_reload_conf()");
    }

    /// <summary>Writes its log of changes until that has no room left, which Postgres does not survive.</summary>
    public async Task FillItsLog()
    {
        await disk!.Fill();
        try
        {
            for (var megabyte = 0; megabyte < 1_000; megabyte++)
                await Say("select pg_logical_emit_message(false, 'test', repeat('x', 1000000))");
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException)
        {
            // It has given up.
        }
    }

    /// <summary>Where it says what goes wrong; not on its small disk.</summary>
    public string Log => $"{folder}/log";

    /// <summary>They go on.</summary>
    public Task GoOn() => Signal("CONT");

    /// <summary>Whether it refuses to write.</summary>
    public async Task BeReadOnly(bool so)
    {
        await Say($"alter system set default_transaction_read_only = {(so ? "on" : "off")}");
        await Say("select pg_reload_conf()");
    }

    /// <summary>Leaves no byte of its disk free; what its log of changes needs for a while is there already.</summary>
    public async Task Fill()
    {
        await Say("select pg_switch_wal()");
        await Say("checkpoint");
        await disk!.Fill();
    }

    /// <summary>Gives the room back, and starts it again if it gave up.</summary>
    public async Task Empty()
    {
        disk!.Empty();
        if (!IsUp)
            await Start();
    }

    /// <summary>Gives the room back and no more.</summary>
    public void MakeRoom() => disk!.Empty();

    public async ValueTask DisposeAsync()
    {
        if (IsUp)
        {
            await GoOn();
            await StopAtOnce();
        }

        if (disk is not null)
            await disk.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Where its data lies.</summary>
    public string Data => disk is null ? $"{folder}/data" : $"{disk.Path}/data";

    private string PidFile => $"{Data}/postmaster.pid";

    private bool IsUp => File.Exists(PidFile) && Directory.Exists($"/proc/{Pid}");

    private string Pid => File.ReadLines(PidFile).First();

    // The server first, so that nothing new begins while its children are told; some of them may end meanwhile.
    private Task Signal(string name) =>
        Run("sh", "-c", $"kill -{name} {Pid}; kill -{name} $(ps -o pid= --ppid {Pid}) || :");

    private async Task Say(string sql)
    {
        await using var connection = new NpgsqlConnection(new LibpqText(Libpq).Npgsql() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private Task AsOwner(string program, params string[] arguments) =>
        IsRoot
            ? Run(
                "setpriv",
                ["--reuid=postgres", "--regid=postgres", "--init-groups", $"{Bin}/{program}", .. arguments]
            )
            : Run($"{Bin}/{program}", arguments);

    private static async Task Run(string program, params string[] arguments)
    {
        // pg_ctl leaves a server behind that keeps its output open, so nobody reads it.
        var start = new ProcessStartInfo("sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}

using System.Diagnostics;

namespace Brain.Acceptance;

/// <summary>A Postgres cluster that a test may treat badly, with fsync on. It needs <c>BRAIN_TEST_POSTGRES_BIN</c>.</summary>
public sealed class APostgresOfItsOwn : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bp-{Guid.NewGuid().ToString("N")[..8]}");

    /// <summary>Its connection string, as libpq says it.</summary>
    public string Libpq => $"host={folder} dbname=postgres user=brain";

    private static string Bin => Environment.GetEnvironmentVariable("BRAIN_TEST_POSTGRES_BIN")!;

    private static bool IsRoot => Environment.UserName == "root";

    public static void Require() =>
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BRAIN_TEST_POSTGRES_BIN")), "BRAIN_TEST_POSTGRES_BIN is not set.");

    public static async Task<APostgresOfItsOwn> Make()
    {
        var made = new APostgresOfItsOwn();
        Directory.CreateDirectory(made.folder);
        if (IsRoot)
            await Run("chown", "postgres", made.folder);
        await made.AsOwner("initdb", "-D", $"{made.folder}/data", "-U", "brain", "--locale=C.UTF-8", "-E", "UTF8", "--data-checksums");
        await made.Start();
        return made;
    }

    public Task Start() => AsOwner(
        "pg_ctl", "-D", $"{folder}/data", "-o", $"-k {folder} -c listen_addresses=''", "-l", $"{folder}/log", "-w", "start");

    /// <summary>As a crash: every backend gone at once, recovery at the next start.</summary>
    public Task StopAtOnce() => AsOwner("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop");

    public async ValueTask DisposeAsync()
    {
        await StopAtOnce();
        Directory.Delete(folder, recursive: true);
    }

    private Task AsOwner(string program, params string[] arguments) => IsRoot
        ? Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", $"{Bin}/{program}", .. arguments])
        : Run($"{Bin}/{program}", arguments);

    private static async Task Run(string program, params string[] arguments)
    {
        // pg_ctl leaves a server behind that keeps its output open, so nobody reads it.
        var start = new ProcessStartInfo("sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { UseShellExecute = false, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Brain.Acceptance;

/// <summary>
/// A brain as a person has it: started by <c>./brain up</c> in a folder of its own, with a Postgres of its own and the
/// supervisor. The programs are those that the test run has published, put where <c>up</c> would build them.
/// </summary>
public sealed class SupervisedBrain : IAsyncLifetime
{
    /// <summary>For whatever a busy machine may take its time with.</summary>
    public const int SecondsMax = 180;

    private static readonly TimeSpan UpLimit = TimeSpan.FromMinutes(5);
    private readonly Scratch scratch = new();
    private readonly string port = Random.Shared.Next(20_000, 32_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>Its <c>BRAIN_HOME</c>.</summary>
    public string Home => Path.Combine(scratch.Path, "brain");

    /// <summary>The folder that holds it, and is its person's home.</summary>
    public string Folder => scratch.Path;

    /// <summary>0 when it does not run.</summary>
    public int Silo => Living("silo.pid");

    /// <summary>0 when it does not run.</summary>
    public int Supervisor =>
        Note("supervisor.json").Split(':', ',') is [_, var first, ..]
        && !IsGone(int.Parse(first, CultureInfo.InvariantCulture))
            ? int.Parse(first, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>0 when it does not run.</summary>
    public int Postmaster =>
        Lines("pg/postmaster.pid") is [var first, ..] && Directory.Exists($"/proc/{first}")
            ? int.Parse(first, CultureInfo.InvariantCulture)
            : 0;

    // The scripts alone, so that what somebody edits meanwhile is no reason to build anything.
    private string Checkout => Path.Combine(scratch.Path, "checkout");

    public async ValueTask InitializeAsync()
    {
        if (
            Environment.GetEnvironmentVariable("BRAIN_TEST_SILO") is not { Length: > 0 } silo
            || Environment.GetEnvironmentVariable("BRAIN_TEST_CLIENT") is not { Length: > 0 } client
        )
            return;
        Directory.CreateDirectory(Path.Combine(Home, "bin"));
        File.Copy(client, Path.Combine(Home, "bin", "brain"));
        await Shell(
            $"mkdir '{Checkout}' && cp -r '{FindCheckout()}/brain' '{FindCheckout()}/setup' '{Checkout}' && cp -r "
                + $"'{Path.GetDirectoryName(silo)}' '{Home}/silo' && "
                + $"cd '{Checkout}' && CHECKOUT='{Checkout}' && . setup/say.sh && . setup/build.sh && source_stamp "
                + $">'{Home}/silo/built-from'"
        );
    }

    /// <summary>Ends a test as skipped where there is no silo, client or Postgres to test with.</summary>
    public static void Require()
    {
        BrainFixture.Require();
        PrivatePostgres.Require();
    }

    /// <summary>Says <c>./brain</c> and what follows.</summary>
    public Task<ProgramRun> Say(params string[] words) => Run(new(Path.Combine(Checkout, "brain"), words), "");

    /// <summary>Sees to it that it is up.</summary>
    public async Task Up()
    {
        var run = await Say("up");
        Assert.True(run.ExitCode == 0, $"{run.Output}\n{run.Error}\n{Log}");
    }

    /// <summary>Runs the native client.</summary>
    public Task<ProgramRun> Client(string[] words, string input = "", params (string Name, string Value)[] variables) =>
        Run(new(Path.Combine(Home, "bin", "brain"), words), input, variables);

    /// <summary>Waits until hooks are taken.</summary>
    public async Task UntilReady()
    {
        var ready = await Eventually.See(() => Client(["supervise", "--ready"]), run => run.ExitCode == 0, SecondsMax);
        Assert.True(ready.ExitCode == 0, $"The brain did not come back.\n{Log}");
    }

    /// <summary>Waits until something that is looked at is so.</summary>
    public async Task Until(string what, Func<bool> isSo) =>
        Assert.True(
            await Eventually.See(() => Task.FromResult(isSo()), so => so, SecondsMax),
            $"{what}: not so after {SecondsMax} s.\n{Log}"
        );

    /// <summary>Ends processes as a crash does.</summary>
    public static async Task Kill(params int[] ids)
    {
        Assert.DoesNotContain(0, ids);
        await Shell($"kill -9 {string.Join(' ', ids)}");
        foreach (var id in ids)
            await Eventually.See(() => Task.FromResult(IsGone(id)), gone => gone, SecondsMax);
    }

    /// <summary>Stops a process where it is, as a deadlock does: it lives and says nothing.</summary>
    public static Task Freeze(int id) => Shell($"kill -STOP {id}");

    /// <summary>The first column of a query's rows.</summary>
    public async Task<string[]> Query(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new LibpqText(Note("database")).Npgsql() + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetValue(0).ToString()!);
        return [.. rows];
    }

    /// <summary>The same, or nothing while Postgres takes no questions.</summary>
    public async Task<string[]> TryQuery(string sql)
    {
        try
        {
            return await Query(sql);
        }
        catch (NpgsqlException)
        {
            return [];
        }
    }

    /// <summary>A note in its <c>run/</c>; empty when there is none.</summary>
    public string Note(string name) => string.Join('\n', Lines($"run/{name}"));

    /// <summary>Writes one, as <c>up</c> does.</summary>
    public Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(Home, "run", name), text);

    /// <summary>What its supervisor and its silo said last.</summary>
    public string Log =>
        string.Join('\n', Lines("logs/supervisor.log").TakeLast(25).Concat(Lines("logs/silo.log").TakeLast(10)));

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Path.Combine(Home, "run")))
            await Say("down");
        scratch.Dispose();
    }

    private Task<ProgramRun> Run(ProcessStartInfo start, string input, params (string Name, string Value)[] variables)
    {
        start.WorkingDirectory = scratch.Path;
        var path = Environment.GetEnvironmentVariable("PATH");
        (string Name, string Value)[] own =
        [
            ("HOME", scratch.Path),
            ("BRAIN_HOME", Home),
            ("BRAIN_PORT", port),
            ("BRAIN_SUPERVISOR", "process"),
            ("PATH", $"{scratch.Path}/.local/bin:{path}"),
        ];
        foreach (var (name, value) in own.Concat(variables))
            start.Environment[name] = value;
        start.Environment.Remove("BRAIN_DATABASE");
        return ProgramRun.Of(start, input, UpLimit);
    }

    private int Living(string note) =>
        Note(note).Split(' ') is [var id, _] && !IsGone(int.Parse(id, CultureInfo.InvariantCulture))
            ? int.Parse(id, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>One that nobody has waited for yet is gone all the same.</summary>
    public static bool IsGone(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }

    private string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(Home, path));
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static async Task Shell(string script)
    {
        var run = await ProgramRun.Of(new("bash", ["-c", script]), longest: UpLimit);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private static string FindCheckout([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}

using System.Diagnostics;
using System.Formats.Tar;
using System.Runtime.CompilerServices;
using Brain.Postgres;
using Brain.Postgres.Schema;

namespace Brain.Acceptance;

/// <summary><c>brain backup</c> and <c>brain restore</c>, through the script, pg_dump and a real silo.</summary>
public sealed class ABackup : IAsyncLifetime
{
    private const string Session = "5e551011-0000-4000-8000-000000000001";
    private const string Later = "5e551011-0000-4000-8000-000000000002";

    private static readonly (string Fault, string Why)[] Faults =
    [
        ("cut", "cut off"),
        ("changed", "was changed since it was written"),
        ("stranger", "it holds"),
        ("link", "links or devices"),
        ("newer", "newer brain"),
        ("text", "no backup of a brain"),
    ];

    private readonly Scratch files = new();
    private readonly BrainFixture brain = new();

    private string Archive => Path.Combine(files.Path, "brain.tar");

    public async ValueTask InitializeAsync()
    {
        BrainFixture.Require();
        await brain.InitializeAsync();
        Directory.CreateDirectory(Path.Combine(brain.Home, "run"));
    }

    public async ValueTask DisposeAsync()
    {
        brain.TellOfAFailure();
        await DropKept();
        await brain.DisposeAsync();
        files.Dispose();
    }

    [Fact]
    public async Task Brings_back_every_row_and_leaves_a_brain_that_works()
    {
        await Talk(Session);
        await Succeed("backup", Archive);
        // With the silo down, so that the rows stay what they were while they are read.
        await brain.StopGently();
        var then = await Contents();
        await brain.Start();
        await Talk(Later);

        await brain.StopGently();
        brain.Database.LetGo();
        var done = await Succeed("restore", Archive);
        Assert.Equal(then, await Contents());

        await brain.Start();
        await Talk(Session, prompt: "p2");
        Assert.Equal(
            2,
            Assert.Single(
                await brain.Database.Query<int>("select turn_count from v2.sessions where id = $1", Guid.Parse(Session))
            )
        );
        Assert.Contains("is kept as database", done.Output, StringComparison.Ordinal);
        Assert.Equal(
            1L,
            Assert.Single(await InKept("select count(*) from v2.sessions where id = $1", Guid.Parse(Later)))
        );
    }

    [Fact]
    public async Task Holds_settings_and_waiting_events_and_is_never_overwritten()
    {
        await File.WriteAllTextAsync(Path.Combine(brain.Home, "brain.json"), """{ "mode": "debug" }""");
        Directory.CreateDirectory(Path.Combine(brain.Home, "spool"));
        await File.WriteAllTextAsync(Path.Combine(brain.Home, "spool", $"{Session}.jsonl"), "{}\n");

        await Succeed("backup", Archive);

        var names = Names(Archive);
        Assert.Contains("./home/brain.json", names);
        Assert.Contains($"./home/spool/{Session}.jsonl", names);
        Assert.DoesNotContain(names, name => name.Contains("token", StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));

        var again = await Script("backup", Archive);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("is there already; nothing was written", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Puts_settings_back_and_keeps_those_that_differ()
    {
        var settings = Path.Combine(brain.Home, "brain.json");
        await File.WriteAllTextAsync(settings, """{ "mode": "debug" }""");
        await Succeed("backup", Archive);
        await File.WriteAllTextAsync(settings, """{ "mode": "sparring" }""");

        await brain.StopGently();
        await Succeed("restore", Archive);

        Assert.Contains("debug", await File.ReadAllTextAsync(settings), StringComparison.Ordinal);
        var kept = Assert.Single(Directory.GetFiles(brain.Home, "brain.json.before-*"));
        Assert.Contains("sparring", await File.ReadAllTextAsync(kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_and_changes_nothing_when_it_is_not_whole()
    {
        await Talk(Session);
        await Succeed("backup", Archive);
        await brain.StopGently();
        var then = await Contents();
        var whole = await File.ReadAllBytesAsync(Archive);

        foreach (var (fault, why) in Faults)
        {
            await File.WriteAllBytesAsync(Archive, whole);
            await Spoil(fault);

            var refused = await Script("restore", Archive);

            Assert.True(
                refused.ExitCode == 1 && refused.Error.Contains(why, StringComparison.Ordinal),
                $"{fault}: {refused.Output}{refused.Error}"
            );
            Assert.Contains("nothing was changed", refused.Error, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(then, await Contents());
        Assert.Empty(await Kept());
    }

    [Fact]
    public async Task Of_an_older_brain_is_brought_up_to_date()
    {
        const string last = "migrations/0018_replayed.sql";
        await brain.StopGently();
        await using (
            var older = await ScratchDatabase.Create(Environment.GetEnvironmentVariable("BRAIN_TEST_DATABASE")!)
        )
        {
            await using var source = BrainDatabase.Parse(older.Libpq.Text).Open();
            await new Migrator(source, MigrationsUpTo(last)).Apply();
            await older.Query<string>(
                "insert into v2.sessions (id, project_path, started_at, purpose) values ($1, '/old', now(), "
                    + "'from long ago')",
                Guid.Parse(Session)
            );
            await SucceedOn(older.Libpq.Text, "backup", Archive);
        }

        await Succeed("restore", Archive);
        await brain.Start();

        Assert.Equal(
            "from long ago",
            Assert.Single(
                await brain.Database.Query<string>("select purpose from v2.sessions where id = $1", Guid.Parse(Session))
            )
        );
        await Talk(Later);
    }

    [Fact]
    public async Task Is_refused_while_somebody_else_uses_the_database()
    {
        await Succeed("backup", Archive);
        // It runs, and run/silo.pid does not say so: as a second silo of a cluster.
        var refused = await Script("restore", Archive);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("is in use by brain", refused.Error, StringComparison.Ordinal);
        await Talk(Session);
    }

    private static Dictionary<string, string> MigrationsUpTo(string last) =>
        Sql
            .All.Where(file =>
                file.Key.StartsWith("migrations/", StringComparison.Ordinal)
                && string.CompareOrdinal(file.Key, last) <= 0
            )
            .ToDictionary(StringComparer.Ordinal);

    private async Task Talk(string session, string prompt = "p1")
    {
        await brain.Hook(
            $$"""{"session_id":"{{session}}","hook_event_name":"SessionStart","source":"startup","cwd":"/work/shop"}"""
        );
        await brain.Hook(
            $$"""{"session_id":"{{session}}","hook_event_name":"UserPromptSubmit","prompt":"mend the till","prompt_id":"{{prompt}}"}"""
        );
        await brain.Hook(
            $$"""{"session_id":"{{session}}","hook_event_name":"Stop","last_assistant_message":"mended","prompt_id":"{{prompt}}"}"""
        );
    }

    /// <summary>One line a table of schema v2: its name, its rows and a digest of them.</summary>
    private Task<string[]> Contents() =>
        brain.Database.Query<string>(
            """
            select format('%s %s', c.relname, (xpath('/row/x/text()', query_to_xml(format(
              'select count(*) || '' '' || coalesce(md5(string_agg(t::text, '''' order by t::text)), '''') as x from v2.%I t', c.relname), false, true, '')))[1])
            from pg_class c where c.relnamespace = 'v2'::regnamespace and c.relkind = 'r' order by c.relname
            """
        );

    private Task<string[]> Kept() =>
        brain.Database.Query<string>(
            "select datname::text from pg_database where datname like current_database() || '\\_%'"
        );

    private async Task<long[]> InKept(string sql, params object[] parameters)
    {
        var name = Assert.Single(await Kept());
        await using var kept = ScratchDatabase.Of(Environment.GetEnvironmentVariable("BRAIN_TEST_DATABASE")!, name);
        return await kept.Query<long>(sql, parameters);
    }

    private async Task Spoil(string fault)
    {
        switch (fault)
        {
            case "cut":
                await using (var file = new FileStream(Archive, FileMode.Open))
                    file.SetLength(file.Length / 2);
                break;
            case "text":
                await File.WriteAllTextAsync(Archive, "not a tar");
                break;
            case "stranger":
                await Add(new PaxTarEntry(TarEntryType.RegularFile, "../outside"));
                break;
            case "link":
                await Add(
                    new PaxTarEntry(TarEntryType.SymbolicLink, "./home/prices.json") { LinkName = "/etc/passwd" }
                );
                break;
            case "changed":
                await Rewrite(sums: false, "format=1", "format=1 ");
                break;
            default:
                await Rewrite(
                    sums: true,
                    "migration=migrations/",
                    "migration=migrations/9999_from_the_future.sql\nwas="
                );
                break;
        }
    }

    private async Task Add(TarEntry entry)
    {
        var all = files.Folder("all");
        await TarFile.ExtractToDirectoryAsync(Archive, all, overwriteFiles: true);
        await using var file = new FileStream(Archive, FileMode.Create);
        await using var tar = new TarWriter(file);
        foreach (var path in Directory.GetFiles(all))
            await tar.WriteEntryAsync(path, $"./{Path.GetFileName(path)}");
        await tar.WriteEntryAsync(entry);
    }

    private async Task Rewrite(bool sums, string from, string to)
    {
        var all = files.Folder("all");
        await TarFile.ExtractToDirectoryAsync(Archive, all, overwriteFiles: true);
        var manifest = Path.Combine(all, "manifest");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(manifest)).Replace(from, to, StringComparison.Ordinal)
        );
        var again = sums ? "find . -type f ! -name SHA256SUMS -print0 | xargs -0 sha256sum >SHA256SUMS && " : "";
        var run = await ProgramRun.Of(new("bash", ["-c", $"{again}tar -cf '{Archive}' ."]) { WorkingDirectory = all });
        Assert.Equal(0, run.ExitCode);
    }

    private static List<string> Names(string archive)
    {
        using var file = File.OpenRead(archive);
        using var tar = new TarReader(file);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            names.Add(entry.Name);
        return names;
    }

    private Task<ProgramRun> Succeed(params string[] words) => SucceedOn(brain.Database.Libpq.Text, words);

    // What a restore keeps is this test's to drop.
    private async Task DropKept()
    {
        foreach (var name in await Kept())
            await ScratchDatabase.Of(Environment.GetEnvironmentVariable("BRAIN_TEST_DATABASE")!, name).DisposeAsync();
    }

    private async Task<ProgramRun> SucceedOn(string database, params string[] words)
    {
        var run = await Script(database, words);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        return run;
    }

    private Task<ProgramRun> Script(params string[] words) => Script(brain.Database.Libpq.Text, words);

    private Task<ProgramRun> Script(string database, string[] words, [CallerFilePath] string here = "")
    {
        var start = new ProcessStartInfo(Path.GetFullPath(Path.Combine(here, "..", "..", "..", "brain")), words)
        {
            WorkingDirectory = files.Path,
        };
        start.Environment["BRAIN_HOME"] = brain.Home;
        start.Environment["BRAIN_DATABASE"] = database;
        start.Environment["CLAUDE_CONFIG_DIR"] = brain.ClaudeFolder;
        return ProgramRun.Of(start);
    }
}

using Brain.Silo.Import;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Brain.Tests.Import;

/// <summary>An import that ends while parts of a batch are written side by side.</summary>
public sealed class AnImportCutShort(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Goes_on_where_one_part_was_written_alone()
    {
        var (first, second) = (Written("One"), Written("Two"));
        using (var killed = new CancellationTokenSource())
        {
            // Somebody holds the second session, so that only the part of the first gets through.
            await using var connection = await silo.Postgres.Database.OpenConnectionAsync();
            await using var holding = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand(
                $"insert into v2.sessions (id, started_at) values ('{second}', now())",
                connection
            );
            await hold.ExecuteNonQueryAsync();
            var run = silo.Services.GetRequiredService<Importer>().Read(new([_folder]), killed.Token);
            await Until($"select count(*) = 2 from v2.turns where session_id = '{first}'");
            await killed.CancelAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => run);
            await holding.RollbackAsync();
        }

        Assert.Empty(await silo.Turns(second));
        Assert.Equal(
            0L,
            await silo.Postgres.Read<long>($"select count(*) from brain.import_files where path like '{_folder}%'")
        );

        await silo.Import(_folder);

        foreach (var (session, word) in new[] { (first, "One"), (second, "Two") })
        {
            Assert.Equal(
                [$"1 | ok | {word} | Done. | 1 | 2 | 10", $"2 | ok | {word} again | Done again. | 0 | 1 | 9"],
                await silo.Turns(session)
            );
            Assert.Equal(
                15L,
                await silo.Postgres.Read<long>($"select count(*) from v2.cost_ledger where session_id = '{session}'")
            );
        }
    }

    private Guid Written(string word)
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks(word)
            .Calls("Bash", new { command = "make" }, out var call)
            .Ends(call)
            .Says("Done.")
            .Asks($"{word} again")
            .Says("Done again.");
        transcript.WriteTo(_folder);
        return transcript.Session;
    }

    private async Task Until(string sql)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await silo.Postgres.Read<bool>(sql))
            await Task.Delay(20, patience.Token);
    }
}

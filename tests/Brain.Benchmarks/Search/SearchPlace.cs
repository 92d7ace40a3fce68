using System.Diagnostics;
using Brain.Domain.Knowledge.Search;
using Brain.Grains.Knowledge;
using Brain.Models.Embeddings;
using Brain.Postgres;
using Brain.Postgres.Knowledge;
using Brain.Postgres.Schema;
using Brain.Silo.Knowledge;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Benchmarks.Search;

/// <summary>
/// A scratch database with the product's own index, model and search on it, without a silo around them.
/// </summary>
internal sealed class SearchPlace : IAsyncDisposable
{
    private readonly BrainDatabase _server;
    private readonly string _name;
    private readonly bool _kept;

    private SearchPlace(BrainDatabase server, string name, bool kept, Embedders embedders)
    {
        (_server, _name, _kept) = (server, name, kept);
        Database = BrainDatabase
            .Parse(new NpgsqlConnectionStringBuilder(server.Npgsql) { Database = name }.ConnectionString)
            .Open();
        var index = new SearchIndexStore(Database);
        Store = new(Database);
        Indexer = new(index, new RecallStore(Database), new SentenceModels(embedders));
        Fill = new(Cache, Store, TimeProvider.System, NullLogger<TokenCacheFill>.Instance);
        Engine = new(
            Store,
            index,
            embedders,
            Cache,
            Fill,
            new(Store, TimeProvider.System),
            TimeProvider.System,
            NullLogger<SearchEngine>.Instance
        )
        {
            Weights = Weights,
        };
    }

    /// <summary>What each cue counts for; the product's own unless a run tries others.</summary>
    public static RankWeights Weights { get; set; } = RankWeights.Default;

    public NpgsqlDataSource Database { get; }

    public SearchStore Store { get; }

    public TextIndexer Indexer { get; }

    public TokenCache Cache { get; } = new(() => EmbeddingSettings.CacheMegabytesDefault);

    public TokenCacheFill Fill { get; }

    public SearchEngine Engine { get; }

    /// <summary>It was there already, filled.</summary>
    public bool IsFilled { get; private set; }

    /// <summary>The embedded model, with its weights where <c>BRAIN_MODELS</c> says.</summary>
    public static Embedders Models() =>
        new(
            () => EmbeddingSettings.Read(null),
            Environment.GetEnvironmentVariable("BRAIN_MODELS") is { Length: > 0 } folder
                ? folder
                : Path.Combine(Path.GetTempPath(), "brain-models"),
            Environment.GetEnvironmentVariable,
            TimeProvider.System
        );

    /// <summary>Makes the database, or takes the one of that name when it is to be kept.</summary>
    public static async Task<SearchPlace> Make(Embedders embedders, string? keep)
    {
        var server = BrainDatabase.Parse(
            Environment.GetEnvironmentVariable("BRAIN_TEST_DATABASE")
                ?? throw new InvalidOperationException("BRAIN_TEST_DATABASE is not set: run ./brain bench.")
        );
        var name = keep ?? $"bench_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(server.Npgsql);
        var isThere = await Scalar<long>(source, $"select count(*) from pg_database where datname = '{name}'") > 0;
        if (!isThere)
            await Run(source, $"create database {name}");
        var place = new SearchPlace(server, name, keep is not null, embedders) { IsFilled = isThere };
        await new Migrator(place.Database).Apply();
        return place;
    }

    public Task Run(string sql) => Run(Database, sql);

    public Task<T> Read<T>(string sql) => Scalar<T>(Database, sql);

    /// <summary>Writes a session's turns, as a hook's commit leaves them.</summary>
    public async Task Write(SearchSession session)
    {
        await Run(
            $"insert into v2.sessions (id, project_path, started_at, turn_count) values ('{session.Id}', "
                + $"'{session.Project}', '{session.At:O}', {session.Turns.Length})"
        );
        await using var command = Database.CreateCommand(
            """
            insert into v2.turns (id, session_id, turn_num, started_at, ended_at, user_message, assistant_response, metadata)
            select t.id, $1, t.num, t.at, t.at, t.prompt, t.answer,
              case when t.speaker is null then '{}' else jsonb_build_object('speaker', t.speaker) end
            from unnest($2::uuid[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::text[]) t (id, num, at, prompt, answer, speaker)
            """
        );
        command.Parameters.Add(new() { Value = session.Id });
        command.Parameters.Add(new() { Value = session.Turns.Select(turn => turn.Id).ToArray() });
        command.Parameters.Add(new() { Value = session.Turns.Select((_, at) => at + 1).ToArray() });
        command.Parameters.Add(new() { Value = session.Turns.Select(turn => turn.At.UtcDateTime).ToArray() });
        command.Parameters.Add(new() { Value = session.Turns.Select(turn => turn.Prompt).ToArray() });
        command.Parameters.Add(
            new()
            {
                Value = session.Turns.Select(turn => turn.Answer).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        command.Parameters.Add(
            new()
            {
                Value = session.Turns.Select(turn => turn.Speaker).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Has the product index and embed all that waits.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> Index()
    {
        var began = Stopwatch.GetTimestamp();
        while (await Indexer.Advance(CancellationToken.None)) { }
        return Stopwatch.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_kept)
            return;
        await using var source = NpgsqlDataSource.Create(_server.Npgsql);
        await Run(source, $"drop database {_name} with (force)");
    }

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 1_800;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> Scalar<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 1_800;
        return (T)(await command.ExecuteScalarAsync())!;
    }
}

/// <summary>A session to be searched.</summary>
internal sealed record SearchSession(Guid Id, string Project, DateTimeOffset At, SearchTurn[] Turns);

/// <summary>A turn of one.</summary>
internal sealed record SearchTurn(Guid Id, DateTimeOffset At, string Prompt, string? Answer, string? Speaker);

using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Grains.Ports;
using Brain.Models.Chat;
using Brain.Postgres;
using Brain.Postgres.Projects;
using Brain.Postgres.Schema;
using Brain.Postgres.Secrets;
using Brain.Postgres.Sessions;
using Brain.Silo.Cluster;
using Brain.Silo.Commands;
using Brain.Silo.Configuration;
using Brain.Silo.Costs;
using Brain.Silo.Dashboard;
using Brain.Silo.Drift;
using Brain.Silo.Files;
using Brain.Silo.Health;
using Brain.Silo.Hooks;
using Brain.Silo.Hosting;
using Brain.Silo.Import;
using Brain.Silo.Knowledge;
using Brain.Silo.Logs;
using Brain.Silo.Mcp;
using Brain.Silo.Personas;
using Brain.Silo.Pipelines;
using Brain.Silo.Projects;
using Brain.Silo.Review;
using Brain.Silo.Rules;
using Brain.Silo.Secrets;
using Brain.Silo.Security;
using Brain.Silo.Sessions;
using Brain.Silo.Skills;
using Brain.Silo.Telemetry;
using Brain.Silo.Undo;

namespace Brain.Silo;

/// <summary>What a silo is made of, said once. The program and the tests start here.</summary>
public static class BrainSilo
{
    /// <summary>Migrates the database, serves until told to stop, and drains.</summary>
    public static async Task Run(BrainSettings settings)
    {
        // On the machine's other core, while the database is asked and the silo put together.
        _ = WarmUp.Decisions;
        await using (var database = settings.Database.Open())
        {
            foreach (var file in await new Migrator(database) { Waits = Console.Out.WriteLine }.Apply())
                await Console.Out.WriteLineAsync($"migrated: {file}");
        }

        await using var app = Build(settings);
        await app.RunAsync();
    }

    /// <summary>Puts the silo together; the database must be migrated.</summary>
    /// <param name="settings">Where everything is.</param>
    /// <param name="clock">The clock of sessions, personas and pipelines, reminders too; the system's when
    /// null.</param>
    /// <param name="more">Adds what an adapter beside the brain's own is made of; null for none.</param>
    public static WebApplication Build(
        BrainSettings settings,
        TimeProvider? clock = null,
        Action<IServiceCollection>? more = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddLogs(settings, typeof(DatabaseMonitor).FullName!);
        builder
            .Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Brain", LogLevel.Information)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            // At every start it advises a garbage collector that would double the memory of an idle silo.
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error)
            .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error)
            // A client that asks for what is not there is told so; faults of ours are logged where they arise.
            .AddFilter("ModelContextProtocol", LogLevel.None);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(12));

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(_ => settings.Database.Open());
        builder
            .Services.AddSingleton<SessionStore>()
            .AddSingleton<StatusLineStore>()
            .AddSingleton<StatusLineReader>()
            .AddCosts()
            .AddSingleton<ProjectStore>()
            .AddSingleton<ProjectFolders>()
            .AddSingleton<SessionBatchWriter>()
            .AddSingleton<SchemaStore>()
            .AddSingleton<HistoryStore>()
            .AddSingleton<RedactionStore>();
        builder.Services.AddSingleton<BrainConfiguration>().AddSingleton<ISessionContexts, SessionContexts>();
        builder.Services.AddSingleton<SurroundingsOf>(new ToolSurroundings(settings).Of);
        builder.Services.AddSingleton(services => new ChatModels(
            services.GetRequiredService<BrainConfiguration>().Chat,
            Environment.GetEnvironmentVariable,
            services.GetRequiredService<TimeProvider>()
        ));
        builder.AddWarmUp();
        // Before those who subscribe.
        builder.Services.AddSingleton<PgListener>().AddHostedService<PgListenerLoop>();
        builder.Services.AddSingleton<ActivityFeed>().AddSingleton<CommandDispatcher>();
        builder.AddPersonas();
        builder.AddPipelines();
        builder.AddDrift();
        builder.AddReview();
        builder.AddUndo();
        builder.AddRules();
        builder.AddRepos();
        builder.AddSkills();
        builder.AddSearch();
        builder.AddRecall();
        builder.Services.AddSingleton(_ => HandOffKey.Of(settings));
        builder
            .Services.AddSingleton<Transcripts>()
            .AddSingleton<ITranscripts>(services => services.GetRequiredService<Transcripts>());
        builder.AddHooks();
        builder.AddImport();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, Messages.MessagesJson.Default);
        });
        builder.AddDoors(settings);
        builder.AddLink();
        builder.AddOrleans(settings);
        // After the engine: hosted services start in this order.
        builder
            .Services.AddSingleton(services => UsageReader.Of(services))
            .AddHostedService(services => services.GetRequiredService<UsageReader>());
        builder.AddHealth(settings);
        builder
            .Services.AddHostedService<SessionSweepStarter>()
            .AddHostedService<TranscriptCatchUp>()
            .AddHostedService<ProjectCatchUp>()
            .AddHostedService<DeliveryLogCleaner>()
            .AddHostedService<HistorySweeper>()
            .AddHostedService<DatabaseSizeRecorder>()
            .AddSingleton<ImportLoop>()
            .AddHostedService(services => services.GetRequiredService<ImportLoop>())
            .AddHostedService<SkillLoop>()
            .AddHostedService(services => services.GetRequiredService<QueuedPromptLoop>());
        builder.AddTelemetry(settings);
        builder.AddKnowledge();
        builder.AddMcp();
        builder.AddDashboardPages();

        more?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseDoors();
        app.MapHealth();
        app.MapCluster();
        app.MapHooks();
        app.MapSessions();
        app.MapCosts();
        app.MapTelemetry();
        app.MapMetrics();
        app.MapCommands();
        app.MapPersonas();
        app.MapPipelines();
        app.MapRules();
        app.MapRepos();
        app.MapSkills();
        app.MapSearch();
        app.MapDocuments();
        app.MapRecall();
        app.MapNtfy();
        app.MapRedaction();
        app.MapImport();
        app.MapForgetting();
        app.MapLearnings();
        app.MapMcpServer();
        app.MapDashboard();
        app.UseDashboard();
        return app;
    }
}

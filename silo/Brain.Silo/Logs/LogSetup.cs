using Brain.Silo.Configuration;

namespace Brain.Silo.Logs;

/// <summary>The silo's log: one way to it, and a bound.</summary>
internal static class LogSetup
{
    /// <summary>Adds it.</summary>
    /// <param name="builder">The silo's.</param>
    /// <param name="settings">Where it is written.</param>
    /// <param name="outages">The category of what tells of the database's outages.</param>
    public static void AddLogs(this WebApplicationBuilder builder, BrainSettings settings, string outages)
    {
        var path = Path.Combine(settings.Home, "logs", "silo.log");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_ => new RepeatedFaults(TimeProvider.System, outages));
        builder.Services.AddSingleton(services => new SiloLog(
            new(path),
            services.GetRequiredService<RepeatedFaults>(),
            SiloLog.Screen(),
            TimeProvider.System
        ));
        builder.Services.AddSingleton<ILoggerProvider>(services => services.GetRequiredService<SiloLog>());
        builder.Services.AddHostedService<LogSweeper>();
    }
}

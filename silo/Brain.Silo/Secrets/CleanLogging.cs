using Brain.Messages.Secrets;
using Microsoft.Extensions.Logging.Console;

namespace Brain.Silo.Secrets;

/// <summary>Lets no secret into the log: lines and exceptions pass the scanner before they are written.</summary>
/// <param name="inner">Writes them.</param>
internal sealed class CleanLogging(ILoggerProvider inner) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Clean(inner.CreateLogger(categoryName));

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    /// <summary>A line with what is thrown behind it, without secrets.</summary>
    internal static string Line(string text, Exception? fault) =>
        SecretScanner.Redact(fault is null ? text : $"{text}{Environment.NewLine}{fault}");

    private sealed class Clean(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                inner.Log(logLevel, eventId, Line(formatter(state, exception), exception), null, static (line, _) => line);
        }
    }
}

/// <summary>Puts <see cref="CleanLogging"/> before the console.</summary>
internal static class CleanLoggingSetup
{
    public static ILoggingBuilder WithoutSecrets(this ILoggingBuilder logging)
    {
        var console = logging.Services.Last(service => service.ServiceType == typeof(ILoggerProvider));
        logging.Services.Remove(console);
        logging.Services.AddSingleton<ConsoleLoggerProvider>();
        logging.Services.AddSingleton<ILoggerProvider>(services => new CleanLogging(services.GetRequiredService<ConsoleLoggerProvider>()));
        return logging;
    }
}

using System.Globalization;
using System.Text;
using Brain.Messages.Secrets;
using Brain.Postgres.Health;

namespace Brain.Silo.Logs;

/// <summary>
/// Where the silo's log lines go, all of them: through <see cref="RepeatedFaults"/> into <c>logs/silo.log</c>, and to
/// stdout where somebody reads or bounds that: a screen, a container, the journal. A plain file is bounded by nobody.
/// </summary>
internal sealed class SiloLog(RotatingFile file, RepeatedFaults faults, TextWriter? screen, TimeProvider clock)
    : ILoggerProvider
{
    private const int LineMax = 8_000;

    private readonly RepeatedFaults _faults = faults;

    /// <summary>Standard output, unless it is a plain file.</summary>
    public static TextWriter? Screen()
    {
        try
        {
            var target = File.ResolveLinkTarget("/proc/self/fd/1", returnFinalTarget: false)?.FullName;
            var isPlain =
                target is not null && !target.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(target);
            return isPlain ? null : Console.Out;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Console.Out;
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    /// <summary>Writes the counts of what was held back.</summary>
    public void WriteDue()
    {
        foreach (var line in _faults.Due())
            Write("warn", line);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Write(string level, string text)
    {
        var line = Plain(
            SecretScanner.Redact(
                $"{clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture)}Z {level}: "
                    + $"{Short(text)}"
            )
        );
        file.Write(line);
        screen?.WriteLine(line);
    }

    // Nobody waits for the scanner to read what is not kept; a secret that the cut goes through loses its end with it.
    private static string Short(string text) => text.Length > LineMax ? text[..(LineMax + 1)] : text;

    // One line, and nothing in it that a screen obeys.
    private static string Plain(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, LineMax) + 1);
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, LineMax)))
            line.Append(char.IsControl(letter) ? ' ' : letter);
        return text.Length > LineMax ? line.Append('…').ToString() : line.ToString();
    }

    private sealed class Category(SiloLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var text = formatter(state, exception);
            var isFault = logLevel >= LogLevel.Warning || exception is not null;
            if (isFault && !log._faults.Admits(name, Template(state) ?? text, text, exception))
                return;
            log.Write(Word(logLevel), $"{name}[{eventId.Id}] {text}{Told(exception)}");
        }

        private static string? Template<TState>(TState state) =>
            state is IReadOnlyList<KeyValuePair<string, object?>> values
                ? values.LastOrDefault(value => value.Key == "{OriginalFormat}").Value as string
                : null;

        // Where the database was missed is of no use, only why.
        private static string Told(Exception? fault)
        {
            if (fault is null)
                return "";
            if (!DatabaseFault.IsOfDatabase(fault))
                return " " + fault;
            var text = new StringBuilder();
            for (var one = fault; one is not null; one = one.InnerException)
                text.Append(CultureInfo.InvariantCulture, $" {one.GetType().Name}: {one.Message}");
            return text.ToString();
        }

        private static string Word(LogLevel level) =>
            level switch
            {
                LogLevel.Trace => "trce",
                LogLevel.Debug => "dbug",
                LogLevel.Information => "info",
                LogLevel.Warning => "warn",
                LogLevel.Error => "fail",
                _ => "crit",
            };
    }
}

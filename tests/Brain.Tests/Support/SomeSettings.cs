using Brain.Silo.Configuration;
using Microsoft.Extensions.Logging;

namespace Brain.Tests.Examples;

/// <summary>A person's settings files, read as a silo reads them.</summary>
internal static class SomeSettings
{
    /// <summary>All that a silo would say is wrong with a <c>brain.json</c>.</summary>
    public static string[] Faults(string json)
    {
        var home = Directory.CreateTempSubdirectory("brain").FullName;
        try
        {
            File.WriteAllText(Path.Combine(home, "brain.json"), json);
            var log = new Sentences();
            var rules = new BrainConfiguration(new BrainSettings(home, null!, 7420, 7421), log);
            _ = rules.Of("/home/me/site");
            string?[] faults = [.. rules.Faults, rules.Chat().Fault, rules.Ntfy().Fault, .. log.Said];
            return [.. faults.OfType<string>().Distinct()];
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>The same of a <c>prices.json</c>.</summary>
    public static string[] PricesFaults(string json)
    {
        try
        {
            _ = PricesFile.Read(System.Text.Encoding.UTF8.GetBytes(json));
            return [];
        }
        catch (Exception wrong) when (wrong is FormatException or System.Text.Json.JsonException)
        {
            return [wrong.Message];
        }
    }

    private sealed class Sentences : ILogger<BrainConfiguration>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Said.Add(formatter(state, exception));
    }
}

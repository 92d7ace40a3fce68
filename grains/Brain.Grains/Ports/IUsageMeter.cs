using Brain.Messages.Sessions;

namespace Brain.Grains.Ports;

/// <summary>Measures what models used, for whoever follows a silo's metrics.</summary>
public interface IUsageMeter
{
    /// <summary>
    /// Counts what was found, and then measures each request of it that nobody had counted before: once, with the
    /// figures that were told first. Where nobody follows it only counts.
    /// </summary>
    /// <param name="session">Whose it is.</param>
    /// <param name="found">What its agent's records or telemetry tell.</param>
    /// <param name="count">Done once it is committed.</param>
    Task Measure(SessionId session, UsageFound found, Func<Task> count);
}

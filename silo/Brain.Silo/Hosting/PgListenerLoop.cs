using Brain.Postgres;

namespace Brain.Silo.Hosting;

/// <summary>
/// Keeps <see cref="PgListener"/> listening: the one connection that waits for changes, whoever wants to hear of them.
/// </summary>
internal sealed class PgListenerLoop(PgListener listener, ILogger<PgListenerLoop> logger)
    // Connections break by the machine's clock.
    : BackgroundLoop(Options, TimeProvider.System, logger)
{
    private static readonly TimeSpan ListenMax = TimeSpan.FromMinutes(1);

    private static readonly LoopOptions Options = new("Listening for changed rows", "They are looked for now and then.")
    {
        BackOffMin = TimeSpan.FromMilliseconds(250),
        BackOffMax = TimeSpan.FromSeconds(5),
    };

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await listener.Listen(ListenMax, stop);
        return TimeSpan.Zero;
    }
}

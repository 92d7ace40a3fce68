using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Grains.Ports;
using Brain.Messages;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;

namespace Brain.Silo.Sessions;

/// <summary>Makes status lines: what the database knows, and caps in dollars as they hold for hooks.</summary>
internal sealed class StatusLineReader(StatusLineStore store, ISpend spend)
{
    /// <summary>A <see cref="StatusLine"/> as JSON; null for no such session.</summary>
    public async Task<string?> Read(SessionId id, CancellationToken stop)
    {
        if (await store.Read(id, stop) is not { } line)
            return null;
        var (json, known) = line;
        var session = known with { Spend = await spend.Of(known, known.Project) };
        SpendLine[] caps =
        [
            .. session
                .SpendCaps()
                .Where(session.Spend.Holds)
                .Select(cap => new SpendLine(cap.Short, session.UsedOf(cap), cap.Usd)),
        ];
        return caps is []
            ? json
            : $"{json[..^1]},\"spend\":{JsonSerializer.Serialize(caps, MessagesJson.Default.SpendLineArray)}}}";
    }
}

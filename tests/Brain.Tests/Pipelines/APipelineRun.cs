using Brain.Tests.Personas;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Pipelines;

/// <summary>A run as people see it, through a whole silo whose clock stands until it is moved.</summary>
public sealed class APipelineRun : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly ARunningSilo _silo;

    public APipelineRun() => _silo = new() { Clock = _clock };

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Is_told_late_once_by_its_reminder()
    {
        var talk = new AConversation(_silo);
        var said = await talk.Command("pipeline", "start groceries milk");
        Assert.StartsWith("groceries \"milk\" (", said, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromHours(1));
        await Until("select count(*) from v2.invariant_events where status = 'broken'", "1");
        _clock.Advance(TimeSpan.FromHours(30));

        Assert.Equal(["need | reached", "captured | broken"], await _silo.Postgres.Lines("select link, status from v2.invariant_events order by place, status"));
        Assert.Equal(["Librarian"], await _silo.Postgres.Lines("select p.name from v2.persona_comments c join v2.personas p on p.id = c.persona_id"));
        await Until("select count(*) from orleans.reminders where remindername = 'late'", "0");
    }

    private async Task Until(string sql, string expected)
    {
        for (var look = 0; look < 200; look++)
        {
            if ((await _silo.Postgres.Lines(sql)) is [var found] && found == expected)
                return;
            await Task.Delay(25);
        }

        Assert.Equal([expected], await _silo.Postgres.Lines(sql));
    }
}

using Brain.Grains.Abstractions.Sessions;

namespace Brain.Tests.Personas;

/// <summary>A session that nothing is heard of any more.</summary>
public sealed class AnAbandonedSession(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly ScriptedSession _talk = new(silo);

    private ISessionBossGrain Boss => silo.Grains.GetGrain<ISessionBossGrain>(ISessionBossGrain.Key);

    public void Dispose() => File.Delete(silo.Settings.ConfigFile);

    [Fact]
    public async Task Is_given_up_after_the_configured_time()
    {
        await _talk.Prompt("begin");
        await Silence();

        await Boss.Look();

        Assert.Equal(["abandoned"], await _talk.Rows("select status from v2.sessions where id = '{0}'"));
        Assert.Equal(
            ["errored | interrupted: nothing was heard of the session any more"],
            await _talk.Rows("select status, error_note from v2.turns where session_id = '{0}'")
        );
    }

    [Fact]
    public async Task Is_left_alone_while_it_speaks()
    {
        await _talk.Turn("begin");

        await Boss.Look();

        Assert.Equal(["active"], await _talk.Rows("select status from v2.sessions where id = '{0}'"));
    }

    [Fact]
    public async Task Comes_back_when_it_speaks_again()
    {
        await _talk.Turn("begin");
        await Silence();
        await Boss.Look();

        await _talk.Tool("Read", new { file_path = "/home/me/site/a.txt" });

        Assert.Equal(["active"], await _talk.Rows("select status from v2.sessions where id = '{0}'"));
    }

    [Fact]
    public async Task Is_looked_for_by_a_durable_reminder()
    {
        for (var look = 0; look < 2_400 && (await Reminders()).Length == 0; look++)
            await Task.Delay(50);

        Assert.Single(await Reminders());
    }

    private Task<string[]> Reminders() =>
        silo.Postgres.Lines("select remindername from orleans.reminders where remindername = 'look'");

    // Everything that the session left was left long ago, and no silo remembers otherwise.
    private async Task Silence()
    {
        await silo.Sleep();
        await silo.Postgres.Run(
            $"""
            alter table v2.sessions disable trigger all; alter table v2.turns disable trigger all; alter table v2.audit_log disable trigger all; alter table v2.tool_calls disable trigger all;
            update v2.sessions set updated_at = now() - interval '2 days', valid_from = now() - interval '2 days', started_at = now() - interval '3 days' where id = '{_talk.Id}';
            update v2.turns set updated_at = now() - interval '2 days', started_at = now() - interval '3 days' where session_id = '{_talk.Id}';
            update v2.audit_log set created_at = now() - interval '2 days' where session_id = '{_talk.Id}';
            alter table v2.sessions enable trigger all; alter table v2.turns enable trigger all; alter table v2.audit_log enable trigger all; alter table v2.tool_calls enable trigger all
            """
        );
        await silo.Wake();
    }
}

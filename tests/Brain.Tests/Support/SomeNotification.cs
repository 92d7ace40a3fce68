namespace Brain.Tests.Pipelines;

/// <summary>Messages that wait to be sent, as a break leaves them.</summary>
internal static class SomeNotification
{
    public const string Title = "📚 Librarian: groceries \"milk\" is late";

    /// <summary>Writes one; nothing else is in its table then.</summary>
    public static async Task<Guid> Row(PostgresFixture postgres, string? topic = "home", string more = "3, '{}', null")
    {
        await postgres.Run("delete from v2.notifications");
        return await Another(postgres, topic, more);
    }

    public static async Task<Guid> Another(
        PostgresFixture postgres,
        string? topic = "home",
        string more = "3, '{}', null"
    ) =>
        await postgres.Read<Guid>(
            $"""
            with run as (
              insert into v2.pipeline_runs (pipeline_id, subject, started_at, awaiting)
              select id, 'milk', now(), 2 from v2.pipelines where name = 'groceries' returning id),
            broken as (
              insert into v2.invariant_events (run_id, place, link, at, status) select id, 2, 'captured', now(), 'broken' from run returning id, run_id)
            insert into v2.notifications (event_id, topic, title, message, priority, tags, click)
            select id, {(
                topic is null ? "null" : $"'{topic}'"
            )}, '{Title}', 'groceries: ''captured'' is late' || chr(10) || 'brain pipeline show ' || run_id, {more} from broken
            returning id
            """
        );

    /// <summary>Lets all that waits be due now.</summary>
    public static Task IsDue(PostgresFixture postgres) =>
        postgres.Run("update v2.notifications set next_at = public.brain_now() where status = 'pending'");

    /// <summary>Status, tries, what the server calls it and why it failed, with a dash for what is not there.</summary>
    public static async Task<string> State(PostgresFixture postgres, Guid id) =>
        Assert.Single(
            await postgres.Lines(
                "select status || ' ' || attempts || ' ' || coalesce(remote_id, '-') || ' ' || coalesce(error, "
                    + $"'-') from v2.notifications where id = '{id}'"
            )
        );

    /// <summary>Seconds until the next try, by the database's clock when the last was noted.</summary>
    public static Task<double> Pause(PostgresFixture postgres, Guid id) =>
        postgres.Read<double>(
            $"select extract(epoch from next_at - updated_at)::float8 from v2.notifications where id = '{id}'"
        );
}

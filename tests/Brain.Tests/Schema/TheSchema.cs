using System.Text.RegularExpressions;
using Brain.Postgres;
using Brain.Postgres.Schema;
using Npgsql;

namespace Brain.Tests.Schema;

public sealed class TheSchema(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Keeps_its_own_rules_in_every_table()
    {
        var report = await new SchemaStore(postgres.Database).Check(TestContext.Current.CancellationToken);

        Assert.Empty(report.Violations);
        Assert.Equal(Made(), report.Tables);
    }

    // As many as the migrations make.
    private static int Made() =>
        Sql
            .All.Where(file => file.Key.StartsWith("migrations/", StringComparison.Ordinal))
            .Sum(file => Regex.Count(file.Value, @"create table v2\.\w+"));

    [Fact]
    public async Task Is_found_out_when_a_table_breaks_a_rule()
    {
        await postgres.Run("create table v2.rogue (id int)");
        try
        {
            var report = await new SchemaStore(postgres.Database).Check(TestContext.Current.CancellationToken);

            Assert.Contains("v2.rogue.id must be uuid not null default gen_random_uuid()", report.Violations);
            Assert.Contains("v2.rogue must have the trigger zz_keep_history", report.Violations);
            Assert.Contains("v2.rogue must have v2.rogue_as_of(timestamptz)", report.Violations);
        }
        finally
        {
            await postgres.Run("drop table v2.rogue");
        }
    }

    [Theory]
    [InlineData("alter table v2.turns drop constraint turns_status_check", "v2.turns must have a CHECK on its status")]
    [InlineData(
        "alter table v2.turns drop column confidence",
        "v2.turns.confidence must be there: its rows have content"
    )]
    [InlineData(
        "alter table v2.turns drop constraint turns_status_check, "
            + "add constraint turns_status_check check (turn_num > 0)",
        "v2.turns must have a CHECK on its status"
    )]
    [InlineData(
        "alter table v2.broadcast_replies drop column importance",
        "v2.broadcast_replies.importance must be there: its rows have content"
    )]
    [InlineData(
        "create or replace trigger zz_keep_history after update on v2.turns for each row execute function "
            + "v2.keep_turns()",
        "v2.turns must have its trigger zz_keep_history after update or delete, for each row and always"
    )]
    [InlineData(
        "create or replace trigger zz_keep_history after update of status or delete on v2.turns for each row "
            + "execute function v2.keep_turns()",
        "v2.turns must have its trigger zz_keep_history after update or delete, for each row and always"
    )]
    [InlineData(
        "create or replace trigger refuse_rewriting before update or delete on v2.turns_history for each row "
            + "when (old.status = 'never') execute function v2.refuse_rewriting()",
        "v2.turns_history must have its trigger refuse_rewriting before update or delete, for each row and always"
    )]
    [InlineData(
        "drop trigger refuse_rewriting on v2.turns_history",
        "v2.turns_history must have the trigger refuse_rewriting"
    )]
    [InlineData("create table v2.price_history (x int)", "v2.price_history must have the trigger set_updated_at")]
    [InlineData(
        "alter table v2.turns disable trigger zz_keep_history",
        "v2.turns must have the trigger zz_keep_history"
    )]
    [InlineData(
        "create table v2.rogue (session_id uuid); select v2.make_standard('v2.rogue')",
        "v2.rogue must be named in v2.undo_scope: its rows can be undone, or stay, with the reason"
    )]
    [InlineData(
        "create table v2.rogue (turn_id uuid references v2.turns (id)); select v2.make_standard('v2.rogue')",
        "v2.rogue must be named in v2.undo_scope: its rows can be undone, or stay, with the reason"
    )]
    [InlineData("drop function v2.turns_as_of", "v2.turns must have v2.turns_as_of(timestamptz)")]
    public async Task Sees_each_rule_that_is_broken(string harm, string violation)
    {
        var broken = new PostgresFixture();
        await broken.InitializeAsync();
        await broken.Run(harm);

        Assert.Contains(
            violation,
            (await new SchemaStore(broken.Database).Check(TestContext.Current.CancellationToken)).Violations
        );
        await broken.DisposeAsync();
    }

    [Fact]
    public async Task Follows_a_column_that_is_retyped()
    {
        await postgres.Run(
            "create table v2.crate (n int); select v2.make_standard('v2.crate'); insert into v2.crate (n) values (1)"
        );
        await postgres.Run(
            "alter table v2.crate alter column n type text; select v2.make_standard('v2.crate', array['full', "
                + "'empty', 'active'])"
        );

        await postgres.Run("update v2.crate set n = 'two', status = 'empty'");

        Assert.Equal(["1"], await postgres.Lines("select n from v2.crate_history"));
        await postgres.Run("drop function v2.crate_as_of; drop table v2.crate, v2.crate_history");
    }

    [Fact]
    public async Task Makes_a_new_table_standard_in_one_call()
    {
        await postgres.Run("create table v2.shelf (label text); select v2.make_standard('v2.shelf', content => true)");

        await postgres.Run("alter table v2.shelf add column place int; select v2.make_standard('v2.shelf')");
        await postgres.Run(
            "insert into v2.shelf (label, place) values ('a', 1); update v2.shelf set place = 2; delete from v2.shelf"
        );

        Assert.Empty(
            (await new SchemaStore(postgres.Database).Check(TestContext.Current.CancellationToken)).Violations
        );
        Assert.Equal(
            ["a | 1", "a | 2"],
            await postgres.Lines("select label, place from v2.shelf_history order by valid_from")
        );
        await postgres.Run("drop function v2.shelf_as_of; drop table v2.shelf, v2.shelf_history");
    }

    [Fact]
    public async Task Knows_every_table_as_it_was()
    {
        await postgres.Run(
            "insert into v2.sessions (id, started_at, purpose, project_path) values "
                + "('00000000-0000-0000-0000-0000000000a1', now(), 'one', '/as-of')"
        );
        var before = await postgres.Read<DateTime>("select public.brain_now()");
        await postgres.Run("update v2.sessions set purpose = 'two' where project_path = '/as-of'");
        var between = await postgres.Read<DateTime>("select public.brain_now()");
        await postgres.Run("delete from v2.sessions where project_path = '/as-of'");

        Assert.Equal(
            ["one"],
            await postgres.Lines($"select purpose from v2.sessions_as_of('{before:O}') where project_path = '/as-of'")
        );
        Assert.Equal(
            ["two"],
            await postgres.Lines($"select purpose from v2.sessions_as_of('{between:O}') where project_path = '/as-of'")
        );
        Assert.Empty(
            await postgres.Lines(
                "select purpose from v2.sessions_as_of(public.brain_now()) where project_path = '/as-of'"
            )
        );
    }

    [Fact]
    public async Task Keeps_versions_in_order_when_the_clock_jumps_back()
    {
        await postgres.LetTheClockBeSet();
        await postgres.Run(
            "insert into v2.sessions (started_at, purpose, project_path) values (now(), 'one', '/clock')"
        );
        await postgres.Run(
            "set brain.fake_now = '2001-01-01T00:00:00Z'; update v2.sessions set purpose = 'two' where "
                + "project_path = '/clock'; reset brain.fake_now"
        );

        Assert.Equal(
            ["True"],
            await postgres.Lines(
                "select h.valid_from < h.valid_to and h.valid_to = s.valid_from from v2.sessions s join "
                    + "v2.sessions_history h using (id) where s.project_path = '/clock'"
            )
        );
    }

    [Theory]
    [InlineData("update v2.turns_history set status = 'ok'")]
    [InlineData("delete from v2.sessions_history")]
    [InlineData("truncate v2.sessions_history")]
    [InlineData("truncate v2.sessions cascade")]
    public async Task Lets_nobody_rewrite_history(string sql)
    {
        await postgres.Run(
            "insert into v2.sessions (id, started_at) values ('00000000-0000-0000-0000-0000000000b1', now()) on "
                + "conflict do nothing"
        );
        await postgres.Run(
            "update v2.sessions set purpose = gen_random_uuid()::text where id = '00000000-0000-0000-0000-0000000000b1'"
        );
        await postgres.Run(
            "insert into v2.turns (session_id, turn_num, started_at) values "
                + "('00000000-0000-0000-0000-0000000000b1', 1, now()) on conflict do nothing"
        );
        await postgres.Run(
            "update v2.turns set error_note = 'x' where session_id = '00000000-0000-0000-0000-0000000000b1'"
        );

        var refused = await Assert.ThrowsAsync<PostgresException>(() => postgres.Run(sql));

        Assert.Contains("history is never rewritten", refused.MessageText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete from v2.personas where name = 'Cop'", "can't be deleted")]
    [InlineData("update v2.personas set name = 'Kop' where name = 'Cop'", "can't be renamed")]
    [InlineData("update v2.personas set status = 'archived' where name = 'Cop'", "can't be archived")]
    [InlineData("update v2.personas set tier = 'user' where name = 'Cop'", "can't be archived or taken out")]
    [InlineData("insert into v2.personas (name, emoji, job) values ('cop', '🐞', 'x')", "personas_name")]
    [InlineData(
        "insert into v2.personas (name, emoji, job, tier) values ('Zed', '🐞', 'x', 'system')",
        "can't become a system persona"
    )]
    [InlineData(
        "insert into v2.personas (name, emoji, job) values ('Steve', '🔧', 'x'); update v2.personas set tier = "
            + "'system' where name = 'Steve'",
        "can't become a system persona"
    )]
    [InlineData("update v2.sessions set mode = 'yolo'", "sessions_mode_check")]
    [InlineData(
        "insert into v2.turns (session_id, turn_num, started_at) values (gen_random_uuid(), 0, now())",
        "turns_turn_num_check"
    )]
    [InlineData(
        "insert into v2.turns (session_id, turn_num, started_at) values (gen_random_uuid(), 1, now())",
        "turns_session_id_fkey"
    )]
    public async Task Refuses_what_must_never_be(string sql, string why)
    {
        await postgres.Run("insert into v2.sessions (started_at) values (now())");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => postgres.Run(sql));

        Assert.Contains(why, refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_the_five_system_personas() =>
        Assert.Equal(
            ["Archivist", "Auditor", "Cop", "Librarian", "Session Boss"],
            await postgres.Lines("select name from v2.personas where tier = 'system' order by 1")
        );
}

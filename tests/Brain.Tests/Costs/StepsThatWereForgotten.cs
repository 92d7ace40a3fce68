namespace Brain.Tests.Costs;

/// <summary>
/// What the gate told of is text, and forgetting may take a part of it. Apart, for such rows are no numbers.
/// </summary>
public sealed class StepsThatWereForgotten(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Are_passed_over_by_the_sums()
    {
        var session = Guid.NewGuid();
        await postgres.Run(
            $$"""
            insert into v2.sessions (id, project_path, started_at) values ('{{session}}', '/tmp/a', now());
            insert into v2.audit_log (session_id, action, detail, at) values
              ('{{session}}', 'turn.step', '{"model":"m","input":"1[forgotten]","output":"7","cost_usd":"[forgotten].5"}', now()),
              ('{{session}}', 'turn.step', '{"model":"m","input":"5","output":"7","cost_usd":"0.5"}', now())
            """
        );

        await postgres.Run($"select v2.recount_stepped(array['{session}'::uuid])");

        Assert.Equal(
            ["5 | 14 | 0.5"],
            await postgres.Lines($"select input, output, usd from brain.used where session_id = '{session}'")
        );
    }
}

using Brain.Grains.Abstractions.Sessions;

namespace Brain.Tests.Sessions;

public sealed class ASessionThatOutlivesItsSilo(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Goes_on_where_it_was()
    {
        var id = Some.Id();
        await silo.Grains.GetGrain<ISessionGrain>(id.Value).Hear(Some.Prompt(id, "one"));
        var last = Enumerable.Range(0, 20).Select(i => (Prompt: Some.Prompt(Some.Id(), "x"), i)).ToArray();
        var writes = last.Select(write =>
                silo.Grains.GetGrain<ISessionGrain>(write.Prompt.SessionId.Value).Hear(write.Prompt)
            )
            .ToArray();

        await silo.Sleep();
        await silo.Wake();
        await silo.Grains.GetGrain<ISessionGrain>(id.Value).Hear(Some.Prompt(id, "two"));

        Assert.Equal(
            ["1 | one | errored", "2 | two | ok"],
            await silo.Postgres.Lines(
                $"select turn_num, user_message, status from v2.turns where session_id = '{id}' order by 1"
            )
        );
        var acknowledged = writes.Where(write => write.IsCompletedSuccessfully).Count();
        Assert.InRange(
            await silo.Postgres.Read<long>("select count(*) from v2.turns where user_message = 'x'"),
            acknowledged,
            20
        );
    }
}

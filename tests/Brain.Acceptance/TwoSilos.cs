using System.Net;

namespace Brain.Acceptance;

/// <summary>Two silos of one database, which is all that makes them one cluster.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    private const string Good = "select thumbprint from brain.silo_certificates where revoked_at is null";
    private readonly BrainFixture first = new();
    private BrainFixture second = null!;

    public async ValueTask InitializeAsync()
    {
        await first.InitializeAsync();
        second = new() { Joins = first };
        await second.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        first.TellOfAFailure();
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Answer_hooks_of_each_others_sessions()
    {
        BrainFixture.Require();
        foreach (var session in Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()))
        {
            await first.Hook(Event(session, "SessionStart"));
            await second.Hook(Event(session, "UserPromptSubmit"));
        }
    }

    [Fact]
    public async Task Go_on_after_their_certificates_were_rotated()
    {
        BrainFixture.Require();
        var before = await first.Database.Query<string>(Good);

        Assert.Equal(HttpStatusCode.OK, await second.Post("/cluster/rotate"));

        var after = await first.Database.Query<string>(Good);
        Assert.Single(after);
        Assert.NotEqual(before, after);
        // Calls that were under way may be late; then all is as before.
        await Eventually.See(Hear, heard => heard, secondsMax: 120);
        await Answer_hooks_of_each_others_sessions();
    }

    private async Task<bool> Hear()
    {
        var session = Guid.NewGuid();
        return (await first.TryHook(Event(session, "SessionStart"))).Status == HttpStatusCode.OK
            && (await second.TryHook(Event(session, "UserPromptSubmit"))).Status == HttpStatusCode.OK;
    }

    private static string Event(Guid session, string name) =>
        $$"""{"session_id":"{{session}}","hook_event_name":"{{name}}","source":"startup","prompt":"go on","prompt_id":"{{Guid.NewGuid()}}","cwd":"/x"}""";
}

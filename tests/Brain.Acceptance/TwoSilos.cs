using System.Net;

namespace Brain.Acceptance;

/// <summary>Two silos of one database, which is all that makes them one cluster.</summary>
public sealed class TwoSilos : TwoSiloTest
{
    private const string Good = "select thumbprint from brain.silo_certificates where revoked_at is null";
    [Fact]
    public async Task Answer_hooks_of_each_others_sessions()
    {
        BrainFixture.Require();
        foreach (var session in Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()))
        {
            await First.Hook(Event(session, "SessionStart"));
            await Second.Hook(Event(session, "UserPromptSubmit"));
        }
    }

    [Fact]
    public async Task Go_on_after_their_certificates_were_rotated()
    {
        BrainFixture.Require();
        var before = await First.Database.Query<string>(Good);

        Assert.Equal(HttpStatusCode.OK, await Second.Post("/cluster/rotate"));

        var after = await First.Database.Query<string>(Good);
        Assert.Single(after);
        Assert.NotEqual(before, after);
        // Calls that were under way may be late; then all is as before.
        await Eventually.See(Hear, heard => heard, secondsMax: 120);
        await Answer_hooks_of_each_others_sessions();
    }

    private async Task<bool> Hear()
    {
        var session = Guid.NewGuid();
        return (await First.TryHook(Event(session, "SessionStart"))).Status == HttpStatusCode.OK
            && (await Second.TryHook(Event(session, "UserPromptSubmit"))).Status == HttpStatusCode.OK;
    }

    private static string Event(Guid session, string name) =>
        $$"""{"session_id":"{{session}}","hook_event_name":"{{name}}","source":"startup","prompt":"go on","prompt_id":"{{Guid.NewGuid()}}","cwd":"/x"}""";
}

using System.Text.Json;

namespace Brain.Acceptance;

public sealed class SpeakingOverTheSocket(BrainFixture brain)
{
    [Fact]
    public async Task Is_heard_just_as_the_client_is()
    {
        BrainFixture.Require();
        var session = Guid.NewGuid();

        var answer = await brain.Hook(
            $$"""
            {"session_id":"{{session}}","hook_event_name":"SessionStart","source":"startup","cwd":"/home/user/elsewhere"}
            """
        );

        Assert.Equal(JsonValueKind.Object, JsonSerializer.Deserialize<JsonElement>(answer).ValueKind);
        Assert.Equal("/home/user/elsewhere", (await brain.Rows.Session(session))["project_path"]);
    }
}

using System.Net;
using System.Text.Json;
using Brain.Messages.Sessions;
using Brain.Tests.Tidy;

namespace Brain.Tests.Hooks;

/// <summary>
/// What Copilot CLI was seen to hand to Claude Code's hooks, recorded: its own hooks tell the same, so nothing of it
/// counts, and nobody is told that it can't be read.
/// </summary>
public sealed class CopilotInClaudeCodesWords(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly string Folder = Path.Combine(
        DocPage.Root,
        "tests/Brain.Acceptance/fixtures/copilot-in-claude-codes-words"
    );

    public static TheoryData<string> Scenes =>
        [.. new DirectoryInfo(Folder).EnumerateFiles().Select(file => Path.ChangeExtension(file.Name, null)).Order()];

    [Theory]
    [MemberData(nameof(Scenes))]
    public async Task Is_answered_with_nothing_and_leaves_no_row(string scene)
    {
        var sessions = new HashSet<Guid>();
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(Folder, $"{scene}.jsonl")))
        {
            var payload = JsonSerializer.Deserialize<JsonElement>(line);
            var name = payload.TryGetProperty("session_id", out _) ? "session_id" : "sessionId";
            sessions.Add(SessionId.OfAgent(payload.GetProperty(name).GetString()!).Value);
            for (var time = 1; time <= 2; time++)
                Assert.Equal((HttpStatusCode.OK, "{}"), await silo.Hook(line));
        }

        Assert.NotEmpty(sessions);
        Assert.Equal(
            0,
            await silo.Postgres.Read<long>(
                $"select count(*) from v2.sessions where id in ({string.Join(',', sessions.Select(id => $"'{id}'"))})"
            )
        );
    }

    [Theory]
    [InlineData("""{"sessionId":"a","timestamp":"now"}""")]
    [InlineData("""{"sessionId":7,"timestamp":1795882141115}""")]
    [InlineData("""{"session_id":"a","sessionId":"a","timestamp":1795882141115}""")]
    [InlineData("""{"timestamp":1795882141115}""")]
    public async Task Is_not_what_merely_lacks_a_name(string payload) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await silo.Hook(payload)).Status);
}

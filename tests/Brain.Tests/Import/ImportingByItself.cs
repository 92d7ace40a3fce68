using Brain.Messages.Hooks.ClaudeCode;
using System.Text.Json;
using Brain.Messages;
using Brain.Messages.Import;
using Brain.Messages.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Import;

/// <summary>What agents write is read while nobody says a word, and what they delete is kept.</summary>
public sealed class ImportingByItself : IAsyncLifetime
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly SiloFixture _silo;

    public ImportingByItself() => _silo = new() { Clock = _clock };

    private string Project =>
        Directory
            .CreateDirectory(
                Path.Combine(_silo.Settings.AgentFolders(ClaudeCodeAgent.Known), "projects", "-home-me-site")
            )
            .FullName;

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Reads_a_transcript_that_appears_and_grows()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), DateTimeOffset.UtcNow.AddHours(-1))
            .Asks("First")
            .Says("One.");
        transcript.WriteTo(Project);

        await Until(transcript.Session, "1 | ok | First | One. | 0 | 1 | 9");
        var before = transcript.Text.Length;
        transcript.Asks("Second").Says("Two.");
        await File.AppendAllTextAsync(Path.Combine(Project, $"{transcript.Session}.jsonl"), transcript.Text[before..]);

        await Until(transcript.Session, "1 | ok | First | One. | 0 | 1 | 9", "2 | ok | Second | Two. | 0 | 1 | 9");
    }

    [Fact]
    public async Task Keeps_what_the_agent_deleted_and_says_so()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), DateTimeOffset.UtcNow.AddHours(-1))
            .Asks("First")
            .Says("One.");
        transcript.WriteTo(Project);
        await Until(transcript.Session, "1 | ok | First | One. | 0 | 1 | 9");
        var file = Path.Combine(Project, $"{transcript.Session}.jsonl");

        File.Move(file, file + ".away");
        await Until(async () => (await Report()).TranscriptsGone == 1);

        Assert.Equal(["1 | ok | First | One. | 0 | 1 | 9"], await _silo.Turns(transcript.Session));
        Assert.NotNull((await Summary(transcript.Session)).TranscriptGoneAt);

        File.Move(file + ".away", file);
        await Until(async () => (await Report()).TranscriptsGone == 0);
        Assert.Null((await Summary(transcript.Session)).TranscriptGoneAt);
    }

    [Fact]
    public async Task Takes_no_unreachable_folder_for_a_deleted_transcript()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), DateTimeOffset.UtcNow.AddHours(-1))
            .Asks("First")
            .Says("One.");
        var disk = Directory.CreateTempSubdirectory("disk").FullName;
        transcript.WriteTo(disk);
        await _silo.Import(disk);
        Directory.Delete(disk, recursive: true);

        await _silo.Import();

        Assert.Equal(0, (await Report()).TranscriptsGone);
    }

    private Task Until(Guid session, params string[] turns) =>
        Until(async () => (await _silo.Turns(session)).SequenceEqual(turns));

    // The silo rests by this clock, and works by the machine's.
    private async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await isSo())
        {
            _clock.Advance(Rest);
            await Task.Delay(50, patience.Token);
        }
    }

    private async Task<ImportReport> Report() =>
        JsonSerializer.Deserialize(await _silo.Socket.GetStringAsync("/imports"), MessagesJson.Default.ImportReport)!;

    private async Task<SessionSummary> Summary(Guid session) =>
        JsonSerializer.Deserialize(
            await _silo.Socket.GetStringAsync($"/sessions/{session}"),
            MessagesJson.Default.SessionSummary
        )!;
}

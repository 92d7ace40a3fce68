using Brain.Tests.Personas;
using Brain.Tests.Pipelines;

namespace Brain.Tests.Drift;

/// <summary>
/// In a silo the sentence model that ships with it tells the Cop and the Auditor what words mean, after the turn.
/// </summary>
public sealed class WhatWordsMean(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Shows_drift_that_no_sign_tells()
    {
        await _talk.Start();
        await _talk.Command("purpose", "Make the mobile app work offline");
        await _talk.Turn("cache the last 50 articles", "SQLite cache, refreshed on start.");
        await _talk.Turn(
            "our ios rating is bad. write answers to the ten worst reviews",
            "Ten answers, polite and short, in `reviews.md`."
        );

        await silo.Until($"select drift_type from v2.drift_events where session_id = '{_talk.Id}'", "user");
        var told = await _talk.Prompt("go on");

        Assert.Contains("👮 Cop", (string?)told["systemMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_mistakes_that_no_cue_tells()
    {
        await _talk.Start();
        await _talk.Prompt("tests pass because they're skipped");
        await _talk.Tool("Edit", new { file_path = $"{_talk.Project}/tests/conftest.py" });
        await _talk.Stop("Indeed: my marker skips the whole module without a database. It skips only two now.");

        await _talk.Command("done", "");

        await silo.Until($"select classification ->> 'class' from v2.turns where session_id = '{_talk.Id}'", "mistake");
    }
}

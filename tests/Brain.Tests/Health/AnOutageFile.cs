using System.Text.Json;
using Brain.Messages;
using Brain.Postgres;
using Brain.Silo.Configuration;
using Brain.Silo.Health;

namespace Brain.Tests.Health;

public sealed class AnOutageFile : IDisposable
{
    private static readonly DateTimeOffset Then = DateTimeOffset.UnixEpoch;
    private readonly Client.ScratchFolder _home = new();

    private BrainSettings Settings => new(_home.Path, new BrainDatabase("", ""), 1, 2);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Keeps_the_last_outages_with_start_and_end()
    {
        var file = new OutageFile(Settings);
        for (var minute = 0; minute < OutageFile.OutagesMax + 5; minute++)
        {
            file.Begin(new(Then.AddMinutes(minute), "database.gone", "refused", null));
            Assert.Equal(Then.AddMinutes(minute), file.End(Then.AddMinutes(minute).AddSeconds(10)));
        }

        Assert.Null(file.End(Then));
        var kept = Read();
        Assert.Equal(OutageFile.OutagesMax, kept.Length);
        Assert.Equal((Then.AddMinutes(5), Then.AddMinutes(5).AddSeconds(10)), (kept[0].Began, kept[0].Ended));
    }

    [Fact]
    public void Is_ended_by_the_silo_that_comes_after()
    {
        new OutageFile(Settings).Begin(new(Then, "database.full", "No space left", null));

        Assert.Equal(Then, new OutageFile(Settings).End(Then.AddHours(1)));

        Assert.Equal(Then.AddHours(1), Assert.Single(Read()).Ended);
    }

    [Fact]
    public void Begins_anew_when_it_can_not_be_read()
    {
        Directory.CreateDirectory(Path.Combine(_home.Path, "run"));
        File.WriteAllText(Path.Combine(_home.Path, "run", "outages.json"), "{torn");

        new OutageFile(Settings).Begin(new(Then, "database.gone", "refused", null));

        Assert.Single(Read());
    }

    private Outage[] Read() =>
        JsonSerializer.Deserialize(
            File.ReadAllBytes(Path.Combine(_home.Path, "run", "outages.json")),
            MessagesJson.Default.OutageArray
        )!;
}

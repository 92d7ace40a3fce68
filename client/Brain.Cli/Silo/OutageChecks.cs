using System.Text.Json;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary>When the database took no writes lately, as the silo noted it.</summary>
internal static class OutageChecks
{
    private const string Part = "outages";
    private const int ToldMax = 5;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);
    private static readonly TimeSpan JustNow = TimeSpan.FromDays(1);

    internal static IEnumerable<CheckResult> Run(BrainHome home)
    {
        var now = DateTimeOffset.UtcNow;
        var path = home.Path + "/run/outages.json";
        Outage[] outages;
        try
        {
            outages = File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), MessagesJson.Default.OutageArray) ?? []
                : [];
        }
        catch (JsonException)
        {
            return [CheckResult.Odd(Part, $"{path} can't be read", "remove it")];
        }

        var lately = outages.Where(outage => now - (outage.Ended ?? outage.Began) < Lately).TakeLast(ToldMax).ToArray();
        return lately.Length == 0
            ? [CheckResult.Good(Part, "none in 7 days")]
            : lately.Select(outage => Tell(home, outage, now));
    }

    private static CheckResult Tell(BrainHome home, Outage outage, DateTimeOffset now)
    {
        var end = outage.Ended is { } ended
            ? $"to {ClockTime.OfDay(ended)} ({Length(ended - outage.Began)})"
            : "with no end noted";
        var text =
            $"{ClockTime.Second(outage.Began)} {end}: {PlainText.Of(outage.Reason)}: " + $"{PlainText.Of(outage.Why)}";
        return outage.Ended is { } over && now - over > JustNow
            ? CheckResult.Good(Part, text)
            : CheckResult.Odd(
                Part,
                text,
                $"nothing, when it is over and was meant; else see {home.Path}/logs/silo.log of that time"
            );
    }

    private static string Length(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{time.TotalSeconds:0} s"
        : time.TotalHours < 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s"
        : $"{(int)time.TotalHours} h {time.Minutes} min";
}

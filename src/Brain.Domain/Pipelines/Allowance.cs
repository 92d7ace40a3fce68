using System.Globalization;
using System.Text.RegularExpressions;

namespace Brain.Domain.Pipelines;

/// <summary>
/// How long a link may take, as people write it: <c>45s</c>, <c>30m</c>, <c>2h</c>, <c>1d 12h</c>, <c>1w</c>.
/// </summary>
public static class Allowance
{
    /// <summary>
    /// The least, in seconds. A durable reminder is first due whenever it shall be; only its repeats are a minute
    /// apart.
    /// </summary>
    public const long SecondsMin = 1;

    /// <summary>The most, in seconds: ten years of 365 days.</summary>
    public const long SecondsMax = 10L * 365 * 86_400;

    /// <summary>What is expected of one, as a part of a sentence.</summary>
    public const string Wanted = "a time such as 45s, 30m, 2h, 1d 12h or 1w, 1s to 10 years";

    private static readonly (string Unit, long Seconds)[] Units =
    [
        ("w", 7 * 86_400),
        ("d", 86_400),
        ("h", 3_600),
        ("m", 60),
        ("s", 1),
    ];

    // Linear in the text's length whatever the text, for people paste anything; [0-9], for other scripts' digits are no
    // numbers here.
    private static readonly Regex Form = new(
        "^(?:(?<w>[0-9]{1,6})\\s*w)?\\s*(?:(?<d>[0-9]{1,6})\\s*d)?\\s*(?:(?<h>[0-9]{1,6})\\s*h)?\\s*(?:(?<m>[0-9]{1,8})\\s*m)?\\s*(?:(?<s>[0-9]{1,9})\\s*s)?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );

    /// <summary>
    /// Reads one: whole numbers with their units, largest first. Only <c>true</c> gives seconds that hold.
    /// </summary>
    public static bool TryParse(string text, out long seconds)
    {
        seconds = 0;
        var match = Form.Match(text.Trim());
        if (!match.Success)
            return false;
        foreach (var (unit, worth) in Units)
        {
            if (match.Groups[unit] is { Success: true } group)
                seconds += long.Parse(group.Value, CultureInfo.InvariantCulture) * worth;
        }

        return seconds is >= SecondsMin and <= SecondsMax;
    }

    /// <summary>As people write it, in its two largest units: <c>1d 12h</c>. Less than a second is <c>0s</c>.</summary>
    public static string Text(TimeSpan time)
    {
        var left = Math.Max(0, (long)time.TotalSeconds);
        var parts = new List<string>();
        // A week is seven days to people, and two days and a half are not told in weeks.
        foreach (var (unit, worth) in Units.Skip(1))
        {
            if (left >= worth && parts.Count < 2)
                parts.Add($"{left / worth}{unit}");
            else if (parts.Count > 0)
                break;
            left %= worth;
        }

        return parts.Count == 0 ? "0s" : string.Join(' ', parts);
    }
}

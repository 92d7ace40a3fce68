using System.Globalization;
using System.Text.RegularExpressions;

namespace Brain.Domain.Knowledge.Search;

/// <summary>The time that a question names: a day, a month, a season, a year, or "last week".</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Fade">After how many days beside it a session counts for a third; 0 for not at all.</param>
public sealed partial record DateCue(DateOnly From, DateOnly To, double Fade)
{
    private const double DayFade = 7;
    private const double MonthFade = 10;
    private const int YearsMax = 9;

    // What is told on a day is mostly told a few days later.
    private const int LateDays = 3;

    // And seldom before.
    private const double Early = 1.5;

    private static readonly string[] Months =
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ];

    /// <summary>How well a session on a day fits: 0 to 1.</summary>
    public double Fit(DateOnly day)
    {
        var beside =
            day < From
                ? Early * (From.DayNumber - day.DayNumber)
                : Math.Max(0, day.DayNumber - To.DayNumber - LateDays);
        if (Fade == 0)
            return day >= From && day <= To ? 1 : 0;
        return Math.Exp(-beside / Fade);
    }

    /// <summary>Reads the time that a question names; null when it names none.</summary>
    /// <param name="question">In a person's words.</param>
    /// <param name="said">The days between which all was said. A date without a year is the last one that had come by
    /// the later; where that lies before the earlier, nothing was said then, and it is the next one.</param>
    /// <param name="today">What "yesterday" counts from; no date without a year is behind it.</param>
    public static DateCue? Find(string question, (DateOnly First, DateOnly Last) said, DateOnly today)
    {
        var text = question.ToLowerInvariant();
        return Iso(text)
            ?? Day(text, said, today)
            ?? Month(text, said, today)
            ?? Season(text)
            ?? Relative(text, today)
            ?? Year(text);
    }

    private static DateCue? Iso(string text) =>
        IsoDay().Match(text) is { Success: true } found
        && DateOnly.TryParseExact(
            found.Value,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? new(day, day, DayFade)
            : null;

    private static DateCue? Day(string text, (DateOnly First, DateOnly Last) said, DateOnly today)
    {
        var found = DayMonth().Match(text) is { Success: true } forth ? forth : MonthDay().Match(text);
        if (!found.Success)
            return null;
        var (month, day) = (MonthOf(found.Groups["month"].Value), int.Parse(found.Groups["day"].Value));
        return YearOf(found) is { } year
            ? OnDay(year, month, day)
            : InSomeYear(some => OnDay(some, month, day), said, today);
    }

    // A leap day is in one year of four, or of eight.
    private static DateCue? InSomeYear(
        Func<int, DateCue?> inYear,
        (DateOnly First, DateOnly Last) said,
        DateOnly today
    )
    {
        var last = said.Last < today ? said.Last : today;
        var before = Enumerable
            .Range(0, YearsMax)
            .Select(back => last.Year - back)
            .Where(year => year > 0)
            .Select(inYear)
            .FirstOrDefault(cue => cue?.From <= last);
        return before is { } past && past.To >= said.First
            ? before
            : Enumerable
                .Range(said.First.Year, YearsMax)
                .Where(year => year <= DateOnly.MaxValue.Year)
                .Select(inYear)
                .FirstOrDefault(cue => cue?.To >= said.First && cue.From <= today) ?? before;
    }

    private static DateCue? OnDay(int year, int month, int day) =>
        day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new(new(year, month, day), new(year, month, day), DayFade)
            : null;

    private static DateCue? Month(string text, (DateOnly First, DateOnly Last) said, DateOnly today)
    {
        var found = MonthYear().Match(text) is { Success: true } dated ? dated : InMonth().Match(text);
        if (!found.Success)
            return null;
        var month = MonthOf(found.Groups["month"].Value);
        DateCue InYear(int year) =>
            new(new(year, month, 1), new(year, month, DateTime.DaysInMonth(year, month)), MonthFade);
        return YearOf(found) is { } year ? InYear(year) : InSomeYear(InYear, said, today);
    }

    private static DateCue? Season(string text)
    {
        if (SeasonYear().Match(text) is not { Success: true } found || YearOf(found) is not { } year)
            return null;
        var month = found.Groups["season"].Value switch
        {
            "spring" => 3,
            "summer" => 6,
            "winter" => 12,
            _ => 9,
        };
        var begin = new DateOnly(year, month, 1);
        return new(begin, begin.AddMonths(3).AddDays(-1), MonthFade);
    }

    private static DateCue? Relative(string text, DateOnly today)
    {
        if (DaysAgo().Match(text) is { Success: true } ago)
        {
            var unit = ago.Groups["unit"].Value;
            var days =
                Math.Min(int.Parse(ago.Groups["many"].Value), 999)
                * (
                    unit == "day" ? 1
                    : unit == "week" ? 7
                    : 30
                );
            return new(today.AddDays(-days), today.AddDays(-days), DayFade);
        }

        return RelativeWord().Match(text).Value switch
        {
            "today" => new(today, today, DayFade),
            "yesterday" => new(today.AddDays(-1), today.AddDays(-1), DayFade),
            "this week" => new(today.AddDays(-6), today, DayFade),
            "last week" => new(today.AddDays(-13), today.AddDays(-1), DayFade),
            "last month" => new(today.AddDays(-60), today.AddDays(-1), MonthFade),
            _ => null,
        };
    }

    private static DateCue? Year(string text) =>
        LoneYear().Match(text) is { Success: true } found
            ? new(new(int.Parse(found.Value), 1, 1), new(int.Parse(found.Value), 12, 31), 0)
            : null;

    private static int MonthOf(string word) => Array.IndexOf(Months, word[..3]) + 1;

    private static int? YearOf(Match found) =>
        found.Groups["year"] is { Success: true } year ? int.Parse(year.Value) : null;

    private const string MonthNames =
        "(?<month>january|february|march|april|may|june|july|august|september|october|november|december|"
        + "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)";

    private const string YearName = "(?<year>(19|20)[0-9]{2})";

    [GeneratedRegex(@"\b(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\b", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex IsoDay();

    [GeneratedRegex(
        @"\b(?<day>[0-9]{1,2})(st|nd|rd|th)?( of)? " + MonthNames + @"\b(,? " + YearName + @"\b)?",
        RegexOptions.ExplicitCapture,
        500
    )]
    private static partial Regex DayMonth();

    [GeneratedRegex(
        @"\b" + MonthNames + @"\.? (the )?(?<day>[0-9]{1,2})(st|nd|rd|th)?\b(,? " + YearName + @"\b)?",
        RegexOptions.ExplicitCapture,
        500
    )]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b" + MonthNames + @"( of|,)? " + YearName + @"\b", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex MonthYear();

    [GeneratedRegex(
        @"\b(in|during|early|late|mid|since|until|by|of|last|mid-)[ -]" + MonthNames + @"\b",
        RegexOptions.ExplicitCapture,
        500
    )]
    private static partial Regex InMonth();

    [GeneratedRegex(
        @"\b(in|during|the|last|this|of|that|early|late)? ?(?<season>spring|summer|fall|autumn|winter)( of)? "
            + YearName
            + @"\b",
        RegexOptions.ExplicitCapture,
        500
    )]
    private static partial Regex SeasonYear();

    [GeneratedRegex(@"\b(?<many>[0-9]{1,4}) (?<unit>day|week|month)s? ago\b", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex DaysAgo();

    [GeneratedRegex(@"\b(today|yesterday|this week|last week|last month)\b", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex RelativeWord();

    [GeneratedRegex(@"\b(19|20)[0-9]{2}\b", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex LoneYear();
}

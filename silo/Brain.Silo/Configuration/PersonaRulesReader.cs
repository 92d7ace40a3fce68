using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Sessions;

namespace Brain.Silo.Configuration;

/// <summary>Reads the section <c>personas</c>: what is out of its range stays at its default, and is said.</summary>
internal static class PersonaRulesReader
{
    private const double DayHours = 24;

    public static PersonaRules Read(PersonasFile? file, Action<string> say)
    {
        if (file is null)
            return PersonaRules.Default;
        var rules = PersonaRules.Default;
        var drift = rules.Drift with
        {
            Act = Act(file.Drift, rules.Drift.Act, say),
            Upper = file.DriftUpper ?? rules.Drift.Upper,
            Lower = file.DriftLower ?? rules.Drift.Lower,
            Persistence = file.DriftTurns ?? rules.Drift.Persistence,
        };
        var problems = drift.Problems();
        foreach (var problem in problems)
            say(problem);
        return rules with
        {
            Footer = new(
                Within(
                    "repeat_after_turns",
                    file.RepeatAfterTurns,
                    rules.Footer.RepeatAfterTurns,
                    0,
                    FooterSettings.RepeatAfterTurnsMax,
                    say
                )
            ),
            Mute = new(
                Within("mute_below", file.MuteBelow, rules.Mute.PrecisionMin, 0, 1, say),
                Within("mute_after_ratings", file.MuteAfterRatings, rules.Mute.RatingsMin, 1, 10_000, say)
            ),
            Drift = problems.IsEmpty ? drift : rules.Drift,
            ReplyTokens = Within("reply_tokens", file.ReplyTokens, rules.ReplyTokens, 1, 32_000, say),
            ReplyTokensOf = (file.ReplyTokensOf ?? []).ToDictionary(
                one => one.Key,
                one => Within($"reply_tokens_of.{one.Key}", one.Value, rules.ReplyTokens, 1, 32_000, say),
                StringComparer.OrdinalIgnoreCase
            ),
            BroadcastDeadline = TimeSpan.FromSeconds(
                Within("broadcast_seconds", file.BroadcastSeconds, rules.BroadcastDeadline.TotalSeconds, 0.1, 600, say)
            ),
            AnswersByHost = ByHost(file.WithoutModel, say),
            AbandonAfter = TimeSpan.FromHours(
                Within(
                    "abandon_after_hours",
                    file.AbandonAfterHours,
                    rules.AbandonAfter.TotalHours,
                    1 / 60.0,
                    365 * DayHours,
                    say
                )
            ),
            ReviewTokens = Within("review_tokens", file.ReviewTokens, 0, 0, 1_000_000, say),
        };
    }

    private static T Within<T>(string name, T? found, T usual, T min, T max, Action<string> say)
        where T : struct, IComparable<T>
    {
        if (found is not { } value)
            return usual;
        if (value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0)
            return value;
        say($"personas.{name} is {value}; expected {min} to {max}. It stays {usual}.");
        return usual;
    }

    private static DriftAct Act(string? word, DriftAct usual, Action<string> say)
    {
        if (word is null)
            return usual;
        if (Enum.TryParse<DriftAct>(word, ignoreCase: true, out var act) && Enum.IsDefined(act))
            return act;
        say(
            $"personas.drift is '{word}'; expected off, tell or checkpoint. It stays "
                + $"{usual.ToString().ToLowerInvariant()}."
        );
        return usual;
    }

    private static bool ByHost(string? word, Action<string> say)
    {
        if (word is null or "evidence")
            return false;
        if (word == "context")
            return true;
        say($"personas.without_model is '{word}'; expected evidence or context. It stays evidence.");
        return false;
    }
}

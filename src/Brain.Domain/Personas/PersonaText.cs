using Brain.Domain.Text;
using Brain.Messages.Personas;
using Brain.Messages.Sessions;

namespace Brain.Domain.Personas;

/// <summary>What a persona's life is put into words as, and what it may not become.</summary>
public static class PersonaText
{
    private const int LinesMax = 10;

    /// <summary>It was made.</summary>
    public static string Created(CreatePersona made, string path, bool written) =>
        $"{made.Emoji} {made.Name} ({made.Job}) is there. "
        + (
            written
                ? $"What it watches is in {path}; change it as you like."
                : $"{path} was there already and is kept as it is; it is what {made.Name} reads."
        );

    /// <summary>Its file can't be written, so nothing was made.</summary>
    public static Receipt Unwritten(string name, string why) =>
        Refused(
            "persona.skill-unwritable",
            $"{name} was not made, for its SKILL.md can't be written: {why} Nothing was changed."
        );

    /// <summary>Somebody else has the name, as the database found out.</summary>
    public static Receipt Taken(string name) =>
        Refused("persona.name-taken", $"There is a persona {name} already. Nothing was changed.");

    /// <summary>There is none with this row.</summary>
    public static Receipt Gone(Guid id) =>
        Refused("persona.gone", $"There is no persona {id}. Nothing was changed. See: /persona list");

    /// <summary>Nobody is called so.</summary>
    public static Refusal Unknown(string name, IEnumerable<Persona> all)
    {
        var known = all.Where(persona => persona.Status != PersonaStatus.Archived).Select(persona => persona.Handle);
        return new(
            "persona.unknown",
            $"There is no persona '{Redaction.Cut(name, 60)}'. There are: {string.Join(", ", known)}. Make one: "
                + "/persona create Steve 🔧 \"APIs\"."
        );
    }

    /// <summary>Why it can't be asked this, or null.</summary>
    public static Refusal? RefuseQuestion(Persona persona, string question) =>
        (question.Trim().Length, persona.Status) switch
        {
            (0, _) => new(
                "ask.empty",
                $"What shall {persona.Name} be asked? Say for example: /ask {persona.Name} what changed here lately?"
            ),
            ( > AskPersona.QuestionMax, _) => new(
                "ask.long",
                $"The question has {question.Length} characters and may have {AskPersona.QuestionMax}; "
                    + $"{persona.Name} was not asked."
            ),
            (_, PersonaStatus.Active) => null,
            _ => new(
                "persona.not-active",
                $"{persona.Handle} is {persona.Status.ToString().ToLowerInvariant()} and was not asked. Bring it "
                    + $"back: /persona activate {persona.Name}."
            ),
        };

    /// <summary>What became of a rating; null when there is no such comment.</summary>
    public static Receipt Rated(this Persona persona, RatePersona message, CommentRated? rated) =>
        rated switch
        {
            null => Refused(NothingToRate(persona, message.Turn)),
            { Kept: true } => Refused(RatedByThePerson(persona, rated)),
            _ => new(persona.Rated(message.Rating, rated)),
        };

    /// <summary>There is no comment to rate.</summary>
    private static Refusal NothingToRate(Persona persona, int? turn) =>
        new(
            "rate.nothing",
            $"{persona.Handle} has said nothing {(turn is { } num ? $"about turn {num}" : "")} here that could be rated. See: /checkin {persona.Name}. Nothing was changed.".Replace(
                "  ",
                " ",
                StringComparison.Ordinal
            )
        );

    /// <summary>The person rated it already.</summary>
    private static Refusal RatedByThePerson(Persona persona, CommentRated rated) =>
        new(
            "rate.kept",
            $"{persona.Handle}'s comment of turn {rated.TurnNum} was rated by the person, which an agent's rating "
                + "doesn't replace. "
                + "Nothing was changed."
        );

    /// <summary>A comment was rated.</summary>
    private static string Rated(this Persona persona, string rating, CommentRated rated) =>
        $"{persona.Handle}: “{Redaction.Cut(rated.Comment, 120)}” (turn {rated.TurnNum}) is rated {rating}. "
        + $"So far {rated.Counts.Useful} useful, {rated.Counts.Noise} noise, {rated.Counts.Wrong} wrong.";

    /// <summary>Why it may not be renamed, or null.</summary>
    public static Refusal? RefuseRename(this Persona persona, string name, IReadOnlyCollection<string> taken) =>
        persona.System
            ? new("persona.system", $"{persona.Handle} comes with the brain and can't be renamed. Nothing was changed.")
            : PersonaValidation.CheckName(name, taken);

    /// <summary>Why it may not be moved, or null.</summary>
    public static Refusal? RefuseMove(this Persona persona, PersonaStatus status) =>
        persona.System && status != PersonaStatus.Active
            ? new(
                "persona.system",
                $"{persona.Handle} comes with the brain and can be neither deactivated, archived nor deleted. "
                    + "Nothing was changed."
            )
            : null;

    /// <summary>It has another name.</summary>
    public static string Renamed(this Persona persona, string name) =>
        name == persona.Name
            ? $"{persona.Handle} is called so already."
            : $"{persona.Handle} is called {name} from now on. Its SKILL.md stays at {persona.Skill}.";

    /// <summary>It is in another status.</summary>
    public static string Moved(this Persona persona, PersonaStatus status) =>
        (persona.Status == status, status) switch
        {
            (true, PersonaStatus.Active) => $"{persona.Handle} is active already.",
            (true, PersonaStatus.Inactive) => $"{persona.Handle} is inactive already.",
            (true, _) => $"{persona.Handle} is archived already.",
            (_, PersonaStatus.Active) => $"{persona.Handle} is active: it watches from the next turn on.",
            (_, PersonaStatus.Inactive) =>
                $"{persona.Handle} is inactive: it keeps still until /persona activate {persona.Name}.",
            _ => $"{persona.Handle} is archived: it comes back with /persona restore {persona.Name}.",
        };

    /// <summary>It is heard again.</summary>
    public static string Unmuted(this Persona persona, bool wasMuted) =>
        wasMuted
            ? $"{persona.Handle} is heard again: what it was rated until now mutes it no more."
            : $"{persona.Handle} is not muted.";

    /// <summary>The list as people read it.</summary>
    public static string ToText(this IEnumerable<PersonaSummary> personas)
    {
        // What the brain's own are for stands in the docs, and with /persona show.
        var shown = personas
            .Where(one => one.Status != "archived")
            .Select(one => one.OnOneLine(withJob: one.Tier != "system"));
        return $"{string.Join('\n', shown)}\nMake one: /persona create Steve 🔧 \"APIs\"";
    }

    /// <summary>One line of the list.</summary>
    public static string OnOneLine(this PersonaSummary one, bool withJob = true) =>
        $"{one.Emoji} {one.Name}{(withJob ? $" ({one.Job})" : "")} · "
        + $"{one.Tier}{(one.Status == "active" ? "" : $" · {one.Status}")}{one.Worth()}";

    /// <summary>A check-in as people read it.</summary>
    public static string ToText(this CheckIn checkIn)
    {
        var lines = new List<string> { checkIn.Persona.OnOneLine() };
        if (checkIn.Persona.Skill is { } skill)
            lines.Add($"skill: {skill}");
        lines.Add(checkIn.Recent.Length == 0 ? "It has said nothing yet." : "Lately:");
        // The same words again are one line, at their newest.
        lines.AddRange(
            checkIn
                .Recent.GroupBy(one => (one.Comment, one.Rating, one.RatedBy))
                .Take(LinesMax)
                .Select(same => same.First().OnOneLine(same.Count()))
        );
        if (checkIn.Open.Length > 0)
            lines.Add("Open:");
        lines.AddRange(checkIn.Open.Select(item => $"- {item}"));
        return string.Join('\n', lines);
    }

    private static string OnOneLine(this PersonaComment one, int times)
    {
        var where = one.Session is { } id ? $"session {new SessionId(id).Short} turn {one.Turn}" : "pipelines";
        return $"- {UtcTime.Minute(one.At)} · {where}: "
            + $"{(times > 1 ? $"{times}× " : "")}{one.Comment}"
            + (one.Rating is { } rating ? $" [{rating} by {one.RatedBy}]" : "");
    }

    private static string Worth(this PersonaSummary one)
    {
        var rated = one.Useful + one.Noise + one.Wrong;
        var counts = rated == 0 ? "" : $" · {one.Useful} useful, {one.Noise} noise, {one.Wrong} wrong";
        return one.Precision is { } share
            ? $"{counts} · precision {share * 100:0} %{(one.Muted ? ", muted in the footer" : "")}"
            : counts;
    }

    private static Receipt Refused(string code, string message) => Refused(new(code, message));

    private static Receipt Refused(Refusal refusal) => new(refusal.Message, refusal);
}

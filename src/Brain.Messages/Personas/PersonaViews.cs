namespace Brain.Messages.Personas;

/// <summary>One persona in a list. Source: <c>v2.personas</c> and the ratings of its comments.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Emoji">What stands before its line.</param>
/// <param name="Job">What it is for.</param>
/// <param name="Tier">system or user.</param>
/// <param name="Status">active, inactive or archived.</param>
/// <param name="Skill">Its SKILL.md, or null for a system persona.</param>
/// <param name="Useful">Of its newest comments, those rated useful.</param>
/// <param name="Noise">Comments rated noise.</param>
/// <param name="Wrong">Comments rated wrong.</param>
/// <param name="Unrated">Comments that nobody rated.</param>
/// <param name="Precision">Useful of all that are rated, 0 to 1; null while too few are.</param>
/// <param name="Muted">Its comments are kept and not shown, for its precision is below the threshold.</param>
public sealed record PersonaSummary(
    Guid Id,
    string Name,
    string Emoji,
    string Job,
    string Tier,
    string Status,
    string? Skill,
    int Useful,
    int Noise,
    int Wrong,
    int Unrated,
    double? Precision,
    bool Muted
);

/// <summary>How a persona is doing: what it said lately and what is open.</summary>
/// <param name="Persona">Who.</param>
/// <param name="Recent">Its newest comments, newest first, at most 10.</param>
/// <param name="Open">What waits for somebody, newest first, at most 10.</param>
public sealed record CheckIn(PersonaSummary Persona, PersonaComment[] Recent, string[] Open);

/// <summary>What a persona said about a turn. Source: <c>v2.persona_comments</c>.</summary>
/// <param name="At">When.</param>
/// <param name="Session">In which session; null for what it said of something late.</param>
/// <param name="Turn">About which turn, or null.</param>
/// <param name="Comment">What.</param>
/// <param name="Rating">useful, noise, wrong or null.</param>
/// <param name="RatedBy">user or bot:Auditor; null while unrated.</param>
public sealed record PersonaComment(
    DateTimeOffset At,
    Guid? Session,
    int? Turn,
    string Comment,
    string? Rating,
    string? RatedBy
);

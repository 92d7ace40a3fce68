namespace Brain.Postgres;

/// <summary>What a database tells of by NOTIFY.</summary>
public sealed class PgChannel
{
    /// <summary>A persona's row changed.</summary>
    public static readonly PgChannel Personas = new("brain_personas", Sql.Read("personas/listen.sql"));

    /// <summary>A pipeline, a run or what a hook saw of one changed.</summary>
    public static readonly PgChannel Pipelines = new("brain_pipelines", Sql.Read("pipelines/listen_pipelines.sql"));

    /// <summary>A hook saw what may move a run.</summary>
    public static readonly PgChannel Reports = new("brain_reports", Sql.Read("pipelines/listen_reports.sql"));

    /// <summary>There is another message to people's ntfy.</summary>
    public static readonly PgChannel Notifications = new(
        "brain_notifications",
        Sql.Read("pipelines/listen_notifications.sql")
    );

    /// <summary>A learning is new, or another than it was.</summary>
    public static readonly PgChannel Learnings = new("brain_learnings", Sql.Read("knowledge/listen_learnings.sql"));

    /// <summary>A rule of a person's, or what was said of one, changed.</summary>
    public static readonly PgChannel Rules = new("brain_rules", Sql.Read("rules/listen.sql"));

    /// <summary>A cap in dollars over all sessions was said.</summary>
    public static readonly PgChannel Budgets = new("brain_budgets", Sql.Read("costs/listen.sql"));

    /// <summary>A skill, or the vector that it is found by, changed.</summary>
    public static readonly PgChannel Skills = new("brain_skills", Sql.Read("skills/listen_skills.sql"));

    private PgChannel(string name, string listen) => (Name, Listen) = (name, listen);

    /// <summary>All there are.</summary>
    internal static PgChannel[] All => [Personas, Pipelines, Reports, Notifications, Learnings, Rules, Budgets, Skills];

    /// <summary>Its name in the database.</summary>
    internal string Name { get; }

    /// <summary>The statement that begins to listen.</summary>
    internal string Listen { get; }
}

namespace Brain.Messages.Commands;

/// <summary>Who carries a verb out.</summary>
public enum CommandHandler
{
    /// <summary>The session's own grain.</summary>
    Session,

    /// <summary>The personas' grains.</summary>
    Persona,

    /// <summary>The broadcast's grain.</summary>
    Broadcast,

    /// <summary>The Auditor of the session.</summary>
    Auditor,

    /// <summary>The Archivist of the session.</summary>
    Archivist,

    /// <summary>The runs' grains.</summary>
    Pipeline,

    /// <summary>The rows of what was learnt; no grain has them.</summary>
    Knowledge,

    /// <summary>The rows of rules; no grain has them.</summary>
    Rule,

    /// <summary>The rows of clones; no grain has them.</summary>
    Repo,

    /// <summary>The rows of skills; no grain has them.</summary>
    Skill,

    /// <summary>The silo, by an endpoint of its own.</summary>
    Silo,

    /// <summary>The client alone, by what lies on this machine.</summary>
    Client,

    /// <summary>The script of the checkout, which the client may hand it to.</summary>
    Script,
}

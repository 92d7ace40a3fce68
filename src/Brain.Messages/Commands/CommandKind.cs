namespace Brain.Messages.Commands;

/// <summary>
/// A verb that the silo carries out when a person says it, as code switches on it; its name is in the catalogue.
/// </summary>
public enum CommandKind
{
    /// <summary>What a session is for.</summary>
    Purpose,

    /// <summary>What an agent may do in a session.</summary>
    Mode,

    /// <summary>The most tokens that a session may use.</summary>
    Budget,

    /// <summary>Personas: tells, makes and changes them.</summary>
    Persona,

    /// <summary>A question to one persona.</summary>
    Ask,

    /// <summary>How a persona is doing.</summary>
    CheckIn,

    /// <summary>A question to every active persona.</summary>
    Broadcast,

    /// <summary>What a comment was worth.</summary>
    Rate,

    /// <summary>The end of a session.</summary>
    Done,

    /// <summary>What a turn or a session changed, taken back.</summary>
    Undo,

    /// <summary>Pipelines and their runs.</summary>
    Pipeline,

    /// <summary>What was learnt, kept.</summary>
    Learn,

    /// <summary>What a session is told by itself of other sessions.</summary>
    Hints,

    /// <summary>Rules about tool calls: drafts, rehearses, switches and rates them.</summary>
    Rule,

    /// <summary>Rules, listed.</summary>
    Rules,

    /// <summary>The clones of this machine: lists and looks for them.</summary>
    Repos,

    /// <summary>Skills: lists, finds, shows and syncs them, and says how far one is trusted.</summary>
    Skills,
}

using System.Text.Json.Serialization;

namespace Brain.Messages.Sessions;

// The names travel between silos. Add, never rename.

/// <summary>What happened in a session, whatever its agent calls it: each adapter names its agent's events.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EventKind>))]
public enum EventKind
{
    /// <summary>Nothing that a session knows: it answers nothing and keeps nothing.</summary>
    Unknown,

    /// <summary>A session begins, goes on or is oriented again.</summary>
    SessionStart,

    /// <summary>A prompt is about to be sent.</summary>
    Prompt,

    /// <summary>A slash command was typed and is about to become a prompt.</summary>
    Command,

    /// <summary>A shell line of a command or skill is about to run; nobody can be asked about it.</summary>
    CommandShellLine,

    /// <summary>A tool call is about to run.</summary>
    ToolCall,

    /// <summary>A tool call succeeded.</summary>
    ToolSuccess,

    /// <summary>A tool call failed.</summary>
    ToolFailure,

    /// <summary>All calls of one model answer are over.</summary>
    ToolBatch,

    /// <summary>A turn ends.</summary>
    TurnEnd,

    /// <summary>A turn ends in an error.</summary>
    TurnFailure,

    /// <summary>A model request is about to be made, or was made.</summary>
    ModelRequest,

    /// <summary>A sub-agent begins.</summary>
    SubagentStart,

    /// <summary>A sub-agent stops.</summary>
    SubagentEnd,

    /// <summary>The conversation is about to be compacted.</summary>
    CompactionStart,

    /// <summary>The conversation was compacted.</summary>
    CompactionEnd,

    /// <summary>A settings file of the agent changed.</summary>
    SettingsChange,

    /// <summary>A session ends.</summary>
    SessionEnd,

    /// <summary>A turn is stopped by the person.</summary>
    TurnInterruption,

    /// <summary>The agent itself asks its person whether a tool call may run.</summary>
    PermissionRequest,

    /// <summary>The person refused a call that the agent itself asked about, and its turn goes on.</summary>
    PermissionRefusal,
}

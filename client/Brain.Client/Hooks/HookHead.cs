using System.Text.Json;
using Brain.Client.Agents;
using Brain.Messages.Sessions;

namespace Brain.Client.Hooks;

/// <summary>
/// The two fields of a hook's payload that the carrier itself must know, found without reading the rest.
/// </summary>
/// <param name="Event">Which hook; null when the payload does not say.</param>
/// <param name="Session">Which session, fit to be a file's name; null when the payload does not say.</param>
internal readonly record struct HookHead(string? Event, string? Session)
{
    private const int NameCharsMax = 64;

    private readonly HookAgent? _agent;

    /// <summary>Whose event.</summary>
    internal HookAgent Agent
    {
        get => _agent ?? HookAgent.First;
        init => _agent = value;
    }

    /// <summary>What happened, as far as a carrier must know it.</summary>
    internal EventKind Kind => Event is null ? EventKind.Unknown : Agent.KindOf(Event);

    /// <summary>Some event that blocks its action when a hook that is hard fails.</summary>
    internal bool Refusable => Event is not null && Agent.IsRefusable(Event);

    /// <summary>Some event whose message is shown to the person.</summary>
    internal bool Visible => Event is not null && Agent.IsVisible(Event);

    /// <summary>
    /// It asks and tells nothing: where nobody can be asked it is neither refused, for the prompt and the calls around
    /// it are, nor kept for later.
    /// </summary>
    internal bool OnlyAsks => Kind == EventKind.ModelRequest;

    /// <summary>Some event whose answer says that the brain wrote rows; others may change nothing.</summary>
    internal bool Commits =>
        Kind is EventKind.SessionStart or EventKind.Prompt or EventKind.TurnEnd or EventKind.SessionEnd;

    /// <param name="payload">What the agent's hook was handed.</param>
    /// <param name="agent">Whose; the first one's when null.</param>
    /// <param name="named">The event that the command line names, where the payload does not.</param>
    internal static HookHead Of(ReadOnlySpan<byte> payload, HookAgent? agent = null, string? named = null)
    {
        var head = new HookHead(named, null) { Agent = agent ?? HookAgent.First };
        try
        {
            var reader = new Utf8JsonReader(payload);
            while ((head.Event is null || head.Session is null) && reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                    head = Field(head, ref reader);
            }
        }
        catch (JsonException)
        {
            // What was found before the break still holds.
        }
        catch (InvalidOperationException)
        {
            // A string that is not UTF-8: the same.
        }

        return head;
    }

    /// <summary>One more field of the payload, read only where it is needed; null when it is not there.</summary>
    internal static string? Text(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
            {
                if (
                    reader.CurrentDepth == 1
                    && reader.TokenType == JsonTokenType.PropertyName
                    && reader.ValueTextEquals(name)
                )
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is not there as far as anybody can tell.
        }

        return null;
    }

    private static HookHead Field(HookHead head, ref Utf8JsonReader reader)
    {
        var isEvent = reader.ValueTextEquals("hook_event_name"u8);
        var isSession =
            !isEvent && (reader.ValueTextEquals("session_id"u8) || reader.ValueTextEquals("sessionId"u8));
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            reader.TrySkip();
        else if (isEvent)
            return head with { Event = reader.GetString() };
        else if (isSession)
            return head with { Session = AsFileName(reader.GetString()!) };
        return head;
    }

    private static string? AsFileName(string text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))
                return null;
        }

        return text.Length is > 0 and <= NameCharsMax ? text : null;
    }
}

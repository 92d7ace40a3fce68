using System.Text.Json;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Client.Hooks;

/// <summary>
/// The two fields of a hook's payload that the carrier itself must know, found without reading the rest.
/// </summary>
/// <param name="Event">Which hook; null when the payload does not say.</param>
/// <param name="Session">Which session, fit to be a file's name; null when the payload does not say.</param>
internal readonly record struct HookHead(string? Event, string? Session)
{
    private const int NameCharsMax = 64;

    /// <summary>Some event that blocks its action when a hook that is hard fails.</summary>
    internal bool Refusable => Event is not null && HookEvents.Refusable.Contains(Event);

    /// <summary>
    /// Some event whose <c>systemMessage</c> is shown to the person. Source: claude-code/README.md, outputs.
    /// </summary>
    internal bool Visible =>
        (Refusable && Event != "PreSkillShellCommand")
        || Event is "SessionStart" or "PostToolUse" or "PostToolUseFailure" or "Stop";

    /// <summary>Some event whose answer says that the brain wrote rows; others may change nothing.</summary>
    internal bool Commits => Event is "SessionStart" or "UserPromptSubmit" or "Stop" or "SessionEnd";

    internal static HookHead Of(ReadOnlySpan<byte> payload)
    {
        var head = default(HookHead);
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
        var isSession = !isEvent && reader.ValueTextEquals("session_id"u8);
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

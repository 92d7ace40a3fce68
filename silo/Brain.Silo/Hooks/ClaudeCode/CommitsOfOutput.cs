using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Of a tool's output only the commits that git says it made; all else is passed over, for it may be megabytes and
/// decides nothing.
/// </summary>
internal sealed partial class CommitsOfOutput : JsonConverter<MadeCommit[]?>
{
    private const int OutputBytesMax = 256 * 1024;

    /// <summary>Those in a text, such as <c>[main 1a2b3c4] Parse dates</c>.</summary>
    public static MadeCommit[] In(string output) =>
        [
            .. Made()
                .Matches(output)
                .Take(MadeCommit.PerCallMax)
                .Select(match => new MadeCommit(
                    match.Groups["sha"].Value,
                    match.Groups["branch"].Value is "detached HEAD" ? null : match.Groups["branch"].Value,
                    match.Groups["subject"].Value.Trim()
                )),
        ];

    /// <inheritdoc/>
    public override MadeCommit[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        MadeCommit[]? made = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isOutput = reader.ValueTextEquals("stdout"u8);
            reader.Read();
            if (
                isOutput
                && reader.TokenType == JsonTokenType.String
                && !reader.HasValueSequence
                && reader.ValueSpan.Length < OutputBytesMax
                && reader.ValueSpan.IndexOf("] "u8) > 0
            )
                made = In(Text(ref reader));
            else
                reader.Skip();
        }

        return made is { Length: > 0 } ? made : null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MadeCommit[]? value, JsonSerializerOptions options) =>
        writer.WriteNullValue();

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no commit's line.
            return "";
        }
    }

    [GeneratedRegex(
        @"^\[(?<branch>[^\]\r\n]{1,200}?)(?: \(root-commit\))? (?<sha>[0-9a-f]{7,64})\] (?<subject>[^\r\n]{1,400})",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Made();
}

using System.Text.Json;

namespace Brain.Client.Hooks;

/// <summary>Where a JSON object ends that comes piece by piece. Each byte is looked at once.</summary>
internal readonly struct ObjectEnd
{
    private const int DepthMax = 1_000;

    private readonly JsonReaderState _state;
    private readonly int _read;

    public ObjectEnd() => _state = new(new() { MaxDepth = DepthMax });

    private ObjectEnd(JsonReaderState state, int read, bool begun, bool reached, bool broken) =>
        (_state, _read, Begun, Reached, Broken) = (state, read, begun, reached, broken);

    /// <summary>It has begun.</summary>
    internal bool Begun { get; }

    /// <summary>Its closing brace is there.</summary>
    internal bool Reached { get; }

    /// <summary>Bytes up to and with the closing brace, once it is there.</summary>
    internal int Length => _read;

    /// <summary>What came is no JSON object.</summary>
    internal bool Broken { get; }

    /// <summary>The same after more has come.</summary>
    /// <param name="bytes">All that has come so far.</param>
    internal ObjectEnd After(ReadOnlySpan<byte> bytes)
    {
        if (Reached || Broken)
            return this;
        var reader = new Utf8JsonReader(bytes[_read..], isFinalBlock: false, _state);
        var begun = Begun;
        try
        {
            while (reader.Read())
            {
                if (!begun && reader.TokenType != JsonTokenType.StartObject)
                    return new(_state, _read, begun: false, reached: false, broken: true);
                begun = true;
                if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject)
                    return new(_state, _read + (int)reader.BytesConsumed, begun: true, reached: true, broken: false);
            }
        }
        catch (JsonException)
        {
            return new(_state, _read, begun, reached: false, broken: true);
        }

        return new(reader.CurrentState, _read + (int)reader.BytesConsumed, begun, reached: false, broken: false);
    }
}

using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Client.Hooks;

/// <summary>
/// What an agent says of itself to its status line. What it leaves out, or says in a way that can't be read, is null.
/// Source: Claude Code's status line, <c>claude-code/README.md</c>.
/// </summary>
internal sealed record StatusLineInput
{
    /// <summary>Which session.</summary>
    internal SessionId? Session { get; init; }

    /// <summary>The model, as people call it.</summary>
    internal string? Model { get; init; }

    /// <summary>What the agent says that the session cost.</summary>
    internal decimal? CostUsd { get; init; }

    /// <summary>How much of the context window is used, in percent.</summary>
    internal double? ContextPercent { get; init; }

    /// <summary>How much of the five hours' limit is used, in percent.</summary>
    internal double? FiveHourPercent { get; init; }

    /// <summary>How much of the week's limit is used, in percent.</summary>
    internal double? SevenDayPercent { get; init; }

    internal static StatusLineInput Read(ReadOnlySpan<byte> bytes)
    {
        var input = new StatusLineInput();
        // The names on the way to where the reader stands; deeper ones mean nothing here.
        Span<Name> path = stackalloc Name[PathMax];
        try
        {
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth is > 0 and <= PathMax)
                    path[reader.CurrentDepth - 1] = Of(ref reader);
                else if (reader.CurrentDepth is > 0 and <= PathMax)
                    input = input.With(path[..reader.CurrentDepth], ref reader);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // What was found before the break still holds.
        }

        return input;
    }

    private const int PathMax = 3;

    private StatusLineInput With(scoped ReadOnlySpan<Name> path, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return path switch
            {
                [Name.Session] => this with
                {
                    Session = Guid.TryParse(reader.GetString(), out var id) ? new SessionId(id) : null,
                },
                [Name.Model, Name.Shown] => this with { Model = reader.GetString() },
                _ => this,
            };
        if (reader.TokenType != JsonTokenType.Number)
            return this;
        return path switch
        {
            [Name.Cost, Name.Usd] => this with { CostUsd = reader.TryGetDecimal(out var usd) ? usd : null },
            [Name.Context, Name.Used] => this with { ContextPercent = reader.GetDouble() },
            [Name.Limits, Name.FiveHour, Name.Used] => this with { FiveHourPercent = reader.GetDouble() },
            [Name.Limits, Name.SevenDay, Name.Used] => this with { SevenDayPercent = reader.GetDouble() },
            _ => this,
        };
    }

    private static Name Of(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("session_id"u8) ? Name.Session
        : reader.ValueTextEquals("model"u8) ? Name.Model
        : reader.ValueTextEquals("display_name"u8) ? Name.Shown
        : reader.ValueTextEquals("cost"u8) ? Name.Cost
        : reader.ValueTextEquals("total_cost_usd"u8) ? Name.Usd
        : reader.ValueTextEquals("context_window"u8) ? Name.Context
        : reader.ValueTextEquals("used_percentage"u8) ? Name.Used
        : reader.ValueTextEquals("rate_limits"u8) ? Name.Limits
        : reader.ValueTextEquals("five_hour"u8) ? Name.FiveHour
        : reader.ValueTextEquals("seven_day"u8) ? Name.SevenDay
        : Name.Other;

    /// <summary>The names that mean something here.</summary>
    private enum Name
    {
        /// <summary>Any other.</summary>
        Other,

        /// <summary>Whose line it is.</summary>
        Session,

        /// <summary>The model.</summary>
        Model,

        /// <summary>What people call it.</summary>
        Shown,

        /// <summary>What was spent.</summary>
        Cost,

        /// <summary>In dollars.</summary>
        Usd,

        /// <summary>The context window.</summary>
        Context,

        /// <summary>How much of it is used.</summary>
        Used,

        /// <summary>Limits of the account.</summary>
        Limits,

        /// <summary>That of five hours.</summary>
        FiveHour,

        /// <summary>That of a week.</summary>
        SevenDay,
    }
}

using System.Globalization;
using System.Reflection;
using Brain.Messages.Sessions;
using Brain.Silo.Import;
using Microsoft.Data.Sqlite;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>A database of opencode's, which it may have open.</summary>
internal sealed class OpenCodeDatabase(string path, string folder) : IDisposable
{
    private const int DepthMax = 16;

    private readonly SqliteView _view = SqliteView.Of(path, folder);

    /// <summary>Sessions with those of their sub-agents; whose rows are newest comes last.</summary>
    /// <exception cref="IOException">It is no database of opencode's; the message says why.</exception>
    public IReadOnlyList<OpenCodeFamily> Families()
    {
        var sessions = _view.Rows(
            Question("list_sessions.sql"),
            null,
            row => new OpenCodeSession(row.GetString(0), Text(row, 1))
            {
                Directory = Text(row, 2),
                Title = Text(row, 3),
                Version = Text(row, 4),
                Created = Time(row, 5),
                Changed = Time(row, 6),
                Row = row.GetValue(7) as long? ?? 0,
            }
        );
        var parents = sessions.ToDictionary(session => session.Id, session => session.ParentId, StringComparer.Ordinal);
        return
        [
            .. sessions
                .GroupBy(session => Root(session.Id, parents), StringComparer.Ordinal)
                .Select(family => new OpenCodeFamily(
                    family.Key,
                    [.. family.OrderBy(session => session.Id != family.Key).ThenBy(session => session.Created)]
                ))
                .OrderBy(family => family.Row),
        ];
    }

    /// <summary>What a session says.</summary>
    /// <exception cref="IOException">It can't be read; the message says why.</exception>
    public byte[] Lines(OpenCodeSession session) =>
        OpenCodeLines.Of(session, _view.Rows(Question("list_parts.sql"), session.Id, Part));

    /// <inheritdoc/>
    public void Dispose() => _view.Dispose();

    private static OpenCodePart Part(SqliteDataReader row) =>
        new(row.GetString(0), Text(row, 6) ?? "")
        {
            Role = Text(row, 1),
            Parent = Text(row, 2),
            Model = Text(row, 3),
            Error = Text(row, 4),
            Made = Time(row, 5),
            At = Time(row, 7),
            Data = Text(row, 8),
        };

    private static string? Text(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(SqliteDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(
            Math.Clamp(row.GetValue(column) as long? ?? 0, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        );

    private static string Root(string id, Dictionary<string, string?> parents)
    {
        for (
            var depth = 0;
            depth < DepthMax && parents.GetValueOrDefault(id) is { } parent && parents.ContainsKey(parent);
            depth++
        )
            id = parent;
        return id;
    }

    private static string Question(string name)
    {
        using var stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream($"Brain.Silo.Hooks.OpenCode.{name}")!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }
}

/// <summary>A session and those of its sub-agents.</summary>
/// <param name="Id">The session's.</param>
/// <param name="Members">It, and then they, oldest first.</param>
internal sealed record OpenCodeFamily(string Id, OpenCodeSession[] Members)
{
    /// <summary>Whose all that is said is.</summary>
    public SessionId Root { get; } = SessionId.OfAgent(Id);

    /// <summary>When something of it was written last.</summary>
    public DateTimeOffset Changed { get; } = Members.Max(session => session.Changed);

    /// <summary>Its newest row; 0 for none.</summary>
    public long Row { get; } = Members.Max(session => session.Row);
}

/// <summary>A row of a session.</summary>
/// <param name="Id">Its own.</param>
/// <param name="ParentId">Whose sub-agent's it is; null for a person's.</param>
internal sealed record OpenCodeSession(string Id, string? ParentId)
{
    /// <summary>Where it works.</summary>
    public string? Directory { get; init; }

    /// <summary>What it is called.</summary>
    public string? Title { get; init; }

    /// <summary>The version of opencode that began it.</summary>
    public string? Version { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When something of it was written last.</summary>
    public DateTimeOffset Changed { get; init; }

    /// <summary>The newest row of its parts; 0 for none.</summary>
    public long Row { get; init; }
}

/// <summary>A part of a message, or a message without any.</summary>
/// <param name="Message">The message.</param>
/// <param name="Id">The part; empty for none.</param>
internal sealed record OpenCodePart(string Message, string Id)
{
    /// <summary>Who says it: user, assistant, or summary for a compaction.</summary>
    public string? Role { get; init; }

    /// <summary>The prompt that is answered; null for a prompt.</summary>
    public string? Parent { get; init; }

    /// <summary>The model that answers, or null.</summary>
    public string? Model { get; init; }

    /// <summary>The name of what ended the message early, or null.</summary>
    public string? Error { get; init; }

    /// <summary>When the message was begun.</summary>
    public DateTimeOffset Made { get; init; }

    /// <summary>When the part was begun.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What it says, as JSON; null for none.</summary>
    public string? Data { get; init; }
}

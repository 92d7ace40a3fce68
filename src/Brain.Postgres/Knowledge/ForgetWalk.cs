using System.Text.Json.Nodes;
using Brain.Domain.Knowledge;
using Brain.Messages.Secrets;
using Brain.Postgres.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>One way through all rows, looking or taking.</summary>
public sealed class ForgetWalk
{
    private const string Others = "brain.";

    private readonly NpgsqlDataSource _database;
    private readonly ForgetCleaner _cleaner;
    private readonly string[] _others;
    private readonly StoredTexts _texts;
    private readonly bool _applies;

    internal ForgetWalk(
        NpgsqlDataSource database,
        ForgetCleaner cleaner,
        string[] others,
        ForgetNeedles needles,
        StoredTexts.WriteRows? write
    )
    {
        (_database, _cleaner, _others, Needles, _applies) = (database, cleaner, others, needles, write is not null);
        _texts = new(database, cleaner, write);
    }

    /// <summary>What is looked for everywhere.</summary>
    public ForgetNeedles Needles { get; }

    /// <summary>What could not be taken, as sentences.</summary>
    public List<string> Left { get; } = [];

    /// <summary>Looks through the next rows.</summary>
    /// <exception cref="PostgresException">55P03: others held the table again and again; nothing of the page was
    /// changed.</exception>
    public async Task<RedactionPage> Next(RedactionPlace? after, CancellationToken stop)
    {
        if (after?.Table.StartsWith(Others, StringComparison.Ordinal) == true)
            return await Bookkeeping(after, stop);
        var page = await Page(after, stop);
        return page.Next is null && _others.Length > 0 ? page with { Next = new(Others + _others[0], null) } : page;
    }

    private async Task<RedactionPage> Page(RedactionPlace? after, CancellationToken stop)
    {
        (_cleaner.KeepsLength, _cleaner.TellsRows) = (false, false);
        while (true)
        {
            try
            {
                return await _texts.Next(after, ForgetStore.PageMax, stop);
            }
            // What stands there now would be longer than its column may hold.
            catch (PostgresException full)
                when (full.SqlState == PostgresErrorCodes.CheckViolation && !_cleaner.KeepsLength)
            {
                _cleaner.KeepsLength = true;
            }
            // Two rows would say the same where none may.
            catch (PostgresException twice)
                when (twice.SqlState == PostgresErrorCodes.UniqueViolation && !_cleaner.TellsRows)
            {
                _cleaner.TellsRows = true;
            }
            catch (PostgresException fault) when (fault.SqlState.StartsWith("23", StringComparison.Ordinal) && _applies)
            {
                Left.Add(
                    $"A page of {after?.Table ?? "the first table"} could not be rewritten, and what is in it stays: "
                        + fault.MessageText
                );
                return await new StoredTexts(_database, _cleaner, write: null).Next(after, ForgetStore.PageMax, stop);
            }
        }
    }

    private async Task<RedactionPage> Bookkeeping(RedactionPlace place, CancellationToken stop)
    {
        var table = place.Table[Others.Length..];
        await using var command = _database.CreateCommand(Sql.Read("knowledge/read_forget_other_page.sql"));
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(Rows.Maybe(place.Key?[0], NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = ForgetStore.PageMax });
        var rows = await Rows.ReadAll(command, row => (Place: row.GetString(0), Texts: row.GetString(1)), stop);
        var counts = new Dictionary<(string, string), RedactionFinding>();
        var clean = new CleanedJson(new Everywhere(Needles), counts);
        var changed = 0;
        foreach (var (at, was) in rows)
        {
            var texts = JsonNode.Parse(was)!.AsObject();
            var now = new JsonObject();
            foreach (var (column, value) in texts.ToArray())
            {
                if (clean.Clean(new(place.Table, column, null, null), value, column) is { } without)
                    now[column] = without.DeepClone();
            }

            if (now.Count > 0 && _applies)
                changed += await Write(table, at, was, now.ToJsonString(), stop);
        }

        var next = Array.IndexOf(_others, table) + 1;
        return new(
            rows.Length == ForgetStore.PageMax ? new(place.Table, [rows[^1].Place])
                : next < _others.Length ? new(Others + _others[next], null)
                : null,
            rows.Length,
            0,
            changed,
            [.. counts.Values]
        );
    }

    private async Task<int> Write(string table, string place, string was, string now, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(Sql.Read("knowledge/write_forget_other.sql"));
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = place });
        command.Parameters.Add(new() { Value = was, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = now, NpgsqlDbType = NpgsqlDbType.Jsonb });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    private sealed class Everywhere(ForgetNeedles needles) : ITextCleaner
    {
        public string Clean(StoredText at, string text, string name) => needles.Clean(text);

        public IEnumerable<string> Kinds(string text) => ["text"];

        public string Sample(StoredText at, string clean) => "bookkeeping";
    }
}

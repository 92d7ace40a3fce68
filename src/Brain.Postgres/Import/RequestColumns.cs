using System.Collections.Immutable;
using System.Globalization;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Messages.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Import;

/// <summary>
/// What model requests of many pieces used, column by column: thousands of them are read by the server in a fraction of
/// the time that it takes for JSON.
/// </summary>
internal sealed class RequestColumns
{
    private readonly List<int> _pieces = [];
    private readonly List<bool> _agains = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _messages = [];
    private readonly List<bool> _sidechains = [];
    private readonly List<string?> _agents = [];
    private readonly List<string> _models = [];
    private readonly List<DateTime> _used = [];
    private readonly List<Guid?> _prompts = [];
    private readonly List<string> _weights = [];
    private readonly List<string> _tokens = [];
    private readonly List<string> _costs = [];
    private readonly List<string?> _skills = [];
    private readonly List<string?> _agentKinds = [];
    private readonly List<string?> _plugins = [];
    private readonly List<string?> _mcpServers = [];
    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _clean = new(StringComparer.Ordinal);
    private string[] _kinds = [];

    /// <summary>Takes a piece's requests.</summary>
    /// <param name="piece">Its place among the pieces, from 1.</param>
    /// <param name="rows">Each request once, all with the same kinds of tokens.</param>
    public void Add(int piece, ImmutableArray<UsageRow> rows)
    {
        foreach (var row in rows)
        {
            if (_kinds.Length == 0)
                _kinds = [.. row.Kinds.Select(kind => kind.TokenKind)];
            _pieces.Add(piece);
            _agains.Add(!_first.TryAdd(row.MessageId, piece) && _first[row.MessageId] != piece);
            _keys.Add(SecretScanner.Redact(row.RequestKey));
            _messages.Add(SecretScanner.Redact(row.MessageId));
            _sidechains.Add(row.Sidechain);
            _agents.Add(Clean(row.AgentId));
            _models.Add(Clean(row.Model)!);
            _used.Add(row.UsedAt.UtcDateTime);
            _prompts.Add(row.PromptId);
            _weights.Add(Array(row.Weight));
            _tokens.Add(Array(row.Kinds.Select(kind => kind.Tokens)));
            _costs.Add(Costs(row.Kinds));
            _skills.Add(Clean(row.Skill));
            _agentKinds.Add(Clean(row.Agent));
            _plugins.Add(Clean(row.Plugin));
            _mcpServers.Add(Clean(row.McpServer));
        }
    }

    /// <summary>The parameters that the statement takes them as, in order.</summary>
    public IEnumerable<NpgsqlParameter> ToParameters() =>
        [
            Text(_kinds),
            new() { Value = _pieces.ToArray() },
            new() { Value = _agains.ToArray() },
            Text(_keys),
            Text(_messages),
            new() { Value = _sidechains.ToArray() },
            Text(_agents),
            Text(_models),
            new() { Value = _used.ToArray() },
            new() { Value = _prompts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            Text(_weights),
            Text(_tokens),
            Text(_costs),
            Text(_skills),
            Text(_agentKinds),
            Text(_plugins),
            Text(_mcpServers),
        ];

    // Few names are those of many requests.
    private string? Clean(string? text)
    {
        if (text is null)
            return null;
        if (!_clean.TryGetValue(text, out var clean))
            _clean[text] = clean = SecretScanner.Redact(text);
        return clean;
    }

    private static NpgsqlParameter Text(IEnumerable<string?> texts) =>
        new()
        {
            Value = texts.Select(text => text is null ? null : StorableText.Of(text)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        };

    private static string Array(IEnumerable<long> numbers) =>
        string.Create(CultureInfo.InvariantCulture, $"{{{string.Join(',', numbers)}}}");

    private static string Costs(ImmutableArray<UsageKind> kinds) =>
        $"{{{string.Join(',', kinds.Select(kind => kind.CostUsd?.ToString(CultureInfo.InvariantCulture) ?? "null"))}}}";
}

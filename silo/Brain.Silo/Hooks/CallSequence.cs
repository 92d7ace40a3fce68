using System.Collections.Concurrent;
using System.Globalization;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// Tells the calls of an agent that gives them no id: a call is its tool, its input and the moment it was announced at,
/// and a result belongs to the last call of its like that waits for one. Of what was announced to another silo, or
/// before a restart, the session knows.
/// </summary>
internal sealed class CallSequence
{
    private const int KindsMax = 4_096;
    private const int WaitingMax = 64;

    private readonly ConcurrentDictionary<string, List<Call>> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SessionId, string> _newest = new();

    /// <summary>The id of a call that is about to run; told again it is the same.</summary>
    public string Begin(SessionId session, string? tool, string? input, string? moment)
    {
        var key = Key(session, tool, input);
        var calls = Of(key);
        lock (calls)
        {
            if (calls.Find(call => call.Begun == moment) is { } known)
                return known.Id;
            var call = new Call(Id(key, moment), moment);
            if (calls.Count == WaitingMax)
                calls.RemoveAt(0);
            calls.Add(call);
            if (_newest.Count >= KindsMax)
                _newest.Clear();
            _newest[session] = call.Id;
            return call.Id;
        }
    }

    /// <summary>The call of a session that was announced last; null where none was here.</summary>
    public string? Newest(SessionId session) => _newest.GetValueOrDefault(session);

    /// <summary>
    /// The id of a call that is over; told again it is the same. It is guessed where nobody here heard that it began.
    /// </summary>
    public (string Id, bool IsGuessed) End(SessionId session, string? tool, string? input, string? moment)
    {
        var key = Key(session, tool, input);
        var calls = Of(key);
        lock (calls)
        {
            var call =
                calls.Find(one => one.Ended is not null && one.Ended == moment)
                ?? calls.FindLast(one => one.Ended is null && !one.Refused);
            if (call is null)
                calls.Add(call = new(Id(key, moment), null) { IsGuessed = true });
            call.Ended = moment ?? "";
            return (call.Id, call.IsGuessed);
        }
    }

    /// <summary>A call that was to run is refused: no result is its own.</summary>
    public void Refuse(HookEvent call)
    {
        var calls = Of(Key(call.SessionId, call.ToolName, call.ToolInput?.GetRawText()));
        lock (calls)
        {
            if (calls.Find(one => one.Id == call.ToolUseId) is { } refused)
                refused.Refused = true;
        }
    }

    private static string Key(SessionId session, string? tool, string? input) =>
        string.Create(CultureInfo.InvariantCulture, $"{session}\n{tool}\n{Redaction.Digest(input)}");

    private static string Id(string key, string? moment) => $"call_{HookJson.Id(key, moment):N}";

    private List<Call> Of(string key)
    {
        if (_calls.Count >= KindsMax)
            _calls.Clear();
        return _calls.GetOrAdd(key, _ => []);
    }

    private sealed class Call(string id, string? begun)
    {
        public string Id { get; } = id;

        public string? Begun { get; } = begun;

        public string? Ended { get; set; }

        public bool Refused { get; set; }

        public bool IsGuessed { get; init; }
    }
}

using Brain.Messages.Knowledge;
using Brain.Messages.Sessions;
using Brain.Postgres.Knowledge;

namespace Brain.Silo.Dashboard;

/// <summary>What a person typed behind <c>forget</c>, read as the command line reads it.</summary>
internal sealed class TypedForget(ForgetStore store)
{
    private const string Sessions = "sessions";
    private const string Unchanged = "Nothing was changed.";

    // The store tells no more rows of one beginning.
    private const int FoundMax = 3;

    /// <summary>Reads it, and looks up which row or session is meant.</summary>
    public async Task<(ForgetTarget? Target, Refusal? Refusal)> Read(string said, CancellationToken stop) =>
        FormWords.Of(said) switch
        {
            ["--matching", var text] => (new(text, null, null), null),
            ["--matching", _, var more, ..] => Refused(
                "forget.matching",
                $"'{more}' stands after the text; one with blanks stands in quotes, as in forget --matching \"acme "
                    + "corp\"."
            ),
            ["--session", var id] => await Session(id, stop),
            [not ['-', ..] and var id] => await Row(id, stop),
            _ => Refused(
                "forget.usage",
                "Say exactly one of forget ID, forget --matching TEXT and forget --session ID; a text with blanks "
                    + "stands in quotes."
            ),
        };

    private async Task<(ForgetTarget?, Refusal?)> Row(string id, CancellationToken stop)
    {
        if (!ForgetStore.IsBeginning(id))
            return Refused(
                "forget.id",
                $"'{id}' is no id: expected its first {ForgetStore.IdMin} characters or more. A text is forgotten by "
                    + "forget --matching TEXT."
            );
        return await store.Find(id, stop) switch
        {
            [(Sessions, var session)] => Refused(
                "forget.session",
                $"{session} is a session: say forget --session {session}."
            ),
            [var (_, row)] => (new(null, row, null), null),
            [] => Refused("forget.unknown", $"No row's id begins with '{id}'."),
            var some => Several(id, some),
        };
    }

    private async Task<(ForgetTarget?, Refusal?)> Session(string id, CancellationToken stop)
    {
        if (!ForgetStore.IsBeginning(id))
            return Refused(
                "forget.id",
                $"'{id}' is no session id: expected its first {ForgetStore.IdMin} characters or more."
            );
        var found = await store.Find(id, stop);
        var sessions = found.Where(one => one.Table == Sessions).ToArray();
        // Of many rows some were not told, and a session may be among those.
        return sessions is [var (_, session)] && (found.Length < FoundMax || Guid.TryParse(id, out _))
                ? (new(null, null, new SessionId(session)), null)
            : found.Length < FoundMax && sessions.Length == 0
                ? Refused("forget.unknown", $"No session's id begins with '{id}'.")
            : Several(id, found);
    }

    private static (ForgetTarget?, Refusal?) Several(string id, (string Table, Guid Id)[] some) =>
        Refused(
            "forget.several",
            $"'{id}' begins the id of more than one row: "
                + $"{string.Join(", ", some.Select(one => $"{one.Table} {one.Id}"))}."
        );

    private static (ForgetTarget?, Refusal?) Refused(string code, string message) =>
        (null, new(code, $"{message} {Unchanged}"));
}

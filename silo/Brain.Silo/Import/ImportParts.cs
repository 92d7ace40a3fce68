using Brain.Domain.Sessions;

namespace Brain.Silo.Import;

/// <summary>
/// A batch in parts that can be written at the same time. What tells of the same session, the same prompt's line or the
/// same message stays together and in its order: the first to tell of it has it.
/// </summary>
internal static class ImportParts
{
    /// <summary>At most <paramref name="max"/> parts, of about the same size; none of nothing.</summary>
    public static SessionFound[][] Of(SessionFound[] sessions, int max)
    {
        if (sessions.Length == 0)
            return [];
        if (max == 1 || sessions.Length == 1 || sessions.Any(IsOfNobody))
            return [sessions];
        var parts = Enumerable.Range(0, max).Select(_ => new List<int>()).ToArray();
        var rows = new long[max];
        foreach (var kin in Kin(sessions).OrderByDescending(kin => kin.Sum(place => Rows(sessions[place]))))
        {
            var least = Array.IndexOf(rows, rows.Min());
            parts[least].AddRange(kin);
            rows[least] += kin.Sum(place => Rows(sessions[place]));
        }

        return [.. parts.Where(part => part.Count > 0).Select(part => part.Order().Select(At).ToArray())];
        SessionFound At(int place) => sessions[place];
    }

    // Prompts without a session's name are looked for in all of them.
    private static bool IsOfNobody(SessionFound found) => found.Rows.Turns.Any(turn => turn.Unnamed);

    private static IEnumerable<IReadOnlyList<int>> Kin(SessionFound[] sessions)
    {
        var (heads, firsts) = (Enumerable.Range(0, sessions.Length).ToArray(), new Dictionary<string, int>());
        for (var place = 0; place < sessions.Length; place++)
        {
            foreach (var mark in Marks(sessions[place]))
            {
                if (!firsts.TryAdd(mark, place))
                    heads[Head(heads, place)] = Head(heads, firsts[mark]);
            }
        }

        return Enumerable
            .Range(0, sessions.Length)
            .GroupBy(place => Head(heads, place))
            .Select(kin => (IReadOnlyList<int>)[.. kin]);
    }

    private static IEnumerable<string> Marks(SessionFound found) =>
        found
            .Rows.Turns.Select(turn => turn.Line)
            .OfType<Guid>()
            .Select(line => line.ToString())
            .Concat(found.Usage.Select(entry => entry.Within(found.Rows.SessionId).MessageId).Distinct())
            .Prepend(found.Rows.SessionId.ToString());

    private static int Head(int[] heads, int place)
    {
        while (heads[place] != place)
            place = heads[place] = heads[heads[place]];
        return place;
    }

    private static long Rows(SessionFound found) =>
        found.Rows.Turns.Length + found.Rows.Tools.Length + (5L * found.Usage.Count) + 1;
}

using Brain.Messages.Sessions;

namespace Brain.Cli.Screen;

/// <summary>The first characters of session ids: the usual ones, or as many as tell those of a list apart.</summary>
internal static class ShortIds
{
    /// <summary>The fewest characters that are taken for one.</summary>
    internal const int LengthMin = 4;

    internal static string[] Of(SessionId[] ids)
    {
        string[] whole = [.. ids.Select(id => id.ToString())];
        return [.. ids.Select(id => Of(id, whole))];
    }

    private static string Of(SessionId one, string[] all)
    {
        var (id, length) = (one.ToString(), one.Short.Length);
        while (all.Any(other => other != id && other.StartsWith(id[..length], StringComparison.Ordinal)))
            length++;
        return id[..length];
    }
}

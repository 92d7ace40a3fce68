using Brain.Messages.Sessions;

namespace Brain.Cli.Screen;

/// <summary>The first characters of session ids: eight, or as many as tell those of one list apart.</summary>
internal static class ShortIds
{
    /// <summary>The fewest characters that are taken for one.</summary>
    internal const int LengthMin = 4;

    private const int LengthUsual = 8;

    internal static string[] Of(SessionId[] ids)
    {
        string[] whole = [.. ids.Select(id => id.ToString())];
        var length = LengthUsual;
        while (
            length < whole.Max(id => id.Length)
            && whole.Select(id => id[..length]).Distinct(StringComparer.Ordinal).Count() < whole.Length
        )
            length++;
        return [.. whole.Select(id => id[..length])];
    }
}

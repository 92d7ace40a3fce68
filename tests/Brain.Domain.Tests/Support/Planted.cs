namespace Brain.Tests.Secrets;

/// <summary>Secrets that are made when a test runs, so that none lies in the repository.</summary>
internal sealed class Planted(int seed)
{
    private static readonly string[] Short =
    [
        "otter",
        "lake",
        "copper",
        "river",
        "anchor",
        "pencil",
        "violin",
        "garlic",
        "ladder",
        "orbit",
        "tiger",
        "velvet",
        "hidden",
    ];

    private readonly Random _random = new(seed);

    /// <summary>As many letters and figures, with at least a figure and letters of both cases.</summary>
    public string Drawn(int length) =>
        _random.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length - 3) + "q7X";

    /// <summary>As many hexadecimal digits.</summary>
    public string Hex(int length) => _random.GetString("0123456789abcdef", length - 2) + "a7";

    /// <summary>Something that a person makes up.</summary>
    public string Password() => "Otter" + _random.Next(1000, 9999) + "!" + _random.GetString("abcdefgh", 3);

    /// <summary>Short words in a row, as a wallet gives them.</summary>
    public string Words(int count) => string.Join(' ', _random.GetItems(Short, count));

    /// <summary>A token of GitHub's form.</summary>
    public string Token() => string.Concat("gh", "p_", Drawn(36));
}

file static class Strings
{
    public static string GetString(this Random random, string letters, int length) =>
        new(random.GetItems<char>(letters, length));
}

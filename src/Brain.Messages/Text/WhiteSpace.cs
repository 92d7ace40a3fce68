namespace Brain.Messages.Text;

/// <summary>Blanks, tabs and line breaks.</summary>
public static class WhiteSpace
{
    /// <summary>The text with every run of them made one blank, and none at its ends.</summary>
    public static string Collapse(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using System.Text;

namespace Brain.Silo.Dashboard;

/// <summary>Words as a person types them into a field: between blanks, or in quotes.</summary>
internal static class FormWords
{
    /// <summary>The words; a quote without an end goes to the end.</summary>
    public static string[] Of(string text)
    {
        var (words, word, quote, isWord) = (new List<string>(), new StringBuilder(), '\0', false);
        foreach (var letter in text)
        {
            if (quote != '\0' && letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter is '"' or '\'' && !isWord)
                (quote, isWord) = (letter, true);
            else if (quote == '\0' && char.IsWhiteSpace(letter))
                End();
            else
                (_, isWord) = (word.Append(letter), true);
        }

        End();
        return [.. words];

        void End()
        {
            if (isWord)
                words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }
}

namespace Brain.Domain.Tools.Shell;

/// <summary>The here-documents of a line: named in one line, their texts follow it.</summary>
/// <param name="at">Where the reading is.</param>
/// <param name="expand">Reads a text in which expansions count; false when it is not understood.</param>
internal sealed class ShellHereDocuments(ShellCursor at, Func<string, bool> expand)
{
    private readonly Queue<Document> _waiting = new();

    /// <summary>Some document's text has not come yet.</summary>
    public bool Wait => _waiting.Count > 0;

    public void Add(string end, bool literal, bool strips) => _waiting.Enqueue(new(end, literal, strips));

    /// <summary>Reads the texts that wait; a line was just ended.</summary>
    public void ReadAll()
    {
        while (_waiting.TryDequeue(out var document))
        {
            if (Text(document) is not { } text || (!document.Literal && !expand(text)))
                at.Fail();
        }
    }

    private string? Text(Document document)
    {
        var text = new System.Text.StringBuilder();
        while (!at.Over)
        {
            var line = at.TakeWhile(c => c != '\n');
            at.Skip(1);
            if ((document.Strips ? line.TrimStart('\t') : line) == document.End)
                return text.ToString();
            // A line that goes on in the next one could hide the end.
            if (!document.Literal && line.EndsWith('\\'))
                return null;
            text.Append(line).Append('\n');
        }

        return null;
    }

    private readonly record struct Document(string End, bool Literal, bool Strips);
}

using Brain.Domain.Text;

namespace Brain.Domain.Skills.Scan;

/// <summary>What a page gives an agent to read and hides from people.</summary>
internal static class HiddenOrders
{
    private static readonly Phrases Addressed = new(
        """
        |\b(system|assistant|claude|agent|ai|model|llm)\s*:
        |\b(the\s+)?(assistant|agent|model|ai|llm)\s+(must|should|shall|will|has\s+to|needs\s+to)\b
        |\byou\s+(must|should|have\s+to|need\s+to|are\s+to)\s+(first\s+|always\s+|also\s+|now\s+)?(run|send|read|execute|post|upload|fetch|include|copy|append|write|delete|ignore)
        |\b(important|critical)\b[^.]{0,60}\b(run|send|execute|upload|fetch|curl|append)\b
        """
    );

    private static readonly Phrases Deeds = new(
        """
        |\b(curl|wget|bash|base64|eval|chmod|nc)\s
        |https?://
        |\b(credentials|password|secret|token|api\s+key|private\s+key|\.env|environment\s+variable)
        |\b(send|upload|post|exfiltrate|transmit|execute|run|delete)\b
        """
    );

    private static readonly Phrases Styles = new(
        """
        |display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|color\s*:\s*(white|transparent|\#fff)|opacity\s*:\s*0
        """
    );

    /// <summary>Looks at a comment.</summary>
    public static void Look(string comment, ScanPlace at, ScanNotes notes)
    {
        var isSecret = SecretPlaces.In(comment) is { IsStrong: true };
        if (Instructions.IsOrder(comment) || isSecret || (Addressed.IsMatch(comment) && Deeds.IsMatch(comment)))
            notes.Add(ScanRules.HiddenComment, at, $"hides in a comment: {OneLine.Of(comment, 120)}");
    }

    /// <summary>Looks at the lines of a page for text that is there and not shown.</summary>
    public static void Lines(string text, ScanPlace file, ScanNotes notes)
    {
        foreach (var (place, line) in text.Split('\n').Index())
        {
            var isReference =
                line.StartsWith("[//]:", StringComparison.Ordinal)
                || line.StartsWith("[comment]:", StringComparison.Ordinal);
            if (isReference || (line.Contains('<') && Styles.IsMatch(line)))
                Look(line, file with { Line = place + 1 }, notes);
        }
    }
}

using System.Globalization;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Messages.Undo;

namespace Brain.Domain.Undo;

/// <summary>What a person typed after <c>/brain:undo</c>.</summary>
/// <param name="Scope">How much; of no meaning when <paramref name="Again"/>.</param>
/// <param name="Again"><c>redo</c>: the newest undo that stands is taken back.</param>
/// <param name="Yes">Do it; else only show it.</param>
public sealed record UndoCommand(UndoScope Scope, bool Again = false, bool Yes = false)
{
    private static readonly string Usage =
        $"say {CommandCatalog.Of(CommandKind.Undo).SlashUsage}; TURN is a turn's number, without one it is the last, "
        + "and each shows what would change, and with yes at its end does it";

    /// <summary>As it travels.</summary>
    public TakeBack Message => new(Scope.Turn, Scope.WithLater, Again, Yes);

    /// <summary>As it came.</summary>
    public static UndoCommand Of(TakeBack message) =>
        new(new(message.Turn, message.WithLater), message.Again, message.Yes);

    /// <summary>Reads the words, whatever their case; one of the two is null.</summary>
    public static (UndoCommand? Command, Refusal? Refusal) Parse(string? args)
    {
        var words = (args ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var command = new UndoCommand(UndoScope.Last);
        if (words is [.., "yes"])
            (command, words) = (command with { Yes = true }, words[..^1]);
        if (words is ["redo"])
            return (command with { Again = true }, null);
        var later = words is [.., "with", "later"];
        if (later)
            words = words[..^2];

        UndoScope? scope = words switch
        {
            [] => UndoScope.Last,
            ["session"] => UndoScope.Session,
            [var word] when Number(word) is { } turn => new(turn),
            ["turn", var word] when Number(word) is { } turn => new(turn),
            _ => null,
        };
        return scope is null
            ? (
                null,
                new(
                    "undo.unreadable",
                    $"'{Redaction.Cut((args ?? "").Trim(), 60)}' is nothing to undo: {Usage}. Nothing was changed."
                )
            )
            : (command with { Scope = scope with { WithLater = later } }, null);
    }

    /// <summary>The command as it is typed.</summary>
    public override string ToString()
    {
        var what = Again
            ? " redo"
            : Scope.Turn switch
            {
                null => " session",
                0 => "",
                var turn => $" {turn}",
            };
        return $"/brain:undo{what}{(Scope.WithLater && !Again ? " with later" : "")}{(Yes ? " yes" : "")}";
    }

    private static int? Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var turn) && turn > 0 ? turn : null;
}

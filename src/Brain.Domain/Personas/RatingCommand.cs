using System.Globalization;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Personas;

/// <summary>What <c>/rate</c> is told.</summary>
/// <param name="Name">Whose comment.</param>
/// <param name="Rating">useful, noise or wrong.</param>
/// <param name="Turn">About which turn; null for the newest.</param>
public sealed record RatingCommand(string Name, string Rating, int? Turn)
{
    private static readonly string Usage = $"say {CommandCatalog.Of(CommandKind.Rate).SlashUsage}";

    /// <summary>Reads what follows <c>/rate</c>.</summary>
    public static (RatingCommand? Command, Refusal? Refusal) Parse(string args, IReadOnlyCollection<string> names)
    {
        if (PersonaNames.Split(args, names) is not var (name, rest))
            return (
                null,
                new(
                    "rate.persona",
                    $"'{Redaction.Cut(args, 60)}' does not begin with a persona's name; {Usage}. Nothing was changed."
                )
            );
        var words = rest.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var turn = 0;
        var isTurn =
            words.Length == 2
            && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out turn)
            && turn > 0;
        return words is ["useful" or "noise" or "wrong", ..] && (words.Length == 1 || isTurn)
            ? (new(name, words[0], isTurn ? turn : null), null)
            : (null, new("rate.usage", $"'{Redaction.Cut(rest, 60)}' is no rating; {Usage}. Nothing was changed."));
    }
}

namespace Brain.Domain.Drift;

/// <summary>What a person may answer at a checkpoint.</summary>
public enum CheckpointChoice
{
    /// <summary>This belongs here.</summary>
    Stay,

    /// <summary>Put the other matter aside; the purpose stays.</summary>
    Park,

    /// <summary>The session has a new purpose.</summary>
    Redeclare,

    /// <summary>A false alarm.</summary>
    Wrong,
}

/// <summary>A question that waits until the person answers it.</summary>
/// <param name="Kind">Who drifted.</param>
/// <param name="Since">The first turn that did.</param>
/// <param name="Turns">How many did.</param>
/// <param name="Purpose">The purpose that was left; empty for none.</param>
/// <param name="Why">What was seen.</param>
public sealed record Checkpoint(DriftKind Kind, int Since, int Turns, string Purpose, string Why)
{
    private const int AnswerMax = 600;

    /// <summary>The turn that opened it.</summary>
    public int Turn { get; init; }

    /// <summary>The question, with its answers.</summary>
    public string Question => CopText.Ask(this);

    /// <summary>An answer at a checkpoint.</summary>
    /// <param name="Choice">Which.</param>
    /// <param name="Purpose">The new purpose, when one was said.</param>
    public sealed record Answer(CheckpointChoice Choice, string? Purpose = null)
    {
        /// <summary>The answer that a prompt is, or null when it is none. Case and punctuation do not matter.</summary>
        public static Answer? Of(string prompt)
        {
            if (prompt.Length > AnswerMax)
                return null;
            var words = Plain(prompt);
            return words switch
            {
                "stay" or "stay here" or "keep going" => new(CheckpointChoice.Stay),
                "park" or "park it" or "park that" or "park this" => new(CheckpointChoice.Park),
                "redeclare" or "re declare" => new(CheckpointChoice.Redeclare),
                "wrong" or "dismiss" or "dismiss it" or "false alarm" or "falsealarm" => new(CheckpointChoice.Wrong),
                _ => Redeclared(prompt),
            };
        }

        // "redeclare: new purpose": the colon tells it from a prompt that happens to begin with the word.
        private static Answer? Redeclared(string prompt)
        {
            var colon = prompt.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || Plain(prompt[..colon]) is not ("redeclare" or "re declare"))
                return null;
            var purpose = prompt[(colon + 1)..].Trim();
            return new(CheckpointChoice.Redeclare, purpose.Any(char.IsLetterOrDigit) ? purpose : null);
        }

        private static string Plain(string text) =>
            string.Join(
                ' ',
                new string([
                    .. text.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' '),
                ]).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            );
    }
}

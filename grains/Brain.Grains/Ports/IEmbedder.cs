using Brain.Domain.Knowledge.Search;

namespace Brain.Grains.Ports;

/// <summary>The sentence model that texts are embedded with now.</summary>
public interface IEmbedder
{
    /// <summary>What its vectors are of; null when no model is configured, or it can't be asked.</summary>
    string? Model { get; }

    /// <summary>The machine has other things to do: embedding can wait.</summary>
    bool IsBusy { get; }

    /// <summary>Embeds texts, in their order.</summary>
    /// <exception cref="Exception">It can't be done now; the message says why.</exception>
    Task<TextVectors[]> Embed(IReadOnlyList<string> texts, CancellationToken stop);

    /// <summary>The same of texts that nobody waits for: on this machine everything else goes first.</summary>
    /// <exception cref="Exception">It can't be done now; the message says why.</exception>
    Task<TextVectors[]> EmbedInBackground(IReadOnlyList<string> texts, CancellationToken stop);
}

/// <summary>What a model makes of a text.</summary>
/// <param name="Vectors">One for each stretch.</param>
/// <param name="Tokens">Null when the model has none that can be compared.</param>
public sealed record TextVectors(float[][] Vectors, TokenStates? Tokens);

using Microsoft.Extensions.AI;

namespace Brain.Models.Embeddings;

/// <summary>A sentence model: vectors, and where it can, the states of a text's tokens.</summary>
public interface ITextEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>
    /// What the vectors are of. Vectors of two names are never compared, so whatever changes them changes the name.
    /// </summary>
    string Name { get; }

    /// <summary>Embeds texts, in their order.</summary>
    /// <exception cref="EmbeddingFaultException">It can't be done now; the message says why.</exception>
    Task<EmbeddedText[]> Embed(IReadOnlyList<string> texts, CancellationToken stop);

    /// <summary>The same of texts that nobody waits for: on this machine everything else goes first.</summary>
    /// <exception cref="EmbeddingFaultException">It can't be done now; the message says why.</exception>
    Task<EmbeddedText[]> EmbedInBackground(IReadOnlyList<string> texts, CancellationToken stop) => Embed(texts, stop);
}

/// <summary>Texts could not be embedded; the message is a sentence for people.</summary>
public sealed class EmbeddingFaultException(string message, Exception? inner = null) : Exception(message, inner);

using Brain.Domain.Knowledge;

namespace Brain.Grains.Ports;

/// <summary>A chat model, when one is configured.</summary>
public interface IChat
{
    /// <summary>Whether one is configured.</summary>
    bool Configured { get; }

    /// <summary>Asks it. Whatever goes wrong is a sentence in the answer, never an exception.</summary>
    Task<ModelAnswer> Ask(ModelQuestion asked, CancellationToken stop);
}

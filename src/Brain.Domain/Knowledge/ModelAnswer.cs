namespace Brain.Domain.Knowledge;

/// <summary>A question to a chat model.</summary>
/// <param name="System">Who it shall be and what it knows.</param>
/// <param name="Text">What it is asked.</param>
/// <param name="TokensMax">The most tokens of the answer.</param>
public sealed record ModelQuestion(string System, string Text, int TokensMax)
{
    /// <summary>The name of the persona on whose behalf it is asked; null for none.</summary>
    public string? Persona { get; init; }
}

/// <summary>What a chat model said.</summary>
/// <param name="Text">The answer; empty when there is a fault.</param>
/// <param name="Fault">Why there is no answer, as a sentence, or null.</param>
/// <param name="TokensIn">Tokens of the question.</param>
/// <param name="TokensOut">Tokens of the answer.</param>
public sealed record ModelAnswer(string Text, string? Fault, int TokensIn, int TokensOut);

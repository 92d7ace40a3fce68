namespace Brain.Models.Chat;

/// <summary>One question to a chat model; all that the model gets to read.</summary>
/// <param name="System">Who answers and how; may be empty.</param>
/// <param name="Text">The question with its evidence.</param>
public sealed record ChatQuestion(string System, string Text)
{
    /// <summary>
    /// The tokens that the answer may have; never more than <see cref="ChatSettings.OutputTokensMax"/>, which is what
    /// null stands for.
    /// </summary>
    public int? MaxOutputTokens { get; init; }
}

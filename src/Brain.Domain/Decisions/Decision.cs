namespace Brain.Domain.Decisions;

/// <summary>What is made of a message: to be believed only once its change is committed.</summary>
/// <param name="Next">The state afterwards; the same one when it was refused.</param>
/// <param name="Answer">What whoever asked is told.</param>
/// <param name="Change">What it leaves; empty when it was refused.</param>
public sealed record Decision<TState, TAnswer, TChange>(TState Next, TAnswer Answer, TChange Change);

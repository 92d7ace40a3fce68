using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a session makes of an event: to be believed only once the change is committed.</summary>
/// <param name="Next">The session afterwards.</param>
/// <param name="Answer">What the hook is told.</param>
/// <param name="Change">The rows it leaves.</param>
public sealed record Decided(Session Next, SessionAnswer Answer, SessionChange Change);

/// <summary>What a session makes of a question about a model request.</summary>
/// <param name="Next">The session afterwards.</param>
/// <param name="Answer">Whether the request may be made.</param>
/// <param name="Change">The rows it leaves.</param>
public sealed record Stepped(Session Next, StepAnswer Answer, SessionChange Change);

/// <summary>What a session makes of a person's message.</summary>
/// <param name="Next">The session afterwards; the same one when it refused.</param>
/// <param name="Receipt">What the person is told.</param>
/// <param name="Change">The rows it leaves; empty when it refused.</param>
public sealed record Declared(Session Next, Receipt Receipt, SessionChange Change);

namespace Brain.Domain.Decisions;

/// <summary>
/// What one capability leaves of a decision: its rows, which its own <c>record_…</c> function writes. Its names stand
/// beside those of the other parts in one JSON object, so each is its own; add names, never rename one.
/// </summary>
public interface IChangePart;

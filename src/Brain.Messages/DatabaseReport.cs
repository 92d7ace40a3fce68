namespace Brain.Messages;

/// <summary>How the database does just now, tried by one write that was taken back.</summary>
/// <param name="Reason">Why it takes none, as in <see cref="BrainStatus.Reason"/>; null when it does.</param>
/// <param name="Why">What the server said; null when it takes writes.</param>
/// <param name="Milliseconds">How long the try took.</param>
/// <param name="Locks">Who keeps hooks from writing, or may; null when that can't be asked.</param>
/// <param name="DataFolder">Where its data lies on its own machine; null when that can't be asked.</param>
public sealed record DatabaseReport(
    string? Reason,
    string? Why,
    double Milliseconds,
    LockHolder[]? Locks,
    string? DataFolder
);

/// <summary>Somebody who holds what hooks write to.</summary>
/// <param name="Pid">The server's process; 0 for a prepared transaction.</param>
/// <param name="Application">How it calls itself.</param>
/// <param name="User">As whom it is there.</param>
/// <param name="State">Such as <c>idle in transaction</c>.</param>
/// <param name="Statement">The first words of its last statement, without values.</param>
/// <param name="Since">Since when its transaction is open.</param>
/// <param name="Tables">The tables it holds; null when it holds rows only.</param>
public sealed record LockHolder(
    int Pid,
    string? Application,
    string? User,
    string? State,
    string? Statement,
    DateTimeOffset? Since,
    string? Tables
);

/// <summary>
/// A time in which the database took no writes. A silo keeps its last ones in <c>BRAIN_HOME/run/outages.json</c>.
/// </summary>
/// <param name="Began">When it was found out.</param>
/// <param name="Reason">As in <see cref="BrainStatus.Reason"/>.</param>
/// <param name="Why">What was said at first.</param>
/// <param name="Ended">When it took writes again; null while it does not.</param>
public sealed record Outage(DateTimeOffset Began, string Reason, string Why, DateTimeOffset? Ended);

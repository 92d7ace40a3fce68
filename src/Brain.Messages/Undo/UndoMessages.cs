using System.Text.Json.Serialization;

namespace Brain.Messages.Undo;

/// <summary>Shows what would be taken back; with yes, and once it was shown, takes it back.</summary>
/// <param name="Turn">The turn, 1-based; 0 for the last; null for the whole session.</param>
/// <param name="WithLater">Also every later turn, and what was changed after a turn's time.</param>
/// <param name="Again">The newest undo that stands is taken back instead.</param>
/// <param name="Yes">Do it; else only show it.</param>
public sealed record TakeBack(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Turn,
    bool WithLater,
    bool Again,
    bool Yes
);

namespace Brain.Messages.Commands;

/// <summary>What saying a verb may do to the brain.</summary>
public enum CommandEffect
{
    /// <summary>It tells something, whatever follows it.</summary>
    Tells,

    /// <summary>Alone, or with one of its words that only tell, it tells; else it changes the brain.</summary>
    ChangesWithWords,

    /// <summary>It changes the brain, or costs something.</summary>
    Changes,
}

namespace Brain.Client.Supervisor;

/// <summary>A process of the brain that is started again when it ends.</summary>
/// <param name="name">What people call it.</param>
internal abstract class Supervised(string name)
{
    internal string Name => name;

    /// <summary>The process that runs now, whoever started it; 0 for none.</summary>
    internal abstract int Find();

    /// <summary>What must be so before it is started is so; until then it is held.</summary>
    internal abstract bool MayStart();

    /// <summary>Starts it.</summary>
    /// <returns>Its number, or less than zero: the negated error of the system.</returns>
    internal abstract int Start();

    /// <summary>It ended so often in a row, the last time like this.</summary>
    internal virtual void Ended(int failures, ProcessEnd end) { }

    /// <summary>What is asked now and then whether it still answers; null for what only its end tells of.</summary>
    internal virtual HealthProbe? Probe => null;

    /// <summary>Asks it to end: gently first, and then not.</summary>
    internal abstract (int Signal, int WithinMs)[] Stops { get; }
}

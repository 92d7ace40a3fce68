namespace Brain.Silo.Hosting;

/// <summary>How a <see cref="BackgroundLoop"/> goes.</summary>
/// <param name="Work">What it does, as the log names it: "Deleting old history".</param>
/// <param name="Meanwhile">What it means that it fails: a sentence for the log.</param>
internal sealed record LoopOptions(string Work, string Meanwhile)
{
    /// <summary>How long after the start the first round is.</summary>
    public TimeSpan FirstRest { get; init; }

    /// <summary>The pause after a fault; each that follows doubles it.</summary>
    public TimeSpan BackOffMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause after a fault.</summary>
    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it pauses after so many faults in a row.</summary>
    public TimeSpan BackOff(int faults)
    {
        var doubled = BackOffMin * Math.Pow(2, Math.Min(faults - 1, 20));
        return doubled < BackOffMax ? doubled : BackOffMax;
    }
}

namespace Brain.Silo.Health;

/// <summary>What is walked through before anybody waits for it; whoever takes events knows the way.</summary>
internal interface IWarmUp
{
    /// <summary>Walks the path of a hook.</summary>
    Task Walk(CancellationToken stop);

    /// <summary>Goes through what closing a session goes by.</summary>
    void Review();
}

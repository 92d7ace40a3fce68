namespace Brain.Client;

/// <summary>Something a person asked for cannot be done. The message says what, why and what to do instead.</summary>
/// <param name="message">One or more sentences for people.</param>
/// <param name="isRefusal">What was typed can't be meant, or the brain refused it; false of a fault.</param>
internal sealed class ClientException(string message, bool isRefusal = false) : Exception(message)
{
    /// <summary>Whether another word would have done it, where a fault must be mended first.</summary>
    internal bool IsRefusal { get; } = isRefusal;
}

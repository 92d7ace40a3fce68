namespace Brain.Client;

/// <summary>Something a person asked for cannot be done. The message says what, why and what to do instead.</summary>
internal sealed class ClientException(string message) : Exception(message);

using System.Net.Sockets;

namespace Brain.Client.Mcp;

/// <summary>One request on its way.</summary>
/// <param name="isEndless">Its answer comes only when it is given up.</param>
internal sealed class McpExchange(bool isEndless)
{
    private readonly Lock _using = new();
    private Socket? _socket;

    internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it is granted is known: it was said so, or the exchange is over.</summary>
    internal TaskCompletionSource Settled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal bool IsEndless => isEndless;

    internal bool IsGivenUp { get; private set; }

    internal void Use(Socket socket)
    {
        lock (_using)
        {
            _socket = socket;
            if (IsGivenUp)
                socket.Dispose();
        }
    }

    internal void GiveUp()
    {
        lock (_using)
        {
            IsGivenUp = true;
            _socket?.Dispose();
        }
    }
}

using System.Net.Sockets;

namespace Brain.Client.Mcp;

/// <summary>One request on its way.</summary>
internal sealed class McpExchange
{
    private readonly Lock _using = new();
    private Socket? _socket;

    internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

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

namespace Brain.Silo.Cluster;

/// <summary>
/// Bounds how many connections may wait to be authenticated, for each peer and over all. One peer can use up its own
/// share only, and the processes of this silo's own user don't count against the share of all others.
/// </summary>
/// <param name="ownUser">The user of this silo.</param>
internal sealed class PendingHandshakes(uint ownUser)
{
    /// <summary>The most of one address and user.</summary>
    public const int PeerMax = 16;

    /// <summary>The most over all peers that are not this silo's own user.</summary>
    public const int StrangersMax = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<SiloPeer, int> _pending = [];
    private int _strangers;

    /// <summary>Takes a place, which is given back when it is disposed; null when there is none.</summary>
    public IDisposable? TryEnter(SiloPeer peer)
    {
        lock (_lock)
        {
            var own = peer.User == ownUser;
            var count = _pending.GetValueOrDefault(peer);
            if (count >= PeerMax || (!own && _strangers >= StrangersMax))
                return null;
            _pending[peer] = count + 1;
            _strangers += own ? 0 : 1;
            return new HandshakePlace(() => Leave(peer, own));
        }
    }

    private void Leave(SiloPeer peer, bool own)
    {
        lock (_lock)
        {
            if (--_pending[peer] == 0)
                _pending.Remove(peer);
            _strangers -= own ? 0 : 1;
        }
    }

    private sealed class HandshakePlace(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}

using Brain.Grains.Abstractions.Sessions;

namespace Brain.Grains;

/// <summary>
/// The shell of a grain that decides: it reads its state at the first call, writes what was decided, and only then
/// believes it.
/// </summary>
/// <typeparam name="TState">What it decides from.</typeparam>
public abstract class DecidingGrain<TState> : Grain
    where TState : class?
{
    private TState? _state;

    /// <summary>
    /// The state after the last commit. Read by a call and not by the activation: an activation that fails looks like
    /// a silo that went away, and its callers would ask again for seconds instead of saying at once what the database
    /// said.
    /// </summary>
    /// <exception cref="NotCommittedException">It can't be read.</exception>
    protected async Task<TState> Known()
    {
        try
        {
            return _state ??= await Load();
        }
        catch (Exception fault)
        {
            throw new NotCommittedException(fault.Message, raced: false);
        }
    }

    /// <summary>Reads the state.</summary>
    protected abstract Task<TState> Load();

    /// <summary>Writes what was decided, then believes it.</summary>
    /// <param name="write">Writes it, and brings the state that is true now.</param>
    /// <exception cref="NotCommittedException">It was not written, or nobody knows whether it was.</exception>
    protected async Task Commit(Func<Task<TState>> write)
    {
        try
        {
            _state = await write();
        }
        catch (Exception fault)
        {
            // What was written is now unknown. Whoever asks next reads it back; this one must not guess.
            Doubt();
            throw fault as NotCommittedException ?? NotCommitted(fault);
        }
    }

    /// <summary>What is in memory is true but for this; nothing when nothing is in memory.</summary>
    protected void Believe(Func<TState, TState> change) => _state = _state is { } known ? change(known) : null;

    /// <summary>What is in memory may not be true any more: the next call reads it.</summary>
    protected virtual void Doubt() => _state = null;

    /// <summary>How a fault of the database is told, from silo to silo.</summary>
    protected virtual NotCommittedException NotCommitted(Exception fault) => new(fault.Message, raced: false);
}

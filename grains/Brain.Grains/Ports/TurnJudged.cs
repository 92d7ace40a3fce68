using Brain.Messages.Sessions;

namespace Brain.Grains.Ports;

/// <summary>Tells whoever looks again at a turn that it was judged; nobody waits for what comes of it.</summary>
/// <param name="session">Whose turn.</param>
/// <param name="turn">What is to be embedded of it.</param>
public delegate void TurnJudged(Guid session, WeighTurn turn);

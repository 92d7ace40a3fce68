using Brain.Domain.Knowledge;

namespace Brain.Grains.Ports;

/// <summary>
/// How many of the files that a learning is about changed on this machine since it was written or judged.
/// </summary>
/// <param name="learning">As a session is told it.</param>
public delegate int FilesChanged(KeptLearning learning);

using Brain.Domain.Sessions;

namespace Brain.Grains.Ports;

/// <summary>What decisions may read, as it is known now. Nothing is read or waited for to answer.</summary>
public interface ISessionContexts
{
    /// <summary>For sessions of one project.</summary>
    /// <param name="project">The session's folder, or null.</param>
    /// <param name="key">Which project that is, or null.</param>
    SessionContext Of(string? project, string? key);
}

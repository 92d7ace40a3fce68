using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Grains.Abstractions.Review;

/// <summary>🧾 Auditor: closes a session. Key: the session's id.</summary>
[Alias("brain.auditor")]
public interface IAuditorGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Classifies every turn that is not, rates comments, keeps what was learnt, ends the session. Done again it
    /// changes nothing.
    /// </summary>
    /// <param name="by">Who asks; null where nobody says.</param>
    [Alias("close"), ResponseTimeout("00:06:00")]
    [return: Immutable]
    Task<Receipt> Close([Immutable] Caller? by = null);

    /// <summary>
    /// Classifies the turns of which the session's own agent says what they were; where the rules are sure, they
    /// decide. The others wait for the end of the session, which goes on.
    /// </summary>
    [Alias("take"), ResponseTimeout("00:02:00")]
    [return: Immutable]
    Task<Receipt> Take([Immutable] SubmitReview message);
}

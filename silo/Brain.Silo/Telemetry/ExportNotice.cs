using Brain.Silo.Configuration;

namespace Brain.Silo.Telemetry;

/// <summary>Says at the start where traces and metrics go, and why not where somebody said a place.</summary>
/// <param name="target">Where they go, or null.</param>
/// <param name="whyNot">What was said and is not followed, or null.</param>
internal sealed partial class ExportNotice(ExportTarget? target, string? whyNot)
{
    /// <summary>Says it.</summary>
    public void Log(ILogger<ExportNotice> logger)
    {
        if (target is not null)
            LogSent(logger, target.Endpoint);
        if (whyNot is not null && target is null)
            LogNotSent(logger, whyNot);
        else if (whyNot is not null)
            LogOtherwise(logger, whyNot);
    }
}

namespace Brain.Client;

/// <summary>The folder that this program was started in.</summary>
internal static class CurrentFolder
{
    /// <summary>Its path; null when it was deleted around us.</summary>
    internal static string? Path
    {
        get
        {
            try
            {
                return Environment.CurrentDirectory;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}

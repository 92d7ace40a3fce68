namespace Brain.Models.Chat;

/// <summary>The key of a provider: from a file that only its owner can read, or from the environment.</summary>
internal static class ChatKey
{
    /// <summary>The key, or why there is none; neither when none is to be sent.</summary>
    public static (string? Key, string? Fault) Of(ChatSettings settings, Func<string, string?> environment)
    {
        var (key, fault) = settings.KeyFile is { } path ? InFile(path) : InEnvironment(settings, environment);
        if (fault is not null || key is null)
            return (null, fault);
        if (key.Any(letter => letter is <= ' ' or > '~'))
            return (
                null,
                $"No chat model is asked: the key in {Source(settings)} is not one word of printable characters; "
                    + "put the key there, and nothing else."
            );
        return settings.Endpoint.Scheme == Uri.UriSchemeHttps || settings.Endpoint.IsLoopback
            ? (key, null)
            : (
                null,
                $"No chat model is asked: the key in {Source(settings)} would travel readable for all to "
                    + $"{settings.Endpoint.Host}; "
                    + "use https in \"endpoint\", or \"key_env\": \"\" to send none."
            );
    }

    private static (string? Key, string? Fault) InEnvironment(ChatSettings settings, Func<string, string?> environment)
    {
        if (settings.KeyEnv is not { } name)
            return (null, null);
        var key = environment(name)?.Trim();
        // A server of one's own may want no key.
        var isNeeded = settings.IsKeyEnvNamed || settings.IsOwnEndpoint;
        return key is { Length: > 0 and <= KeyFile.LengthMax } || (!isNeeded && string.IsNullOrEmpty(key))
            ? (string.IsNullOrEmpty(key) ? null : key, null)
            : (
                null,
                $"No chat model is asked: the silo was started without a key in {name}. Set it and start the silo "
                    + "again, "
                    + "or name a file of mode 0600 in \"key_file\" of \"chat\" in brain.json."
            );
    }

    private static (string? Key, string? Fault) InFile(string path)
    {
        var (key, wrong) = KeyFile.Read(path);
        return wrong is null
            ? (key, null)
            : (
                null,
                $"No chat model is asked: {path}, the \"key_file\" of \"chat\" in brain.json, {wrong}; expected a "
                    + "file with the key in it, "
                    + "owned by the silo's user, with mode 0600."
            );
    }

    private static string Source(ChatSettings settings) => settings.KeyFile ?? settings.KeyEnv!;
}

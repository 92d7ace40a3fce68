using System.Text.Json;

namespace Brain.Silo.Configuration;

/// <summary>
/// The words of the section <c>"ntfy"</c> of <c>brain.json</c>, as a person writes them; what they mean and may be is
/// in
/// <see cref="NtfySettings"/>. There is no word for a token or a password itself: it never stands in a file that is
/// shown around.
/// </summary>
internal sealed record NtfySection
{
    /// <summary>The base address, such as <c>https://ntfy.sh</c>; without it nothing is sent.</summary>
    public string? Server { get; init; }

    /// <summary>The topic of a pipeline that names none.</summary>
    public string? Topic { get; init; }

    /// <summary>A word or a number, as ntfy takes both.</summary>
    public JsonElement? Priority { get; init; }

    /// <summary>Tags, some of which ntfy shows as emoji.</summary>
    public string[]? Tags { get; init; }

    /// <summary>Where a tap leads; <c>{run}</c> stands for the run's id.</summary>
    public string? Click { get; init; }

    /// <summary>The environment variable that holds the token.</summary>
    public string? TokenEnv { get; init; }

    /// <summary>The file that holds the token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Who signs in with a password.</summary>
    public string? User { get; init; }

    /// <summary>The environment variable that holds the password.</summary>
    public string? PasswordEnv { get; init; }

    /// <summary>The file that holds the password.</summary>
    public string? PasswordFile { get; init; }
}

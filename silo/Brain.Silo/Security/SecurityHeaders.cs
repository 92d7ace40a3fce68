namespace Brain.Silo.Security;

/// <summary>
/// What every answer tells a browser, errors too: nothing from elsewhere is loaded, nobody frames it, nothing is kept.
/// The Orleans dashboard sets styles on its elements and draws small images from data, and needs no more than that.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' "
        + "data:; "
        + "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly (string Name, string Value)[] Always =
    [
        ("Content-Security-Policy", Policy),
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        // With no-referrer a browser sends the login's form with the origin "null".
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("Cache-Control", "no-store"),
    ];

    /// <summary>Puts them on an answer, whatever becomes of it.</summary>
    public static void Put(HttpResponse response)
    {
        foreach (var (name, value) in Always)
            response.Headers[name] = value;
        // What is behind may set its own, such as a year's cache for a script: the last word is ours.
        response.OnStarting(
            static state =>
            {
                foreach (var (name, value) in Always)
                    ((HttpResponse)state).Headers[name] = value;
                return Task.CompletedTask;
            },
            response
        );
    }
}

using System.Text.Json.Serialization;
using Brain.Messages.Text;

namespace Brain.Silo;

/// <summary>An error on the wire: one sentence that says what, which, expected and found.</summary>
/// <param name="Error">The sentence.</param>
internal sealed record ErrorBody(string Error)
{
    private static readonly ErrorBodyJson Format = new(
        new(ErrorBodyJson.Default.Options)
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    /// <summary>The answer with this status and sentence.</summary>
    public static IResult Says(int status, string sentence) =>
        Results.Json(new ErrorBody(TerminalText.Sanitize(sentence)), Format.ErrorBody, statusCode: status);

    /// <summary>Writes it straight to a response.</summary>
    public static Task Write(HttpContext context, int status, string sentence) =>
        Says(status, sentence).ExecuteAsync(context);
}

/// <summary>The format of <see cref="ErrorBody"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class ErrorBodyJson : JsonSerializerContext;

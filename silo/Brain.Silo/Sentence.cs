using System.Text.Json.Serialization;
using Brain.Messages.Text;

namespace Brain.Silo;

/// <summary>An error on the wire: one sentence that says what, which, expected and found.</summary>
/// <param name="Error">The sentence.</param>
internal sealed record Sentence(string Error)
{
    private static readonly SentenceJson Format = new(new(SentenceJson.Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The answer with this status and sentence.</summary>
    public static IResult Says(int status, string sentence) =>
        Results.Json(new Sentence(TerminalText.Sanitize(sentence)), Format.Sentence, statusCode: status);

    /// <summary>Writes it straight to a response.</summary>
    public static Task Write(HttpContext context, int status, string sentence) => Says(status, sentence).ExecuteAsync(context);
}

/// <summary>The format of <see cref="Sentence"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Sentence))]
internal sealed partial class SentenceJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Brain.Domain.Personas;

// The words are the stored format of v2.persona_comments.rating. Never rename.

/// <summary>What somebody thought of a comment. Three, no more.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommentRating>))]
public enum CommentRating
{
    /// <summary>It helped.</summary>
    [JsonStringEnumMemberName("useful")]
    Useful,

    /// <summary>It was not worth its line.</summary>
    [JsonStringEnumMemberName("noise")]
    Noise,

    /// <summary>It was not true.</summary>
    [JsonStringEnumMemberName("wrong")]
    Wrong,
}

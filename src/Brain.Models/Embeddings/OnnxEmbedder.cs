using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;

namespace Brain.Models.Embeddings;

/// <summary>
/// A sentence model on this machine, loaded when it is first needed and given back when nobody needed it for
/// <see cref="IdleMax"/>. One text at a time passes through it; a search does not wait for more than one batch of the
/// Librarian's.
/// </summary>
/// <param name="name">What its vectors are of.</param>
/// <param name="files">Finds its files; asked when it is loaded.</param>
/// <param name="clock">By which it is idle.</param>
internal sealed class OnnxEmbedder(string name, Func<ModelFiles> files, TimeProvider clock) : ITextEmbedder
{
    /// <summary>How long it stays in memory without being used.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromMinutes(5);

    private const int ThreadsMax = 2;

    // Between looks it stays longer than it should.
    private const int Looks = 10;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SentenceModel? _model;
    private ITimer? _idle;
    private long _lastUsed;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Told when its memory was given back to the C library.</summary>
    public Action? WhenGivenBack { get; init; }

    /// <summary>Whether its weights are in memory.</summary>
    public bool IsLoaded => _model is not null;

    /// <inheritdoc/>
    public async Task<EmbeddedText[]> Embed(IReadOnlyList<string> texts, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            return await Task.Run(() => Load().Embed(texts, stop), stop);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new EmbeddingFaultException($"The sentence model {name} failed: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException)
        {
            throw new EmbeddingFaultException(
                $"The sentence model {name} can't run on this machine: {fault.Message}",
                fault
            );
        }
        finally
        {
            _lastUsed = clock.GetTimestamp();
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default
    ) => [.. (await Embed([.. values], cancellationToken)).Select(text => new Embedding<float>(text.Vectors[0]))];

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _idle?.Dispose();
        _turn.Wait();
        _model?.Dispose();
        _model = null;
        _turn.Release();
    }

    private SentenceModel Load()
    {
        _model ??= new(files(), Math.Min(ThreadsMax, Environment.ProcessorCount));
        _idle ??= clock.CreateTimer(_ => GiveBack(), null, IdleMax, IdleMax / Looks);
        return _model;
    }

    private void GiveBack()
    {
        if (clock.GetElapsedTime(_lastUsed) < IdleMax || !_turn.Wait(0))
            return;
        try
        {
            _model?.Dispose();
            _model = null;
            _idle?.Dispose();
            _idle = null;
            WhenGivenBack?.Invoke();
        }
        finally
        {
            _turn.Release();
        }
    }
}

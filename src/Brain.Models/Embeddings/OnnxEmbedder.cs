using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;

namespace Brain.Models.Embeddings;

/// <summary>
/// A sentence model on this machine, loaded when it is first needed and given back when nobody needed it for
/// <see cref="IdleMax"/>. Questions pass through it one after the other, and do not wait for texts that nobody waits
/// for: those are read beside them, on threads that give way to all others.
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

    private static readonly int Threads = Math.Min(ThreadsMax, Environment.ProcessorCount);

    private readonly SemaphoreSlim _question = new(1, 1);
    private readonly SemaphoreSlim _background = new(1, 1);
    private readonly Lock _loading = new();
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
    public Task<EmbeddedText[]> Embed(IReadOnlyList<string> texts, CancellationToken stop) =>
        Embed(_question, () => Task.Run(() => Load().Embed(texts, Threads, stop), stop), stop);

    /// <inheritdoc/>
    public Task<EmbeddedText[]> EmbedInBackground(IReadOnlyList<string> texts, CancellationToken stop) =>
        Embed(
            _background,
            async () =>
            {
                // Not by a thread that gives way: a question may wait for it to be loaded.
                var model = await Task.Run(Load, stop);
                return await BackgroundThread.Run(() => model.Embed(texts, Threads, stop));
            },
            stop
        );

    private async Task<EmbeddedText[]> Embed(
        SemaphoreSlim turn,
        Func<Task<EmbeddedText[]>> embed,
        CancellationToken stop
    )
    {
        await turn.WaitAsync(stop);
        try
        {
            return await embed();
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
            Volatile.Write(ref _lastUsed, clock.GetTimestamp());
            turn.Release();
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
        _question.Wait();
        _background.Wait();
        _model?.Dispose();
        _model = null;
        _background.Release();
        _question.Release();
    }

    private SentenceModel Load()
    {
        lock (_loading)
        {
            _model ??= new(files());
            _idle ??= clock.CreateTimer(_ => GiveBack(), null, IdleMax, IdleMax / Looks);
            return _model;
        }
    }

    private void GiveBack()
    {
        if (clock.GetElapsedTime(Volatile.Read(ref _lastUsed)) < IdleMax || !_question.Wait(0))
            return;
        var isFree = _background.Wait(0);
        try
        {
            if (!isFree)
                return;
            _model?.Dispose();
            _model = null;
            _idle?.Dispose();
            _idle = null;
            WhenGivenBack?.Invoke();
        }
        finally
        {
            if (isFree)
                _background.Release();
            _question.Release();
        }
    }
}

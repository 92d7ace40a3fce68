using System.Threading.Channels;
using Brain.Postgres.Import;

namespace Brain.Silo.Import;

/// <summary>
/// Gathers pieces into batches and hands each on once it is full. What was handed on is the writer's alone, whatever
/// becomes of the file that is being read.
/// </summary>
internal sealed class ImportBatches(ChannelWriter<ImportBatch> writer, CancellationToken stop)
{
    private ImportBatch _batch = new();

    /// <summary>A piece of a file; waits for the writer when a batch is full with it.</summary>
    public async Task Add(IEnumerable<SessionFound> sessions, StoredFile file, long lines, long bytes)
    {
        _batch.Add(sessions, file, lines, bytes);
        if (_batch.IsFull)
            await HandOn();
    }

    /// <summary>Hands on what was gathered, and begins anew.</summary>
    public async Task HandOn()
    {
        var batch = _batch;
        _batch = new();
        await writer.WriteAsync(batch, stop);
    }
}

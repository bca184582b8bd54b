namespace Tarn.Sources.Postgres.Copying;

/// <summary>
/// Brings the bytes of one COPY from its connection into a queue, ahead of who parses them. Ends when the stream does,
/// when it fails, which the reader of the queue is told, or when it is disposed.
/// </summary>
internal sealed class CopyPump : IAsyncDisposable
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource _end;
    private readonly TimeProvider _timeProvider;
    private readonly Task _work;

    private CopyPump(
        Func<CancellationToken, Task<ICopyStream>> open, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _timeProvider = timeProvider;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _work = Task.Run(() => RunAsync(open, _end.Token), CancellationToken.None);
    }

    public BlockQueue Blocks { get; } = new();

    /// <param name="open">Begins the COPY; called once. The pump disposes what it returns.</param>
    /// <param name="timeProvider">Waits for more to come.</param>
    /// <param name="cancellationToken">Ends the pump.</param>
    public static CopyPump Start(
        Func<CancellationToken, Task<ICopyStream>> open,
        TimeProvider timeProvider,
        CancellationToken cancellationToken) => new(open, timeProvider, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work;
        Blocks.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task<ICopyStream>> open, CancellationToken cancellationToken)
    {
        try
        {
            await using ICopyStream stream = await open(cancellationToken);
            int length;
            do
            {
                byte[] block = await Blocks.RentAsync(cancellationToken);
                length = await FillAsync(stream, block, cancellationToken);
                Blocks.Add(block, length);
            }
            while (length > 0);
        }
#pragma warning disable CA1031 // Whatever it is, the reader of the queue throws it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Blocks.Fail(exception);
        }
    }

    /// <summary>
    /// The driver gives one row at a time at most; a block is many. Servers send 8 KiB at a time: being woken for each
    /// costs more than all the rest, so after a wait more is let come.
    /// </summary>
    private async Task<int> FillAsync(ICopyStream stream, byte[] block, CancellationToken cancellationToken)
    {
        int length = 0;
        while (length < block.Length)
        {
            ValueTask<int> read = stream.ReadAsync(block.AsMemory(length), cancellationToken);
            bool isThere = read.IsCompleted;
            int count = await read;
            if (count == 0)
            {
                break;
            }

            length += count;
            if (!isThere)
            {
                await Task.Delay(Gathering, _timeProvider, cancellationToken);
            }
        }

        return length;
    }
}

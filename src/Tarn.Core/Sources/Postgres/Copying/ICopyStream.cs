namespace Tarn.Sources.Postgres.Copying;

/// <summary>The bytes that a COPY sends.</summary>
internal interface ICopyStream : IAsyncDisposable
{
    /// <summary>Reads some bytes; 0 is the end.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}

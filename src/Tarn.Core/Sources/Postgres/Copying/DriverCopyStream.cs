using Npgsql;

namespace Tarn.Sources.Postgres.Copying;

/// <summary>What the driver reads of a COPY. The connection stays open behind it.</summary>
internal sealed class DriverCopyStream(NpgsqlRawCopyStream stream) : ICopyStream
{
    /// <param name="connection">Idle; it is busy until the stream is disposed.</param>
    /// <param name="copySql">A COPY … TO STDOUT in binary format.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ICopyStream> OpenAsync(
        NpgsqlConnection connection, string copySql, CancellationToken cancellationToken) =>
        new DriverCopyStream(await connection.BeginRawBinaryCopyAsync(copySql, cancellationToken));

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        stream.ReadAsync(buffer, cancellationToken);

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}

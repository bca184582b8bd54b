using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tarn.Common;

namespace Tarn.Tables.DeletionVectors;

/// <summary>
/// A file of deletion vectors in the making ("Deletion Vector File Storage Format"): a version, then for each vector
/// its length, data and CRC-32, big-endian.
/// </summary>
internal sealed class VectorFile : IDisposable
{
    private const byte FormatVersion = 1;
    private readonly Guid _uuid;
    private readonly MemoryStream _content = new();

    /// <param name="id">Unique per file.</param>
    public VectorFile(string id)
    {
        _uuid = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
        _content.WriteByte(FormatVersion);
    }

    /// <summary>Path below the table's root.</summary>
    public string Path => $"deletion_vector_{_uuid:D}.bin";

    /// <param name="rows">Positions of the deleted rows, ascending.</param>
    public DeletionVector Add(IReadOnlyCollection<long> rows)
    {
        byte[] data = RoaringWriter.Write(rows);
        int offset = (int)_content.Length;
        WriteNumber((uint)data.Length);
        _content.Write(data);
        WriteNumber(Crc32.Compute(data));
        return new DeletionVector("u", Z85.Encode(_uuid.ToByteArray(bigEndian: true)), offset, data.Length, rows.Count);
    }

    /// <summary>Writes the file; whoever moves it in makes it durable.</summary>
    public Task SaveAsync(string localPath, CancellationToken cancellationToken) =>
        File.WriteAllBytesAsync(localPath, _content.ToArray(), cancellationToken);

    public void Dispose() => _content.Dispose();

    private void WriteNumber(uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        _content.Write(bytes);
    }
}

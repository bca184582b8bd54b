using System.Buffers.Binary;
using Tarn.Common;

namespace Tarn.Tables.DeletionVectors;

/// <summary>A deletion vector with the path at which this machine finds it.</summary>
/// <param name="FilePath">Null for an inline one.</param>
internal sealed record DeletionVectorLocation(DeletionVector Vector, string? FilePath)
{
    private const int LengthBytes = 4;
    private const int ChecksumBytes = 4;
    private const byte FormatVersion = 1;

    /// <summary>Reads and checks it: length, CRC-32, format, number of rows.</summary>
    /// <exception cref="FormatException">It is missing or damaged; the message names it.</exception>
    public DeletedRows Read()
    {
        try
        {
            DeletedRows rows = RoaringReader.Read(FilePath is null ? ReadInline() : ReadFile(FilePath));
            return rows.Count == Vector.Cardinality
                ? rows
                : throw new FormatException($"it has {rows.Count} rows, but the log says {Vector.Cardinality}");
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException
            or OverflowException)
        {
            throw new FormatException($"deletion vector {this} cannot be read: {exception.Message}", exception);
        }
    }

    public override string ToString() => FilePath is null
        ? $"'{Vector.PathOrInline}'"
        : $"'{Path.GetFileName(FilePath)}' at offset {Vector.Offset ?? 0}";

    private byte[] ReadInline()
    {
        byte[] data = Z85.Decode(Vector.PathOrInline);
        return Vector.SizeBytes >= 0 && Vector.SizeBytes <= data.Length
            ? data[..Vector.SizeBytes]
            : throw new FormatException($"it has {data.Length} bytes, but the log says {Vector.SizeBytes}");
    }

    private byte[] ReadFile(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (file.ReadByte() != FormatVersion)
        {
            throw new FormatException($"the file's first byte is not {FormatVersion}");
        }

        // The first vector comes after the version; an offset of 0, or none, means the same.
        file.Position = Math.Max(1, Vector.Offset ?? 1);
        Span<byte> number = stackalloc byte[LengthBytes];
        file.ReadExactly(number);
        int length = BinaryPrimitives.ReadInt32BigEndian(number);
        if (length != Vector.SizeBytes || length > file.Length - file.Position - ChecksumBytes)
        {
            throw new FormatException($"it has {length} bytes there, but the log says {Vector.SizeBytes}");
        }

        byte[] data = new byte[length];
        file.ReadExactly(data);
        file.ReadExactly(number);
        return Crc32.Compute(data) == BinaryPrimitives.ReadUInt32BigEndian(number)
            ? data
            : throw new FormatException("its checksum does not fit");
    }
}

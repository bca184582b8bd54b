using System.Buffers.Binary;
using Tarn.Common;

namespace Tarn.Storage.Encryption;

/// <summary>
/// What an encrypted file begins with: who it is, and its data key, sealed (docs/formats/encryption.md).
/// </summary>
/// <param name="ObjectId">16 random bytes.</param>
/// <param name="SealedKey">The 256-bit data key as the bucket's key or a key of the keyring sealed it.</param>
internal sealed record EncryptedHeader(byte[] ObjectId, byte[] SealedKey)
{
    /// <summary>No longer than this.</summary>
    public const int BytesMax = 256;

    /// <summary>By so many a file is told to be one.</summary>
    public const int StartBytes = 8;

    private const int ObjectIdBytes = 16;
    private const int FixedBytes = StartBytes + ObjectIdBytes + sizeof(ushort) + sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "TARNENC1"u8;

    public int Bytes => FixedBytes + SealedKey.Length;

    /// <summary>What a key is sealed and opened with.</summary>
    public IReadOnlyDictionary<string, string> Context =>
        new Dictionary<string, string> { ["object"] = Convert.ToHexStringLower(ObjectId) };

    /// <summary>Whether a file that begins so may be an encrypted one.</summary>
    public static bool IsStart(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        ObjectId.CopyTo(bytes, Magic.Length);
        int at = Magic.Length + ObjectIdBytes;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)SealedKey.Length);
        SealedKey.CopyTo(bytes, at + sizeof(ushort));
        int end = bytes.Length - sizeof(uint);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(end), Crc32C.Compute(bytes.AsSpan(0, end)));
        return bytes;
    }

    /// <param name="start">As much of the file as <see cref="BytesMax"/>, or all of it.</param>
    /// <returns>Null when it is damaged.</returns>
    public static EncryptedHeader? TryRead(ReadOnlySpan<byte> start)
    {
        if (start.Length < FixedBytes || !IsStart(start))
        {
            return null;
        }

        int at = Magic.Length + ObjectIdBytes;
        int end = at + sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(start[at..]);
        return start.Length >= end + sizeof(uint)
            && BinaryPrimitives.ReadUInt32LittleEndian(start[end..]) == Crc32C.Compute(start[..end])
            ? new EncryptedHeader(
                start.Slice(Magic.Length, ObjectIdBytes).ToArray(), start[(at + sizeof(ushort))..end].ToArray())
            : null;
    }
}

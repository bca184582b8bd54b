using System.Buffers.Binary;

namespace Tarn.Security.Keys;

/// <summary>What a ciphertext begins with: which version of which key opens it.</summary>
internal readonly record struct CiphertextHeader(string KeyId, int Version)
{
    public const int Bytes = 1 + IdBytes + sizeof(int);

    private const byte Format = 1;
    private const int IdBytes = 16;

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Bytes];
        bytes[0] = Format;
        Guid.Parse(KeyId).TryWriteBytes(bytes.AsSpan(1), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1 + IdBytes), Version);
        return bytes;
    }

    /// <summary>Null when the bytes are no ciphertext of a keyring.</summary>
    public static CiphertextHeader? TryRead(ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length < Bytes + SealedMessage.OverheadBytes || ciphertext[0] != Format)
        {
            return null;
        }

        Guid id = new(ciphertext.Slice(1, IdBytes), bigEndian: true);
        return new CiphertextHeader(id.ToString("D"), BinaryPrimitives.ReadInt32BigEndian(ciphertext[(1 + IdBytes)..]));
    }
}

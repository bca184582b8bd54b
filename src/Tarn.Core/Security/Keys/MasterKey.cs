using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tarn.Common;

namespace Tarn.Security.Keys;

/// <summary>The one key that is not in the keyring: it encrypts the keys that are.</summary>
internal sealed class MasterKey
{
    public const int KeyBytes = 32;

    private const int MarkBytes = 8;

    private readonly byte[] _key;

    public MasterKey(byte[] key)
    {
        _key = key;
        Mark = Convert.ToHexStringLower(HMACSHA256.HashData(key, "tarn-master-key"u8)[..MarkBytes]);
    }

    /// <summary>16 hexadecimal digits by which a wrong key is told; nothing follows from them.</summary>
    public string Mark { get; }

    public byte[] Wrap(string keyId, int version, ReadOnlySpan<byte> material) =>
        SealedMessage.Seal(_key, header: [], ContextOf(keyId, version), material);

    /// <exception cref="TarnException"><c>TN4007</c>: it is not what this key wrapped.</exception>
    public byte[] Unwrap(string keyId, KeyVersion version) =>
        SealedMessage.TryOpen(_key, headerBytes: 0, ContextOf(keyId, version.Number), version.Wrapped)
        ?? throw new TarnException(
            ErrorCodes.StateCorrupt,
            $"version {version.Number} of key {keyId} is damaged: the master key does not open it")
        {
            Hint = "put back the document of the key from a backup of the lake",
        };

    private static byte[] ContextOf(string keyId, int version)
    {
        byte[] context = new byte[Encoding.UTF8.GetByteCount(keyId) + sizeof(int)];
        int length = Encoding.UTF8.GetBytes(keyId, context);
        BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(length), version);
        return context;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tarn.Storage.Encryption;

/// <summary>
/// Encrypts the content of one object in frames of 64 KiB, each with AES-256-GCM. The nonce is the frame's number,
/// which is fine because the key is this object's alone; object, number and whether it is the last are authenticated,
/// so that frames of others, in another order, or fewer of them are found (docs/formats/encryption.md).
/// </summary>
public sealed class FrameCipher : IDisposable
{
    /// <summary>Of all frames but the last.</summary>
    public const int FrameBytes = 64 * 1024;

    /// <summary>How much longer a frame is when it is encrypted.</summary>
    public const int TagBytes = 16;

    private const int NonceBytes = 12;

    private readonly AesGcm _cipher;
    private readonly byte[] _objectId;

    internal FrameCipher(ReadOnlySpan<byte> dataKey, byte[] objectId)
    {
        _cipher = new AesGcm(dataKey, TagBytes);
        _objectId = objectId;
    }

    /// <param name="number">Of the frame, from 0 up.</param>
    /// <param name="isLast">An object has one that is, also when it is empty.</param>
    /// <param name="content">At most <see cref="FrameBytes"/>.</param>
    /// <param name="frame"><see cref="TagBytes"/> longer.</param>
    public void Encrypt(long number, bool isLast, ReadOnlySpan<byte> content, Span<byte> frame) => _cipher.Encrypt(
        NonceOf(number), content, frame[..content.Length], frame[content.Length..], ContextOf(number, isLast));

    /// <returns>False when the frame is another than it was.</returns>
    public bool TryDecrypt(long number, bool isLast, ReadOnlySpan<byte> frame, Span<byte> content)
    {
        try
        {
            _cipher.Decrypt(
                NonceOf(number), frame[..^TagBytes], frame[^TagBytes..], content, ContextOf(number, isLast));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();

    private static byte[] NonceOf(long number)
    {
        byte[] nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(NonceBytes - sizeof(long)), number);
        return nonce;
    }

    private byte[] ContextOf(long number, bool isLast)
    {
        byte[] context = new byte[_objectId.Length + sizeof(long) + 1];
        _objectId.CopyTo(context, 0);
        BinaryPrimitives.WriteInt64BigEndian(context.AsSpan(_objectId.Length), number);
        context[^1] = isLast ? (byte)1 : (byte)0;
        return context;
    }
}

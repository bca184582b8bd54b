namespace Tarn.Storage.Encryption;

/// <summary>What the file of an object to be encrypted starts with, and what encrypts the rest.</summary>
public sealed record NewContent(byte[] Header, FrameCipher Cipher) : IDisposable
{
    public void Dispose() => Cipher.Dispose();
}

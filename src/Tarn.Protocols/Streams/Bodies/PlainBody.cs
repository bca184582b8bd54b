using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Streams.Bodies;

/// <summary>
/// Reads bodies of puts. What is large when it is decompressed takes turns, so that requests which are small on the
/// wire do not take the memory of the process together.
/// </summary>
internal sealed class PlainBody : IDisposable
{
    /// <summary>As they are sent.</summary>
    public const int SentBytesMax = 16 * 1024 * 1024;

    /// <summary>When they are decompressed.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    private const int LargeBytes = 1024 * 1024;
    private const int LargeTurns = 4;
    private const int ChunkBytes = 64 * 1024;

    private readonly SemaphoreSlim _turns = new(LargeTurns, LargeTurns);

    /// <summary>The body of a request; null when its client is too slow.</summary>
    /// <exception cref="PlainException">413: it is larger than that.</exception>
    public static Task<byte[]?> TryReadAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken) =>
        request.ContentLength > bytesMax
            ? throw TooLarge(bytesMax)
            : WholeBody.TryReadAsync(
                request.Body, request.ContentLength, bytesMax, () => TooLarge(bytesMax), cancellationToken);

    /// <summary>Does something with what a body is when it is decompressed.</summary>
    /// <param name="sent">As it was sent.</param>
    /// <param name="encoding">Content-Encoding.</param>
    /// <param name="use">What is done.</param>
    /// <param name="cancellationToken">Stops waiting for a turn.</param>
    /// <exception cref="PlainException">415, 413, or 400: it is not compressed as it says.</exception>
    public async Task DecodeAsync(
        byte[] sent, string encoding, Func<byte[], Task> use, CancellationToken cancellationToken)
    {
        if (encoding is "" or "identity")
        {
            await use(sent);
            return;
        }

        if (encoding is not ("gzip" or "x-gzip"))
        {
            throw PlainException.Unsupported($"Content-Encoding is '{encoding}'; a put may have gzip");
        }

        bool hasTurn = false;
        try
        {
            await use(await InflateAsync(sent, async () =>
            {
                await _turns.WaitAsync(cancellationToken);
                hasTurn = true;
            }));
        }
        finally
        {
            if (hasTurn)
            {
                _turns.Release();
            }
        }
    }

    public void Dispose() => _turns.Dispose();

    private static async Task<byte[]> InflateAsync(byte[] sent, Func<Task> takeTurn)
    {
        using MemoryStream content = new();
        try
        {
            using GZipStream gzip = new(new MemoryStream(sent), CompressionMode.Decompress);
            byte[] buffer = new byte[ChunkBytes];
            bool isLarge = false;
            int read;
            while ((read = gzip.Read(buffer)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > BytesMax)
                {
                    throw TooLarge(BytesMax);
                }

                if (!isLarge && content.Length > LargeBytes)
                {
                    isLarge = true;
                    await takeTurn();
                }
            }
        }
        catch (InvalidDataException)
        {
            throw PlainException.Bad("the body is no gzip");
        }

        return content.ToArray();
    }

    private static PlainException TooLarge(int bytesMax) =>
        PlainException.TooLarge($"a body may have {bytesMax} bytes");
}

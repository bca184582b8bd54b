using System.Runtime.CompilerServices;
using Tarn.Protocols.Pacing;

namespace Tarn.Protocols.Aws.Wire;

/// <summary>Reads small bodies whole, as bytes that may be kept.</summary>
internal static class WholeBody
{
    /// <summary>All of a body; null when its client is too slow.</summary>
    /// <param name="body">To be read.</param>
    /// <param name="said">How long it is, as its client says; null when it does not say.</param>
    /// <param name="bytesMax">How long it may be.</param>
    /// <param name="tooLarge">What is thrown when it is longer.</param>
    /// <param name="cancellationToken">Ends waiting for it.</param>
    public static async Task<byte[]?> TryReadAsync(
        Stream body, long? said, int bytesMax, Func<Exception> tooLarge, CancellationToken cancellationToken)
    {
        byte[] content = new byte[BodyRoom.First(said)];
        int length = 0;
        int? read;
        while ((read = await TryReadAsync(body, content.AsMemory(length), cancellationToken)) > 0)
        {
            length += read.Value;
            if (length > bytesMax)
            {
                throw tooLarge();
            }

            if (length == content.Length)
            {
                Array.Resize(ref content, BodyRoom.Next(length, said, bytesMax));
            }
        }

        if (read is null)
        {
            return null;
        }

        Array.Resize(ref content, length);
        return content;
    }

    /// <summary>What is there of a body; null when its client is too slow.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int?> TryReadAsync(
        Stream body, Memory<byte> buffer, CancellationToken cancellationToken) => body is PacedBody paced
            ? await paced.TryReadAsync(buffer, cancellationToken)
            : await body.ReadAsync(buffer, cancellationToken);
}

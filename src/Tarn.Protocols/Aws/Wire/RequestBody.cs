using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Tarn.Protocols.Aws.Wire;

/// <summary>
/// The body of a request that is no object, read whole into a buffer that goes back when this is disposed. The buffer
/// grows with what comes, whatever the client says will come.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>Many times the largest that the services allow (a page of partitions).</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    private RequestBody(int bytes) => _buffer = ArrayPool<byte>.Shared.Rent(bytes);

    /// <summary>Not to be kept.</summary>
    public ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

    /// <summary>The body of a request; null when its client is too slow.</summary>
    /// <exception cref="AwsException">It is larger than that.</exception>
    public static async Task<RequestBody?> TryReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        long? said = context.Request.ContentLength;
        if (said > BytesMax)
        {
            throw TooLarge();
        }

        RequestBody body = new(BodyRoom.First(said));
        try
        {
            int? read;
            while ((read = await WholeBody.TryReadAsync(
                context.Request.Body, body.Room(said), cancellationToken)) > 0)
            {
                body._length += read.Value;
                if (body._length > BytesMax)
                {
                    throw TooLarge();
                }
            }

            if (read is null)
            {
                body.Dispose();
                return null;
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private static AwsException TooLarge() =>
        new("RequestEntityTooLarge", $"the body of a request may have {BytesMax} bytes", 413);

    /// <summary>Where the next bytes go; never empty, so that an empty read is the end.</summary>
    private Memory<byte> Room(long? said)
    {
        if (_length == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(BodyRoom.Next(_length, said, BytesMax));
            Content.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}

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

    private const int FirstBytes = 16 * 1024;

    private byte[] _buffer;
    private int _length;

    private RequestBody(int bytes) => _buffer = ArrayPool<byte>.Shared.Rent(bytes);

    /// <summary>Not to be kept.</summary>
    public ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

    /// <exception cref="AwsException">It is larger than that.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        long? said = context.Request.ContentLength;
        if (said > BytesMax)
        {
            throw TooLarge();
        }

        RequestBody body = new((int)Math.Clamp(said ?? FirstBytes, 1, FirstBytes));
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(body.Room(said), cancellationToken)) > 0)
            {
                body._length += read;
                if (body._length > BytesMax)
                {
                    throw TooLarge();
                }
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
            // A byte more than is said to come, for the read that finds the end.
            long bytes = Math.Max(_length + 1, Math.Min(_length * 2L, (said ?? BytesMax) + 1));
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)bytes);
            Content.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}

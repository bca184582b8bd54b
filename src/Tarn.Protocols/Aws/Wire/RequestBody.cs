using Microsoft.AspNetCore.Http;

namespace Tarn.Protocols.Aws.Wire;

/// <summary>Reads the small bodies of requests that are not objects.</summary>
internal static class RequestBody
{
    /// <summary>Many times the largest that the services allow (a page of partitions).</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    /// <exception cref="AwsException">It is larger than that.</exception>
    public static async Task<byte[]> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > BytesMax)
        {
            throw TooLarge();
        }

        return await TryReadAsync(context.Request.Body, BytesMax, cancellationToken) ?? throw TooLarge();
    }

    /// <summary>All of a body; null when it is larger than it may be.</summary>
    public static async Task<byte[]?> TryReadAsync(Stream body, int bytesMax, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > bytesMax)
            {
                return null;
            }
        }

        return content.ToArray();
    }

    private static AwsException TooLarge() =>
        new("RequestEntityTooLarge", $"the body of a request may have {BytesMax} bytes", 413);
}

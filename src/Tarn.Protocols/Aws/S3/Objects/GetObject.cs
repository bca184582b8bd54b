using System.Globalization;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>GetObject and HeadObject.</summary>
internal sealed class GetObject(BucketAccess buckets)
{
    private const int CopyBufferBytes = 256 * 1024;

    public async Task HeadAsync(S3Call call) => await DescribeAsync(call);

    public async Task RunAsync(S3Call call)
    {
        if (await DescribeAsync(call) is not { } part)
        {
            return;
        }

        await using Stream content = await buckets.Get(call.Bucket).OpenReadAsync(call.Key, call.Cancelled);
        content.Seek(part.Start, SeekOrigin.Begin);
        await CopyAsync(content, call.Context.Response.Body, part.Length, call.Cancelled);
    }

    /// <summary>Writes status and headers.</summary>
    /// <returns>What of the content is to follow; null when nothing is.</returns>
    private async Task<ByteRange?> DescribeAsync(S3Call call)
    {
        AttributedObject found = await buckets.GetObjectAsync(call.Bucket, call.Key, call.Cancelled);
        long size = found.Info.SizeBytes;
        if (!new Conditions(call).Admit(found))
        {
            call.SetHeader("ETag", $"\"{found.ETag}\"");
            call.Respond(304);
            return null;
        }

        ByteRange? range = PartOf(call, found) ?? ByteRange.Parse(call.Header("range"), size);
        AttributeHeaders.Write(call, found);
        if (range is { } part)
        {
            call.SetHeader("Content-Range", part.ToHeader(size));
            call.Respond(206);
        }
        else
        {
            AttributeHeaders.WriteChecksums(call, found.Attributes);
            call.Respond(200);
        }

        call.Context.Response.ContentLength = range?.Length ?? size;
        return range ?? new ByteRange(0, size);
    }

    /// <summary>The bytes of the part that <c>partNumber</c> asks for; null when it does not ask.</summary>
    private static ByteRange? PartOf(S3Call call, AttributedObject found)
    {
        if (call.Query("partNumber") is not { } text)
        {
            return null;
        }

        IReadOnlyList<long> parts = found.Attributes.PartBytes ?? [found.Info.SizeBytes];
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
        {
            throw S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000", "partNumber", text);
        }

        if (number > parts.Count)
        {
            throw new AwsException("InvalidPartNumber", "The requested partnumber is not satisfiable", 416);
        }

        if (found.Attributes.PartBytes is not null)
        {
            call.SetHeader("x-amz-mp-parts-count", parts.Count.ToString(CultureInfo.InvariantCulture));
        }

        return found.Info.SizeBytes == 0 ? null : new ByteRange(parts.Take(number - 1).Sum(), parts[number - 1]);
    }

    private static async Task CopyAsync(
        Stream content, Stream target, long length, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[(int)Math.Min(length, CopyBufferBytes)];
        while (length > 0)
        {
            int wanted = (int)Math.Min(buffer.Length, length);
            int read = await content.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken);
            if (read == 0)
            {
                throw new AwsException("InternalError", "the object became shorter while it was read", 500);
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            length -= read;
        }
    }
}

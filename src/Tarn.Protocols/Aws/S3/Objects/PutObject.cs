using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Attributes;
using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>PutObject.</summary>
internal sealed class PutObject(ObjectWriter writer)
{
    private const long BytesMax = 5L * 1024 * 1024 * 1024;

    public async Task RunAsync(S3Call call)
    {
        long? length = call.Context.Request.ContentLength;
        bool isFramed = call.Body is SizedBody;
        if (length > BytesMax)
        {
            throw new AwsException("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
        }

        if (length is null && !isFramed)
        {
            throw new AwsException("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);
        }

        ExpectedChecksums expected = ExpectedChecksums.Of(call);
        ObjectAttributes given = AttributeHeaders.Read(call);
        await using DigestedBody body = new(call.Body, expected, isFramed ? null : length);
        ObjectAttributes? stored = null;
        await writer.WriteAsync(
            call, ObjectEventNames.Put, body, given.StorageClass, () => stored = body.Finish().Complete(given));
        call.SetHeader("ETag", $"\"{stored!.ETag}\"");
        ObjectChecksums.SetHeaders(call, stored);
        ObjectChecksums.SetType(call, stored);
        call.Respond(200);
    }
}

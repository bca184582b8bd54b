using System.Globalization;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.LifecycleRules;
using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>GetObject and HeadObject.</summary>
internal sealed class GetObject(
    VersionedObjects objects, ExpirationHeader expirations, ContentEncryption encryption)
{
    public async Task HeadAsync(S3Call call)
    {
        AttributedObject found = await objects.FindAsync(call);
        await WriteExpirationAsync(call, found);
        Describe(call, found);
    }

    public async Task RunAsync(S3Call call)
    {
        using OpenObject open = await objects.OpenAsync(call);
        await WriteExpirationAsync(call, open.Found);
        if (Describe(call, open.Found) is { } part)
        {
            await encryption.CopyAsync(
                open, call.Context.Response.Body, part.Start, part.Length, call.Cancelled);
        }
    }

    /// <summary>It is said of what is current only.</summary>
    private Task WriteExpirationAsync(S3Call call, AttributedObject found) =>
        VersionIds.Of(call) is null ? expirations.WriteAsync(call, found) : Task.CompletedTask;

    /// <summary>Writes status and headers.</summary>
    /// <returns>What of the content is to follow; null when nothing is.</returns>
    private static ByteRange? Describe(S3Call call, AttributedObject found)
    {
        EncryptionHeaders.RefuseCustomerKeys(call);
        long size = found.ContentBytes;
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

        IReadOnlyList<long> parts = found.Attributes.PartBytes ?? [found.ContentBytes];
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

        return found.ContentBytes == 0 ? null : new ByteRange(parts.Take(number - 1).Sum(), parts[number - 1]);
    }
}

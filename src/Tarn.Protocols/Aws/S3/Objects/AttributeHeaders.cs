using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>Attributes of objects to and from headers.</summary>
internal static class AttributeHeaders
{
    private const string MetadataStart = "x-amz-meta-";
    private const int MetadataBytesMax = 2 * 1024;

    /// <summary>What a PUT says; ETag and checksums are known later.</summary>
    /// <exception cref="AwsException">Something is too large or unknown.</exception>
    public static ObjectAttributes Read(S3Call call) => new()
    {
        ContentType = call.Header("content-type"),
        CacheControl = call.Header("cache-control"),
        ContentDisposition = call.Header("content-disposition"),
        ContentEncoding = WithoutFraming(call.Header("content-encoding")),
        ContentLanguage = call.Header("content-language"),
        Expires = call.Header("expires"),
        StorageClass = ReadStorageClass(call.Header("x-amz-storage-class")),
        Metadata = ReadMetadata(call.Context.Request.Headers),
        Tags = TagText.Parse(call.Header(TagText.Header)),
    };

    /// <summary>Writes those that GET and HEAD give.</summary>
    public static void Write(S3Call call, AttributedObject found)
    {
        ObjectAttributes attributes = found.Attributes;
        call.SetHeader("ETag", $"\"{found.ETag}\"");
        call.SetHeader("Last-Modified", S3Time.Header(found.Info.LastModified));
        call.SetHeader("Accept-Ranges", "bytes");
        call.SetHeader("Content-Type", call.Query("response-content-type")
            ?? attributes.ContentType ?? "binary/octet-stream");
        call.SetHeader("Cache-Control", call.Query("response-cache-control") ?? attributes.CacheControl);
        call.SetHeader(
            "Content-Disposition", call.Query("response-content-disposition") ?? attributes.ContentDisposition);
        call.SetHeader("Content-Encoding", call.Query("response-content-encoding") ?? attributes.ContentEncoding);
        call.SetHeader("Content-Language", call.Query("response-content-language") ?? attributes.ContentLanguage);
        call.SetHeader("Expires", call.Query("response-expires") ?? attributes.Expires);
        call.SetHeader("x-amz-storage-class", attributes.StorageClass);
        EncryptionHeaders.Write(call, attributes.Encryption);
        call.SetHeader("x-amz-restore", attributes.Restore is { } mark ? RestoreText(mark) : null);
        foreach ((string name, string value) in attributes.Metadata ?? new Dictionary<string, string>())
        {
            call.SetHeader(MetadataStart + name, value);
        }

        if (attributes.Tags is { Count: > 0 } tags)
        {
            call.SetHeader("x-amz-tagging-count", tags.Count.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Those of a whole object, when the client asks for them.</summary>
    public static void WriteChecksums(S3Call call, ObjectAttributes attributes)
    {
        if (call.Header("x-amz-checksum-mode")?.Equals("ENABLED", StringComparison.OrdinalIgnoreCase) == true)
        {
            ObjectChecksums.SetHeaders(call, attributes);
            ObjectChecksums.SetType(call, attributes);
        }
    }

    private static string RestoreText(RestoreMark mark) => mark.ExpiresAt is { } expiresAt
        ? $"ongoing-request=\"false\", expiry-date=\"{S3Time.Header(expiresAt)}\""
        : "ongoing-request=\"true\"";

    private static string? WithoutFraming(string? encoding)
    {
        string kept = string.Join(',', (encoding ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase)));
        return kept.Length == 0 ? null : kept;
    }

    private static string? ReadStorageClass(string? text) => text is null or StorageClasses.Standard ? null
        : StorageClasses.All.Contains(text) ? text
        : throw new AwsException("InvalidStorageClass", "The storage class you specified is not valid");

    private static Dictionary<string, string>? ReadMetadata(IHeaderDictionary headers)
    {
        Dictionary<string, string> metadata = headers
            .Where(header => header.Key.StartsWith(MetadataStart, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                header => header.Key[MetadataStart.Length..].ToLowerInvariant(),
                header => header.Value.ToString(),
                StringComparer.Ordinal);
        return metadata.Sum(pair => pair.Key.Length + pair.Value.Length) > MetadataBytesMax
            ? throw new AwsException(
                "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
            : metadata.Count == 0 ? null : metadata;
    }
}

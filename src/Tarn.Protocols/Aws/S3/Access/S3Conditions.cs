using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.S3.Objects;

namespace Tarn.Protocols.Aws.S3.Access;

/// <summary>The values of S3's own condition keys ("Amazon S3 condition keys").</summary>
internal static class S3Conditions
{
    /// <summary>Those that are headers of the same name.</summary>
    private static readonly string[] Headers =
    [
        "if-match", "if-none-match", "x-amz-acl", "x-amz-content-sha256", "x-amz-copy-source",
        "x-amz-metadata-directive", "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id",
        "x-amz-storage-class",
    ];

    /// <summary>Those that are parameters of the same name.</summary>
    private static readonly string[] Parameters = ["prefix", "delimiter", "max-keys"];

    public static void Add(Dictionary<string, IReadOnlyList<string>> values, S3Call call)
    {
        foreach (string header in Headers)
        {
            RequestConditions.Add(values, "s3:" + header, call.Header(header));
        }

        foreach (string parameter in Parameters)
        {
            RequestConditions.Add(values, "s3:" + parameter, call.Query(parameter));
        }

        // An empty prefix is one: policies that ask for a home directory compare with it.
        if (call.Query("prefix") is "")
        {
            values["s3:prefix"] = [""];
        }

        RequestConditions.Add(values, "s3:VersionId", call.Query("versionId"));
        bool isInHeader = call.Header("authorization") is not null;
        values["s3:authType"] = [isInHeader ? "REST-HEADER" : "REST-QUERY-STRING"];
        values["s3:signatureversion"] = [call.Query("AWSAccessKeyId") is null ? "AWS4-HMAC-SHA256" : "AWS"];
        AddTags(values, call);
    }

    private static void AddTags(Dictionary<string, IReadOnlyList<string>> values, S3Call call)
    {
        if (TagText.Parse(call.Header(TagText.Header)) is not { } tags)
        {
            return;
        }

        values["s3:RequestObjectTagKeys"] = [.. tags.Keys];
        foreach ((string key, string value) in tags)
        {
            values[$"s3:RequestObjectTag/{key}"] = [value];
        }
    }
}

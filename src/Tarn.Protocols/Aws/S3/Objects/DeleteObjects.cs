using System.Xml;
using System.Xml.Linq;
using Tarn.Common;
using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Events;
using Tarn.Storage.Versions;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>DeleteObject and DeleteObjects.</summary>
internal sealed class DeleteObjects(BucketAccess buckets, ObjectEvents events)
{
    private const int KeysMax = 1000;

    private static readonly string[] ErrorsOfOne =
        ["InvalidArgument", "PreconditionFailed", "ConditionalRequestConflict", "AccessDenied", "NotImplemented"];

    private readonly ConditionalDelete _conditional = new(buckets);

    public async Task OneAsync(S3Call call)
    {
        DeletedVersion deleted = await DeleteAsync(call, new Entry(call.Key, VersionIds.Of(call))
        {
            Tag = ConditionalDelete.TagOf(call),
        });
        VersionIds.Write(call, deleted.VersionId, deleted.IsMarker);
        call.Respond(204);
    }

    public async Task ManyAsync(S3Call call)
    {
        XElement document = await S3Xml.ReadAsync(call);
        Entry[] entries =
        [
            .. document.Children("Object").Select(entry => new Entry(
                entry.Child("Key")?.Value ?? "",
                entry.Text("VersionId") is { Length: > 0 } versionId ? versionId : null)
            {
                Tag = entry.Text("ETag") is { Length: > 0 } tag ? tag : null,
                IsOfDirectoryBucket = entry.Child("Size") is not null || entry.Child("LastModifiedTime") is not null,
            }),
        ];
        if (entries.Length is 0 or > KeysMax || entries.Any(entry => entry.Key.Length == 0))
        {
            throw S3Errors.MalformedXml();
        }

        List<Result> results = [];
        foreach (Entry entry in entries)
        {
            results.Add(await TryDeleteAsync(call, entry));
        }

        bool isQuiet = document.Text("Quiet") == "true";
        await S3Xml.WriteAsync(call, "DeleteResult", xml =>
        {
            foreach (Result result in results.Where(result => !isQuiet || result.Error is not null))
            {
                WriteResult(xml, result);
            }
        });
    }

    private static void WriteResult(XmlWriter xml, Result result)
    {
        xml.WriteStartElement(result.Error is null ? "Deleted" : "Error");
        xml.WriteElementString("Key", result.Entry.Key);
        if (result.Entry.VersionId is { } versionId)
        {
            xml.WriteElementString("VersionId", versionId);
        }

        if (result.Deleted is { IsMarker: true } marker)
        {
            xml.WriteElementString("DeleteMarker", "true");
            xml.WriteElementString("DeleteMarkerVersionId", marker.VersionId);
        }

        if (result.Error is { } error)
        {
            xml.WriteElementString("Code", error.Code);
            xml.WriteElementString("Message", error.Message);
        }

        xml.WriteEndElement();
    }

    /// <summary>What went wrong with one of many does not stop the others.</summary>
    private async Task<Result> TryDeleteAsync(S3Call call, Entry entry)
    {
        string action = S3Actions.Of("DeleteObject", hasVersion: entry.VersionId is not null)!;
        if (await call.Access.FindRefusalAsync(call, action, call.Bucket, entry.Key) is { } refusal)
        {
            return new Result(entry, Deleted: null, S3Errors.AccessDenied(refusal));
        }

        try
        {
            if (entry.VersionId is not null)
            {
                VersionIds.Require(entry.VersionId);
            }

            if (entry.IsOfDirectoryBucket)
            {
                throw new AwsException("NotImplemented", "Size and LastModifiedTime are not implemented", 501);
            }

            return new Result(entry, await DeleteAsync(call, entry), Error: null);
        }
        catch (AwsException exception) when (ErrorsOfOne.Contains(exception.Code))
        {
            return new Result(entry, Deleted: null, exception);
        }
        catch (TarnException exception)
        {
            return new Result(entry, Deleted: null, S3Errors.Of(exception));
        }
    }

    private async Task<DeletedVersion> DeleteAsync(S3Call call, Entry entry)
    {
        BucketVersions versions = buckets.Get(call.Bucket).Versions;
        DeletedVersion deleted = entry switch
        {
            { Tag: { } tag } => await _conditional.RunAsync(call, entry.Key, entry.VersionId, tag),
            { VersionId: { } versionId } => await versions.DeleteAsync(entry.Key, versionId, call.Cancelled),
            _ => await versions.DeleteAsync(entry.Key, call.Cancelled),
        };
        events.Removed(
            entry.VersionId is null && deleted.IsMarker
                ? ObjectEventNames.DeleteMarkerCreated
                : ObjectEventNames.Delete,
            call.Bucket,
            entry.Key,
            deleted.VersionId);
        return deleted;
    }

    private sealed record Entry(string Key, string? VersionId)
    {
        /// <summary>That the object must have; null is any.</summary>
        public string? Tag { get; init; }

        /// <summary>Whether it has conditions that only directory buckets know.</summary>
        public bool IsOfDirectoryBucket { get; init; }
    }

    private sealed record Result(Entry Entry, DeletedVersion? Deleted, AwsException? Error);
}

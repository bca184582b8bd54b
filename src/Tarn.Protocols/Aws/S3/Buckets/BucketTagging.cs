using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.Tagging;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>Tags of buckets, which are a document of theirs.</summary>
internal sealed class BucketTagging(Tarn.Storage.Buckets buckets, BucketSettings settings, BucketPolicies policies)
{
    private const string Setting = "tagging";
    private const string ArnStart = "arn:aws:s3:::";

    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public TaggedService Service => new()
    {
        Name = "s3",
        TagAction = "s3:PutBucketTagging",
        UntagAction = "s3:PutBucketTagging",
        ListAsync = (_, cancellationToken) => ListAsync(cancellationToken),
        ChangeAsync = (arn, change, _, cancellationToken) => ChangeAsync(BucketOf(arn), change, cancellationToken),
        FindPolicyAsync = (arn, cancellationToken) => policies.FindAsync(arn[ArnStart.Length..], cancellationToken),
    };

    private async Task<IReadOnlyList<TaggedResource>> ListAsync(CancellationToken cancellationToken)
    {
        List<TaggedResource> found = [];
        foreach ((string bucket, _) in buckets.List())
        {
            found.Add(new TaggedResource(ArnStart + bucket, "s3", await TagsOfAsync(bucket, cancellationToken)));
        }

        return found;
    }

    private async Task ChangeAsync(string bucket, TagChange change, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> tags = change.Of(await TagsOfAsync(bucket, cancellationToken));
        XElement document = new(
            Namespace + "Tagging",
            new XElement(
                Namespace + "TagSet",
                tags.Select(tag => new XElement(
                    Namespace + "Tag",
                    new XElement(Namespace + "Key", tag.Key),
                    new XElement(Namespace + "Value", tag.Value)))));
        string? text = tags.Count == 0 ? null : document.ToString(SaveOptions.DisableFormatting);
        await settings.SetAsync(bucket, Setting, text, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, string>> TagsOfAsync(
        string bucket, CancellationToken cancellationToken)
    {
        Dictionary<string, string> tags = [];
        if (await settings.GetAsync(bucket, Setting, cancellationToken) is { } text)
        {
            foreach (XElement tag in XElement.Parse(text).Descendants().Where(one => one.Name.LocalName == "Tag"))
            {
                tags[ValueOf(tag, "Key")] = ValueOf(tag, "Value");
            }
        }

        return tags;
    }

    private static string ValueOf(XElement tag, string name) =>
        tag.Elements().FirstOrDefault(one => one.Name.LocalName == name)?.Value ?? "";

    private string BucketOf(string arn)
    {
        string name = arn[ArnStart.Length..];
        return Tarn.Storage.Buckets.IsName(name) && buckets.Exists(name)
            ? name
            : throw TaggingErrors.Invalid($"there is no bucket '{name}'");
    }
}

using Tarn.Protocols.Aws.Query;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>Tags in requests to IAM.</summary>
internal static class IamTags
{
    public static IReadOnlyDictionary<string, string> Read(QueryRequest request) =>
        Add(new Dictionary<string, string>(), request);

    /// <summary>The tags, and those of the request.</summary>
    public static IReadOnlyDictionary<string, string> Add(
        IReadOnlyDictionary<string, string> tags, QueryRequest request)
    {
        Dictionary<string, string> changed = new(tags);
        foreach ((string key, string value) in request.Pairs("Tags"))
        {
            changed[key] = value;
        }

        return changed;
    }

    /// <summary>The tags without those that the request names.</summary>
    public static IReadOnlyDictionary<string, string> Remove(
        IReadOnlyDictionary<string, string> tags, QueryRequest request)
    {
        IReadOnlyList<string> removed = request.List("TagKeys");
        return tags.Where(tag => !removed.Contains(tag.Key)).ToDictionary();
    }

    /// <summary>A page of them.</summary>
    public static ResultWriter Page(QueryRequest request, IReadOnlyDictionary<string, string> tags) =>
        IamPage.Write(request, tags, tag => tag.Key, "Tags", (xml, tag) =>
        {
            xml.WriteElementString("Key", tag.Key);
            xml.WriteElementString("Value", tag.Value);
        });
}

using Tarn.Protocols.Aws.S3.Versions;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>GetObjectTagging, PutObjectTagging and DeleteObjectTagging.</summary>
internal sealed class ObjectTags(VersionedObjects objects)
{
    public async Task GetAsync(S3Call call)
    {
        AttributedObject found = await objects.FindAsync(call);
        await S3Xml.WriteAsync(call, "Tagging", xml =>
            TagText.Write(xml, found.Attributes.Tags ?? new Dictionary<string, string>()));
    }

    public async Task PutAsync(S3Call call)
    {
        IReadOnlyDictionary<string, string> tags = TagText.Parse(await S3Xml.ReadAsync(call), TagText.ObjectTagsMax);
        await SetAsync(call, tags);
        call.Respond(200);
    }

    public async Task DeleteAsync(S3Call call)
    {
        await SetAsync(call, tags: null);
        call.Respond(204);
    }

    private async Task SetAsync(S3Call call, IReadOnlyDictionary<string, string>? tags)
    {
        AttributedObject found = await objects.FindAsync(call);
        await objects.SetAttributesAsync(call, found, found.Attributes with { Tags = tags });
    }
}

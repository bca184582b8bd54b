using Tarn.Definitions.Yaml;
using Tarn.Storage.Encryption;

namespace Tarn.Definitions.Binding;

/// <summary>
/// The <c>encryption</c> of a zone: <c>AES256</c>, <c>aws:kms</c>, or <c>{kms: KEY}</c>, in the words of S3's
/// PutBucketEncryption.
/// </summary>
internal sealed class EncryptionBinder(BindingContext context)
{
    private const string Key = "encryption";
    private const string Expectation = "AES256, aws:kms, or {kms: KEY}";

    /// <returns>Null when the zone says nothing, or something wrong, which is reported.</returns>
    public EncryptionRule? Bind(MapReader zone)
    {
        if (zone.Find(Key) is not { } value)
        {
            return null;
        }

        if (value is YamlNode.Map map)
        {
            MapReader reader = new(map, context, Key, zone.Place(Key));
            YamlNode.Scalar? name = reader.RequiredText("kms", "id, alias or ARN of a key");
            reader.RefuseUnknownKeys();
            return name is null ? null : new EncryptionRule(ObjectEncryption.OfKey, name.Value);
        }

        string? text = zone.Text(Key)?.Value;
        if (string.Equals(text, ObjectEncryption.OfBucket, StringComparison.OrdinalIgnoreCase))
        {
            return EncryptionRule.OfBucket;
        }

        if (text == ObjectEncryption.OfKey)
        {
            return new EncryptionRule(ObjectEncryption.OfKey, KeyName: null);
        }

        if (text is not null)
        {
            context.BadValue(
                value.Location,
                $"{Key} is '{Shown.Text(text)}', which is none of its values",
                $"expected {Expectation}");
        }

        return null;
    }
}

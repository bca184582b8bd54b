using System.Xml;
using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>Tags: in the header <c>x-amz-tagging</c>, and in documents.</summary>
internal static class TagText
{
    public const string Header = "x-amz-tagging";

    private const int KeyLengthMax = 128;
    private const int ValueLengthMax = 256;

    public const int ObjectTagsMax = 10;
    public const int BucketTagsMax = 50;

    /// <summary>Reads <c>a=1&amp;b=2</c>; null when there is none.</summary>
    public static IReadOnlyDictionary<string, string>? Parse(string? text) => string.IsNullOrEmpty(text)
        ? null
        : Check(
            text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part =>
            {
                int equals = part.IndexOf('=', StringComparison.Ordinal);
                string name = equals < 0 ? part : part[..equals];
                string value = equals < 0 ? "" : part[(equals + 1)..];
                return KeyValuePair.Create(Decode(name), Decode(value));
            }),
            ObjectTagsMax);

    /// <summary>Reads a <c>Tagging</c> document.</summary>
    public static IReadOnlyDictionary<string, string> Parse(XElement tagging, int countMax) => Check(
        (tagging.Child("TagSet") ?? throw S3Errors.MalformedXml()).Children("Tag").Select(tag => KeyValuePair.Create(
            tag.Child("Key")?.Value ?? throw S3Errors.MalformedXml(),
            tag.Child("Value")?.Value ?? throw S3Errors.MalformedXml())),
        countMax);

    public static void Write(XmlWriter writer, IReadOnlyDictionary<string, string> tags)
    {
        writer.WriteStartElement("TagSet");
        foreach ((string key, string value) in tags)
        {
            writer.WriteStartElement("Tag");
            writer.WriteElementString("Key", key);
            writer.WriteElementString("Value", value);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static Dictionary<string, string> Check(IEnumerable<KeyValuePair<string, string>> tags, int countMax)
    {
        Dictionary<string, string> result = new(StringComparer.Ordinal);
        foreach ((string key, string value) in tags)
        {
            if (key.Length is 0 or > KeyLengthMax)
            {
                throw new AwsException("InvalidTag", "The TagKey you have provided is invalid");
            }

            if (value.Length > ValueLengthMax)
            {
                throw new AwsException("InvalidTag", "The TagValue you have provided is invalid");
            }

            if (!result.TryAdd(key, value))
            {
                throw new AwsException("InvalidTag", "Cannot provide multiple Tags with the same key");
            }
        }

        return result.Count <= countMax
            ? result
            : throw new AwsException("BadRequest", $"Object tags cannot be greater than {countMax}");
    }

    private static string Decode(string text) => PercentEncoding.Decode(text.Replace('+', ' '));
}

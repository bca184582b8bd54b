using System.Xml;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>The checksums that are kept of objects and parts, in answers.</summary>
internal static class ObjectChecksums
{
    /// <summary>As they are kept; null when there is none.</summary>
    /// <param name="algorithm">As <c>CRC32</c>.</param>
    /// <param name="checksum">In base 64, composite ones with the number of parts.</param>
    public static IReadOnlyDictionary<string, string>? Of(string? algorithm, string? checksum) =>
        algorithm is null || checksum is null ? null : new Dictionary<string, string> { [algorithm] = checksum };

    /// <summary>Sets headers as <c>x-amz-checksum-crc32</c>.</summary>
    public static void SetHeaders(S3Call call, ObjectAttributes attributes)
    {
        foreach ((string algorithm, string checksum) in All(attributes))
        {
            call.SetHeader(ExpectedChecksums.HeaderOf(algorithm), checksum);
        }
    }

    /// <summary>Sets the header that says what the checksums of an object are of.</summary>
    public static void SetType(S3Call call, ObjectAttributes attributes) =>
        call.SetHeader("x-amz-checksum-type", TypeOf(attributes));

    /// <summary>Writes elements as <c>ChecksumCRC32</c>.</summary>
    public static void Write(XmlWriter xml, ObjectAttributes attributes)
    {
        foreach ((string algorithm, string checksum) in All(attributes))
        {
            xml.WriteElementString("Checksum" + algorithm, checksum);
        }
    }

    /// <summary>Writes what the checksums of an object are of.</summary>
    public static void WriteType(XmlWriter xml, ObjectAttributes attributes)
    {
        if (TypeOf(attributes) is { } type)
        {
            xml.WriteElementString("ChecksumType", type);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> All(ObjectAttributes attributes) =>
        attributes.Checksums ?? Enumerable.Empty<KeyValuePair<string, string>>();

    /// <summary>Composite checksums end in the number of parts.</summary>
    private static string? TypeOf(ObjectAttributes attributes) => attributes.Checksums?.Values.FirstOrDefault() switch
    {
        null => null,
        string checksum when checksum.Contains('-', StringComparison.Ordinal) => "COMPOSITE",
        _ => "FULL_OBJECT",
    };
}

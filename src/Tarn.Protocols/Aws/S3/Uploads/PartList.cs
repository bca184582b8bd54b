using System.Globalization;
using System.Xml.Linq;
using Tarn.Protocols.Aws.S3.Objects;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>The parts that a client says its object is made of, compared with those that are there.</summary>
internal static class PartList
{
    private const long PartBytesMin = 5 * 1024 * 1024;

    /// <param name="document"><c>CompleteMultipartUpload</c>.</param>
    /// <param name="stored">The parts that are there.</param>
    /// <exception cref="AwsException">They are not the same, not in order, or too small.</exception>
    public static IReadOnlyList<(int Number, AttributedObject Part)> Read(
        XElement document, IReadOnlyList<(int Number, AttributedObject Part)> stored)
    {
        Dictionary<int, AttributedObject> byNumber = stored.ToDictionary(part => part.Number, part => part.Part);
        List<(int Number, AttributedObject Part)> parts = [];
        foreach (XElement element in document.Children("Part"))
        {
            int number = int.TryParse(
                element.Text("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out int read)
                ? read
                : throw S3Errors.MalformedXml();
            if (parts.Count > 0 && number <= parts[^1].Number)
            {
                throw new AwsException(
                    "InvalidPartOrder",
                    "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }

            parts.Add((number, Match(element, byNumber.GetValueOrDefault(number))));
        }

        RequireSizes(parts);
        return parts.Count > 0 ? parts : throw S3Errors.MalformedXml();
    }

    private static AttributedObject Match(XElement element, AttributedObject? part)
    {
        bool isSame = part is not null
            && element.Text("ETag")?.Trim('"') == part.ETag
            && ChecksumAlgorithm.Names.All(name => element.Text("Checksum" + name) is not { } checksum
                || part.Attributes.Checksums?.GetValueOrDefault(name) == checksum);
        return isSame
            ? part!
            : throw new AwsException(
                "InvalidPart",
                "One or more of the specified parts could not be found. The part may not have been uploaded, or the"
                + " specified entity tag may not match the part's entity tag.");
    }

    private static void RequireSizes(List<(int Number, AttributedObject Part)> parts)
    {
        foreach ((int number, AttributedObject part) in parts.SkipLast(1))
        {
            if (part.ContentBytes < PartBytesMin)
            {
                throw new AwsException(
                    "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
                {
                    Details =
                    [
                        new("ETag", part.ETag),
                        new("MinSizeAllowed", PartBytesMin.ToString(CultureInfo.InvariantCulture)),
                        new("PartNumber", number.ToString(CultureInfo.InvariantCulture)),
                        new("ProposedSize", part.ContentBytes.ToString(CultureInfo.InvariantCulture)),
                    ],
                };
            }
        }
    }
}

using System.Globalization;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>A part of an object: <c>Range: bytes=0-99</c>, <c>bytes=100-</c> or <c>bytes=-100</c>.</summary>
internal readonly record struct ByteRange(long Start, long Length)
{
    private const string Unit = "bytes=";

    public long End => Start + Length - 1;

    /// <summary>Null when all is asked for: no header, or one that means nothing (RFC 9110, section 14.2).</summary>
    /// <exception cref="AwsException"><c>InvalidRange</c>: it lies beyond the object.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        if (header is null || !header.StartsWith(Unit, StringComparison.Ordinal) || header.Contains(','))
        {
            return null;
        }

        string[] bounds = header[Unit.Length..].Split('-');
        long? first = Number(bounds[0]);
        long? last = bounds.Length == 2 ? Number(bounds[1]) : null;
        if (bounds.Length != 2 || (first is null && last is null) || last < first)
        {
            return null;
        }

        // Without a start it is the last so many bytes.
        long start = first ?? Math.Max(size - last!.Value, 0);
        long end = first is null ? size - 1 : Math.Min(last ?? long.MaxValue, size - 1);
        return start < size && end >= start
            ? new ByteRange(start, end - start + 1)
            : throw new AwsException("InvalidRange", "The requested range is not satisfiable", 416)
            {
                Details =
                [
                    new("RangeRequested", header),
                    new("ActualObjectSize", size.ToString(CultureInfo.InvariantCulture)),
                ],
            };
    }

    public string ToHeader(long size) => string.Create(CultureInfo.InvariantCulture, $"bytes {Start}-{End}/{size}");

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}

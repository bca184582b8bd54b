using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Tarn.Common;

namespace Tarn.Tables.Integrity;

/// <summary>
/// A commit's checksum of itself, so that a changed digit in a size or a path does not pass for what was written. The
/// protocol leaves the fields of <c>commitInfo</c>, the first line, to the writer ("Commit Provenance Information"):
/// one of them holds 16 hexadecimal digits, the CRC-32C of that line with zeros in their place, then that of all lines
/// after it. So the line alone, which is all that time travel reads, can be checked too.
/// </summary>
internal static class CommitChecksum
{
    public const string Field = "tarnCrc32c";

    /// <summary>What the field holds until the rest is written.</summary>
    public const string Blank = "0000000000000000";

    private const int HalfLength = 8;
    private const string NoText = "it is no UTF-8 text";

    private static readonly byte[] Marker = Encoding.UTF8.GetBytes($"\"{Field}\":\"");
    private static readonly byte[] BlankBytes = Encoding.UTF8.GetBytes(Blank);

    /// <summary>Puts the checksum in place of the blank one.</summary>
    public static void Fill(Span<byte> content)
    {
        int lineLength = LineLength(content);
        int start = Find(content[..lineLength])
            ?? throw new InvalidOperationException("the commit has no field for its checksum");
        uint line = Compute(content[..lineLength], start);
        uint rest = Crc32C.Compute(content[lineLength..]);
        Encoding.UTF8.GetBytes(FileChecksum.ToText(line) + FileChecksum.ToText(rest), content[start..]);
    }

    /// <summary>
    /// Why a commit's file is not what was written; null when all is well, or it has no checksum and could be a commit.
    /// </summary>
    public static string? FindDamage(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return "it is empty";
        }

        int lineLength = LineLength(content);
        return !Utf8.IsValid(content) ? NoText
            : Find(content[..lineLength]) is not int start ? null
            : FindLineDamage(content[..lineLength])
                ?? Difference(content.Slice(start + HalfLength, HalfLength), Crc32C.Compute(content[lineLength..]));
    }

    /// <summary>As <see cref="FindDamage"/> for the first line alone.</summary>
    /// <param name="line">With the line feed at its end.</param>
    public static string? FindLineDamage(ReadOnlySpan<byte> line) =>
        !Utf8.IsValid(line) ? NoText
        : Find(line) is int start ? Difference(line.Slice(start, HalfLength), Compute(line, start)) : null;

    /// <summary>
    /// Where the digits begin. Inside a JSON text the quotes of the marker would have backslashes, so nothing else can
    /// look like it.
    /// </summary>
    private static int? Find(ReadOnlySpan<byte> line) =>
        line.IndexOf(Marker) is int found and >= 0 && found + Marker.Length + Blank.Length <= line.Length
            ? found + Marker.Length
            : null;

    private static int LineLength(ReadOnlySpan<byte> content) =>
        content.IndexOf((byte)'\n') is int end and >= 0 ? end + 1 : content.Length;

    private static uint Compute(ReadOnlySpan<byte> line, int start) => Crc32C.Compute(
        line[(start + Blank.Length)..],
        Crc32C.Compute(BlankBytes, Crc32C.Compute(line[..start])));

    private static string? Difference(ReadOnlySpan<byte> digits, uint found) =>
        Utf8Parser.TryParse(digits, out uint said, out int length, 'x') && length == HalfLength && said == found
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"its CRC-32C is {found:x8}, but it says {Encoding.Latin1.GetString(digits)}");
}

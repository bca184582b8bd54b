using System.Buffers;
using System.Globalization;
using Tarn.Common;

namespace Tarn.Tables.Integrity;

/// <summary>CRC-32C of whole files, and how the log says it: 8 hexadecimal digits in a tag of the add action.</summary>
internal static class FileChecksum
{
    /// <summary>Among the <c>tags</c> of an <c>add</c>, where writers put what the protocol does not know.</summary>
    public const string Tag = "tarn.crc32c";

    private const int TextLength = 8;
    private const int BufferBytes = 1 << 18;

    public static string ToText(uint checksum) => checksum.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Null when the text is not 8 hexadecimal digits.</summary>
    public static uint? Parse(ReadOnlySpan<char> text) => text.Length == TextLength
        && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint checksum)
            ? checksum
            : null;

    /// <summary>The checksum among the tags, and the other tags; a tag that is no checksum is one of those.</summary>
    public static (uint? Checksum, IReadOnlyDictionary<string, string?>? Others) TakeFrom(
        IReadOnlyDictionary<string, string?>? tags) =>
        Parse(tags?.GetValueOrDefault(Tag)) is not uint checksum ? (null, tags)
        : tags!.Count == 1 ? (checksum, null)
        : (checksum, tags.Where(tag => tag.Key != Tag).ToDictionary());

    /// <summary>Of a file of the local disk.</summary>
    public static uint Compute(string path, CancellationToken cancellationToken)
    {
        using FileStream content = new(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return Compute(content, cancellationToken);
    }

    /// <summary>Of what is left of the stream; blocks while it reads.</summary>
    public static uint Compute(Stream content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            uint checksum = 0;
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                checksum = Crc32C.Compute(buffer.AsSpan(0, read), checksum);
            }

            return checksum;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Tarn.Sources.Generation.Clickstream;

/// <summary>Puts bytes one behind the other into a place that is large enough.</summary>
internal ref struct JsonLine(Span<byte> buffer)
{
    private static readonly char[] HexDigits = [.. "0123456789abcdef"];

    private readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer[Length..]);
        Length += bytes.Length;
    }

    public void Add(string text) => Length += Encoding.UTF8.GetBytes(text, _buffer[Length..]);

    public void Add(int number)
    {
        Utf8Formatter.TryFormat(number, _buffer[Length..], out int count);
        Length += count;
    }

    public void AddHex(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _buffer[Length++] = (byte)HexDigits[value >> 4];
            _buffer[Length++] = (byte)HexDigits[value & 15];
        }
    }

    /// <summary>As <c>2024-05-01T10:15:30.123Z</c>.</summary>
    public void Add(DateTimeOffset moment)
    {
        moment.UtcDateTime.TryFormat(
            _buffer[Length..], out int count, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Length += count;
    }

    /// <summary>Makes it shorter.</summary>
    public void Cut(int length) => Length = length;
}

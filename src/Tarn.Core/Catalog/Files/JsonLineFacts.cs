namespace Tarn.Catalog.Files;

/// <summary>
/// Learns of JSON lines, shown block by block, how many rows the engine will make of them, and whether lines are cut
/// off where a value or a key is due.
/// </summary>
internal sealed class JsonLineFacts
{
    private const int NoneYet = -1;

    /// <summary>What the engine passes over; a line of these alone is no row.</summary>
    public static ReadOnlySpan<byte> Blanks => " \t\v\f\r"u8;

    /// <summary>The last byte that is no blank, of the line that goes on.</summary>
    private int _last = NoneYet;
    private long _ended;

    private bool _isEndUnknown;

    /// <summary>Lines that are not blank; null when that is not known.</summary>
    public long? Rows => _isEndUnknown ? null : _ended + (_last == NoneYet ? 0 : 1);

    /// <summary>Whether a line that another follows ends in <c>:</c>, <c>[</c> or <c>,</c>.</summary>
    public bool HasCutLines { get; private set; }

    /// <summary>Whether what a line ends in shows that it is cut off where a value or a key is due.</summary>
    public static bool IsCutAfter(byte last) => last is (byte)':' or (byte)'[' or (byte)',';

    public void Add(ReadOnlySpan<byte> block)
    {
        while (block.IndexOf((byte)'\n') is >= 0 and int length)
        {
            See(block[..length]);
            if (_last != NoneYet)
            {
                _ended++;
                HasCutLines |= IsCutAfter((byte)_last);
            }

            _last = NoneYet;
            block = block[(length + 1)..];
        }

        See(block);
    }

    /// <summary>Something that has no line end was shown behind the text: it is to be forgotten.</summary>
    /// <param name="tail">The end of the text, with zeros before a shorter one.</param>
    public void EndAt(ReadOnlySpan<byte> tail)
    {
        int newline = tail.LastIndexOf((byte)'\n');
        ReadOnlySpan<byte> line = tail[(newline + 1)..].TrimEnd(Blanks).TrimStart((byte)0);
        _isEndUnknown = line.IsEmpty && newline < 0 && !tail.IsEmpty && tail[0] != 0;
        _last = line.IsEmpty ? NoneYet : line[^1];
    }

    private void See(ReadOnlySpan<byte> part)
    {
        ReadOnlySpan<byte> trimmed = part.TrimEnd(Blanks);
        _last = trimmed.IsEmpty ? _last : trimmed[^1];
    }
}

namespace Tarn.Catalog.Files;

/// <summary>
/// Finds out of JSON lines, shown block by block, whether some are cut off where a value or a key is due.
/// </summary>
internal sealed class CutLineSearch
{
    /// <summary>The last byte that is no blank, of the line that goes on; 0 for none.</summary>
    private byte _last;

    /// <summary>Whether a line that another follows ends in <c>:</c>, <c>[</c> or <c>,</c>.</summary>
    public bool HasFound { get; private set; }

    /// <summary>Whether what a line ends in shows that it is cut off where a value or a key is due.</summary>
    public static bool IsCutAfter(byte last) => last is (byte)':' or (byte)'[' or (byte)',';

    public void Add(ReadOnlySpan<byte> block)
    {
        while (block.IndexOf((byte)'\n') is >= 0 and int length)
        {
            See(block[..length]);
            HasFound |= IsCutAfter(_last);
            _last = 0;
            block = block[(length + 1)..];
        }

        See(block);
    }

    private void See(ReadOnlySpan<byte> part)
    {
        ReadOnlySpan<byte> trimmed = part.TrimEnd(LineScan.Blanks);
        _last = trimmed.IsEmpty ? _last : trimmed[^1];
    }
}

namespace Tarn.Catalog.Files;

/// <summary>Some whole lines of a file.</summary>
internal sealed class LineBlock
{
    private const int BytesUsual = 1024 * 1024;

    /// <summary>The text and what may be behind it.</summary>
    public byte[] Bytes { get; private set; } = new byte[BytesUsual];

    /// <summary>Where the lines are that are not blank, without their ends.</summary>
    public List<(int Start, int Length)> Lines { get; } = [];

    /// <summary>Place of the file among those that are read.</summary>
    public int File { get; set; }

    /// <summary>Number in its file, from 0, of the first of <see cref="Lines"/>.</summary>
    public long FirstRow { get; set; }

    public ReadOnlySpan<byte> this[int line] => Bytes.AsSpan(Lines[line].Start, Lines[line].Length);

    /// <summary>Makes room for a longer line; what was read stays.</summary>
    public void Grow()
    {
        byte[] larger = new byte[Bytes.Length * 2];
        Bytes.CopyTo(larger, 0);
        Bytes = larger;
    }
}

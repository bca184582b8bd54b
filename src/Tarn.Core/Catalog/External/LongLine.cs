using System.Globalization;
using Tarn.Catalog.Files;

namespace Tarn.Catalog.External;

/// <summary>Finds out, block by block, whether a text has a line of more bytes than the engine takes.</summary>
/// <param name="bytesMax">Null when any length will do.</param>
/// <param name="cuts">Is shown the text as well; null for none.</param>
internal sealed class LongLine(int? bytesMax, CutLineSearch? cuts = null)
{
    private long _lineBytes;

    /// <summary>Null until such a line was seen.</summary>
    public string? Problem { get; private set; }

    /// <summary>What is wrong with a file that has such a line.</summary>
    public static string ProblemOf(int bytesMax) =>
        string.Create(CultureInfo.InvariantCulture, $"it has a line of more than {bytesMax >> 20} MiB");

    public void Add(ReadOnlySpan<byte> block)
    {
        cuts?.Add(block);
        if (bytesMax is not { } max)
        {
            return;
        }

        for (int end = block.IndexOf((byte)'\n'); end >= 0; end = block.IndexOf((byte)'\n'))
        {
            Grow(end, max);
            _lineBytes = 0;
            block = block[(end + 1)..];
        }

        Grow(block.Length, max);
    }

    private void Grow(int bytes, int max)
    {
        _lineBytes += bytes;
        if (_lineBytes > max)
        {
            Problem = ProblemOf(max);
        }
    }
}

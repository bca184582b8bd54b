namespace Tarn.Sources.Postgres.Copying;

/// <summary>
/// What is around the values in the binary format of COPY (Documentation, COPY, "Binary Format"): a header, before each
/// row the number of its columns, and -1 in its place for the end.
/// </summary>
internal sealed class CopyFrame(CopyBytes bytes, int columnCount)
{
    private const short End = -1;

    private bool _isStarted;

    private static ReadOnlySpan<byte> Signature =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xff, (byte)'\r', (byte)'\n', 0];

    /// <summary>Whether there is another row, whose values are next.</summary>
    /// <exception cref="InvalidDataException">It is not that format, or has other columns.</exception>
    public bool TryStartRow()
    {
        if (!_isStarted)
        {
            ReadHeader();
            _isStarted = true;
        }

        short found = bytes.TakeInt16();
        return found == columnCount
            || (found == End ? false
                : throw new InvalidDataException($"a row has {found} columns, expected {columnCount}"));
    }

    private void ReadHeader()
    {
        if (!bytes.Take(Signature.Length).SequenceEqual(Signature))
        {
            throw new InvalidDataException("the rows do not begin with the signature of COPY's binary format");
        }

        bytes.TakeInt32();
        bytes.Take(bytes.TakeInt32());
    }
}

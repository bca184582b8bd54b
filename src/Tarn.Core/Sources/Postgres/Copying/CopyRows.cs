using Tarn.Engine.Vectors;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Copying;

/// <summary>
/// Parses the binary format of COPY straight into the engine's vectors (Documentation, COPY, "Binary Format"): a
/// header, then for each row the number of columns and each value behind its length, -1 for null, then -1 for the end.
/// </summary>
internal sealed class CopyRows(CopyBytes bytes, IReadOnlyList<ValueDecoder> decoders)
{
    private const short End = -1;
    private const int Null = -1;

    private readonly ValueDecoder[] _decoders = [.. decoders];
    private bool _isStarted;

    private static ReadOnlySpan<byte> Signature =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xff, (byte)'\r', (byte)'\n', 0];

    /// <summary>Writes the next row; false at the end.</summary>
    /// <exception cref="InvalidDataException">It is not that format, or has other columns.</exception>
    public bool TryRead(IReadOnlyList<VectorWriter> columns, int row)
    {
        if (!TryStart())
        {
            return false;
        }

        for (int i = 0; i < _decoders.Length; i++)
        {
            int length = bytes.TakeInt32();
            if (length == Null)
            {
                columns[i].WriteNull(row);
            }
            else
            {
                _decoders[i].WriteBinary(bytes.Take(length), columns[i], row);
            }
        }

        return true;
    }

    /// <summary>Passes over the next row; false at the end.</summary>
    public bool TrySkip()
    {
        if (!TryStart())
        {
            return false;
        }

        for (int i = 0; i < _decoders.Length; i++)
        {
            bytes.Take(Math.Max(0, bytes.TakeInt32()));
        }

        return true;
    }

    private bool TryStart()
    {
        if (!_isStarted)
        {
            ReadHeader();
            _isStarted = true;
        }

        short columnCount = bytes.TakeInt16();
        return columnCount != End && (columnCount == _decoders.Length
            ? true
            : throw new InvalidDataException($"a row has {columnCount} columns, expected {_decoders.Length}"));
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

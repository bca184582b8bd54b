using Tarn.Engine.Vectors;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Copying;

/// <summary>
/// Parses the rows of a COPY in binary format straight into the engine's vectors: each value behind its length, -1 for
/// null.
/// </summary>
internal sealed class CopyRows(CopyBytes bytes, IReadOnlyList<ValueDecoder> decoders)
{
    private const int Null = -1;

    private readonly ValueDecoder[] _decoders = [.. decoders];
    private readonly CopyFrame _frame = new(bytes, decoders.Count);

    /// <summary>How many bytes rows have had so far.</summary>
    public long Bytes => bytes.Taken;

    /// <summary>Writes the next row; false at the end.</summary>
    /// <exception cref="InvalidDataException">It is not that format, or has other columns.</exception>
    public bool TryRead(IReadOnlyList<VectorWriter> columns, int row)
    {
        if (!_frame.TryStartRow())
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
        if (!_frame.TryStartRow())
        {
            return false;
        }

        for (int i = 0; i < _decoders.Length; i++)
        {
            bytes.Take(Math.Max(0, bytes.TakeInt32()));
        }

        return true;
    }
}

namespace Tarn.Native.DuckDb;

/// <summary>
/// One column of a chunk, for writing. Callers keep rows below the capacity: DuckDB's vector size for columns, what was
/// reserved for list elements.
/// </summary>
internal sealed unsafe class NativeVectorWriter(DataChunkHandle chunk, nint vector)
{
    private nint _validity;
    private nint _data;

    /// <summary>DuckDB's vector size: how many rows a chunk holds at most.</summary>
    public static int RowsMax { get; } = checked((int)NativeMethods.VectorSize());

    /// <summary>A vector lent for the length of a callback, as long as the chunk given is open.</summary>
    public static NativeVectorWriter Lent(DataChunkHandle chunk, nint vector) => new(chunk, vector);

    public void Set<T>(int row, T value)
        where T : unmanaged
    {
        CheckOpen();
        ((T*)Data())[row] = value;
    }

    /// <summary>The memory of the first rows, for writing all of them.</summary>
    public Span<T> Values<T>(int rowCount)
        where T : unmanaged
    {
        CheckOpen();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowCount, RowsMax);
        return new Span<T>((void*)Data(), rowCount);
    }

    public void SetNull(int row)
    {
        CheckOpen();
        if (_validity == 0)
        {
            NativeMethods.VectorEnsureValidityWritable(vector);
            _validity = NativeMethods.VectorGetValidity(vector);
        }

        ((ulong*)_validity)[row >> 6] &= ~(1UL << (row & 63));
    }

    /// <summary>Copies the bytes of a string, blob, bit string or big number; text must be valid UTF-8.</summary>
    public void SetBytes(int row, ReadOnlySpan<byte> bytes)
    {
        CheckOpen();
        if (bytes.Length <= NativeText.InlineBytesMax)
        {
            NativeText text = new() { Length = (uint)bytes.Length };
            bytes.CopyTo(new Span<byte>(text.Inlined, NativeText.InlineBytesMax));
            ((NativeText*)Data())[row] = text;
            return;
        }

        NativeMethods.UnsafeVectorAssignStringElementLen(vector, (ulong)row, bytes, (ulong)bytes.Length);
    }

    public int ListElementCount() => checked((int)NativeMethods.ListVectorGetSize(vector));

    /// <summary>Makes room for elements behind those there are, and returns the writer of all of them.</summary>
    public NativeVectorWriter GrowList(int elementCount)
    {
        CheckOpen();
        ulong size = checked((ulong)(ListElementCount() + elementCount));
        NativeMethods.ListVectorReserve(vector, size);
        NativeMethods.ListVectorSetSize(vector, size);
        return new NativeVectorWriter(chunk, NativeMethods.ListVectorGetChild(vector));
    }

    public NativeVectorWriter ArrayElements() => new(chunk, NativeMethods.ArrayVectorGetChild(vector));

    public NativeVectorWriter StructField(int index) =>
        new(chunk, NativeMethods.StructVectorGetChild(vector, (ulong)index));

    // Asked once: a chunk that is reset, and a list that grows, get new writers.
    private nint Data() => _data != 0 ? _data : _data = NativeMethods.VectorGetData(vector);

    private void CheckOpen() => ObjectDisposedException.ThrowIf(chunk.IsClosed, chunk);
}

using System.Runtime.CompilerServices;

namespace Tarn.Native.DuckDb;

/// <summary>
/// One column of a chunk, for reading. Memory is the chunk's: every access checks that the chunk is still open, and
/// spans must not outlive it.
/// </summary>
internal sealed unsafe class NativeVector
{
    private readonly DataChunkHandle _chunk;
    private readonly nint _vector;
    private readonly void* _data;
    private readonly ulong* _validity;

    public NativeVector(DataChunkHandle chunk, nint vector, int rowCount)
    {
        _chunk = chunk;
        _vector = vector;
        RowCount = rowCount;
        _data = (void*)NativeMethods.VectorGetData(vector);
        _validity = (ulong*)NativeMethods.VectorGetValidity(vector);
    }

    public int RowCount { get; }

    /// <summary>The type of this vector, which a function's declared argument may leave open.</summary>
    public LogicalTypeHandle ReadType() => NativeMethods.VectorGetColumnType(_vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row)
    {
        CheckRow(row);
        return _validity != null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>The vector's values as they lie in memory; those of null rows are undefined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, _chunk);
        return new ReadOnlySpan<T>(_data, RowCount);
    }

    /// <summary>The bytes of a string, blob, bit string or big number.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        CheckRow(row);
        NativeText* text = (NativeText*)_data + row;
        int length = checked((int)text->Length);
        return length <= NativeText.InlineBytesMax
            ? new ReadOnlySpan<byte>(text->Inlined, length)
            : new ReadOnlySpan<byte>(text->Pointer, length);
    }

    /// <summary>The elements of all lists of this vector, one after the other.</summary>
    public NativeVector ListElements() =>
        new(_chunk, NativeMethods.ListVectorGetChild(_vector), checked((int)NativeMethods.ListVectorGetSize(_vector)));

    /// <summary>The elements of all arrays of this vector: <paramref name="arrayLength"/> per row.</summary>
    public NativeVector ArrayElements(int arrayLength) =>
        new(_chunk, NativeMethods.ArrayVectorGetChild(_vector), checked(RowCount * arrayLength));

    public NativeVector StructField(int index) =>
        new(_chunk, NativeMethods.StructVectorGetChild(_vector, (ulong)index), RowCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckRow(int row)
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, _chunk);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

/// <summary>
/// One column of a chunk, for writing. Callers keep rows below the capacity: DuckDB's vector size for columns, what was
/// reserved for list elements.
/// </summary>
internal sealed unsafe class NativeVectorWriter(DataChunkHandle chunk, nint vector)
{
    /// <summary>What is copied in less time than it takes to tell the collector of garbage to wait.</summary>
    private const int ShortBytesMax = 1024;

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
            SetInlined((NativeText*)Data() + row, bytes);
        }
        else if (bytes.Length <= ShortBytesMax)
        {
            NativeMethods.UnsafeVectorAssignShort(vector, (ulong)row, bytes, (ulong)bytes.Length);
        }
        else
        {
            NativeMethods.UnsafeVectorAssignStringElementLen(vector, (ulong)row, bytes, (ulong)bytes.Length);
        }
    }

    /// <summary>Gives all rows the same text, which functions then work on once.</summary>
    public void SetAll(ReadOnlySpan<byte> text)
    {
        CheckOpen();
        using ValueHandle value = NativeMethods.CreateVarcharLength(text, (ulong)text.Length);
        NativeMethods.VectorReferenceValue(vector, value);
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

    /// <summary>In two writes that may overlap, since a call of memmove takes longer than they do.</summary>
    private static void SetInlined(NativeText* text, ReadOnlySpan<byte> bytes)
    {
        *text = new NativeText { Length = (uint)bytes.Length };
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        byte* target = text->Inlined;
        if (length >= sizeof(ulong))
        {
            Unsafe.WriteUnaligned(target, Unsafe.ReadUnaligned<ulong>(ref source));
            Unsafe.WriteUnaligned(
                target + length - sizeof(ulong),
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, length - sizeof(ulong))));
        }
        else if (length >= sizeof(uint))
        {
            Unsafe.WriteUnaligned(target, Unsafe.ReadUnaligned<uint>(ref source));
            Unsafe.WriteUnaligned(
                target + length - sizeof(uint),
                Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, length - sizeof(uint))));
        }
        else
        {
            for (int i = 0; i < length; i++)
            {
                target[i] = Unsafe.Add(ref source, i);
            }
        }
    }

    // Asked once: a chunk that is reset, and a list that grows, get new writers.
    private nint Data() => _data != 0 ? _data : _data = NativeMethods.VectorGetData(vector);

    private void CheckOpen() => ObjectDisposedException.ThrowIf(chunk.IsClosed, chunk);
}

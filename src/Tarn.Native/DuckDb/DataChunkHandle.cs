namespace Tarn.Native.DuckDb;

/// <summary>
/// A <c>duckdb_data_chunk</c> and with it all its vectors: owned, or lent for the length of a callback.
/// </summary>
internal sealed class DataChunkHandle : DuckDbHandle
{
    public DataChunkHandle()
    {
    }

    private DataChunkHandle(nint borrowed)
        : base(ownsHandle: false) => SetHandle(borrowed);

    public int RowCount => checked((int)NativeMethods.DataChunkGetSize(this));

    public int ColumnCount => checked((int)NativeMethods.DataChunkGetColumnCount(this));

    /// <summary>
    /// A handle to dispose before the callback returns, which makes its vectors unusable but frees nothing.
    /// </summary>
    public static DataChunkHandle Lent(nint chunk) => new(chunk);

    public NativeVector Column(int index) =>
        new(this, NativeMethods.DataChunkGetVector(this, (ulong)index), RowCount);

    public NativeVectorWriter Writer(int index) =>
        new(this, NativeMethods.DataChunkGetVector(this, (ulong)index));

    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyDataChunk(ref handle);
        return true;
    }
}

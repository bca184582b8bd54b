using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

/// <summary>
/// Owns a <c>duckdb_result</c>. The C API fills a struct of the caller's, so this allocates it; it is destroyed whether
/// the statement succeeded or not.
/// </summary>
internal sealed unsafe class ResultHandle : DuckDbHandle
{
    public ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    public NativeResultType ReturnType => Borrow(NativeMethods.ResultReturnType);

    /// <summary>The next chunk, or an invalid handle at the end and on errors.</summary>
    public DataChunkHandle FetchChunk() => Borrow(NativeMethods.FetchChunk);

    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyResult(handle);
        NativeMemory.Free((void*)handle);
        return true;
    }

    private T Borrow<T>(Func<NativeResult, T> read)
    {
        bool isHeld = false;
        try
        {
            DangerousAddRef(ref isHeld);
            return read(*(NativeResult*)handle);
        }
        finally
        {
            if (isHeld)
            {
                DangerousRelease();
            }
        }
    }
}

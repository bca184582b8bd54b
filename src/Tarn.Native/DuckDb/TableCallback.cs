using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

/// <summary>
/// What DuckDB calls for a table function of ours. It asks once for each call in a statement what the call means
/// (<see cref="Bind"/>), then once on each of its threads for a reader, then reads. A GCHandle keeps each object alive
/// until DuckDB frees it; an exception becomes the error of the query.
/// </summary>
internal abstract unsafe class TableCallback
{
    /// <summary>Sets the function's callbacks; the function owns this object from then on.</summary>
    public void AttachTo(TableFunctionHandle function)
    {
        delegate* unmanaged[Cdecl]<nint, void> release = &Release;
        delegate* unmanaged[Cdecl]<nint, void> bind = &BindCall;
        delegate* unmanaged[Cdecl]<nint, void> init = &StartCall;
        delegate* unmanaged[Cdecl]<nint, void> localInit = &OpenReaderCall;
        delegate* unmanaged[Cdecl]<nint, nint, void> read = &ReadCall;
        NativeMethods.TableFunctionSetExtraInfo(function, Keep(this), (nint)release);
        NativeMethods.TableFunctionSetBind(function, (nint)bind);
        NativeMethods.TableFunctionSetInit(function, (nint)init);
        NativeMethods.TableFunctionSetLocalInit(function, (nint)localInit);
        NativeMethods.TableFunctionSetFunction(function, (nint)read);
    }

    /// <summary>What a call means; it may be asked again for the same call.</summary>
    protected abstract TableCall Bind(TableBinding binding);

    private static nint Keep(object target) => GCHandle.ToIntPtr(GCHandle.Alloc(target));

    private static void Free(nint handle) => GCHandle.FromIntPtr(handle).Free();

    private static T Kept<T>(nint handle) => (T)GCHandle.FromIntPtr(handle).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BindCall(nint bindInfo)
    {
        try
        {
            TableCall call = Kept<TableCallback>(NativeMethods.BindGetExtraInfo(bindInfo))
                .Bind(new TableBinding(bindInfo));
            delegate* unmanaged[Cdecl]<nint, void> release = &Release;
            NativeMethods.BindSetBindData(bindInfo, Keep(call), (nint)release);
        }
#pragma warning disable CA1031 // An exception must not cross into native frames: it would end the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NativeMethods.BindSetError(bindInfo, exception.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void StartCall(nint initInfo)
    {
        try
        {
            TableCall call = Kept<TableCall>(NativeMethods.InitGetBindData(initInfo));
            call.Start();
            NativeMethods.InitSetMaxThreads(initInfo, (ulong)Math.Max(1, call.ReadersMax));
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NativeMethods.InitSetError(initInfo, exception.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OpenReaderCall(nint initInfo)
    {
        try
        {
            int[] columns = new int[NativeMethods.InitGetColumnCount(initInfo)];
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i] = (int)NativeMethods.InitGetColumnIndex(initInfo, (ulong)i);
            }

            TableCallReader reader = Kept<TableCall>(NativeMethods.InitGetBindData(initInfo)).OpenReader(columns);
            delegate* unmanaged[Cdecl]<nint, void> release = &ReleaseReader;
            NativeMethods.InitSetInitData(initInfo, Keep(reader), (nint)release);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NativeMethods.InitSetError(initInfo, exception.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ReadCall(nint functionInfo, nint chunk)
    {
        try
        {
            using DataChunkHandle output = DataChunkHandle.Lent(chunk);
            int rowCount = Kept<TableCallReader>(NativeMethods.FunctionGetLocalInitData(functionInfo)).Read(output);
            NativeMethods.DataChunkSetSize(output, (ulong)rowCount);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NativeMethods.FunctionSetError(functionInfo, exception.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint self) => Free(self);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ReleaseReader(nint self)
    {
        Kept<TableCallReader>(self).Dispose();
        Free(self);
    }
}

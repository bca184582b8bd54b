using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

/// <summary>
/// What DuckDB calls for a scalar function of ours. A GCHandle keeps it alive until the catalog drops the function;
/// an exception becomes the error of the query.
/// </summary>
internal abstract unsafe class ScalarCallback
{
    /// <summary>Sets the function's callback; the function owns this object from then on.</summary>
    public void AttachTo(ScalarFunctionHandle function)
    {
        nint self = GCHandle.ToIntPtr(GCHandle.Alloc(this));
        delegate* unmanaged[Cdecl]<nint, void> release = &Release;
        delegate* unmanaged[Cdecl]<nint, nint, nint, void> invoke = &Invoke;
        NativeMethods.ScalarFunctionSetExtraInfo(function, self, (nint)release);
        NativeMethods.ScalarFunctionSetFunction(function, (nint)invoke);
    }

    /// <summary>As above; <see cref="Bind"/> is called too, for every call in a statement that is prepared.</summary>
    public void AttachWithBindTo(ScalarFunctionHandle function)
    {
        AttachTo(function);
        delegate* unmanaged[Cdecl]<nint, void> bind = &BindCall;
        NativeMethods.ScalarFunctionSetBind(function, (nint)bind);
    }

    /// <param name="arguments">Of one call; lent for the time of it.</param>
    protected virtual void Bind(IReadOnlyList<ExpressionHandle> arguments)
    {
    }

    /// <summary>Called from any number of DuckDB's threads at once.</summary>
    protected abstract void Invoke(DataChunkHandle input, NativeVectorWriter output);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Invoke(nint functionInfo, nint chunk, nint output)
    {
        try
        {
            nint self = NativeMethods.ScalarFunctionGetExtraInfo(functionInfo);
            ScalarCallback callback = (ScalarCallback)GCHandle.FromIntPtr(self).Target!;
            using DataChunkHandle input = DataChunkHandle.Lent(chunk);
            callback.Invoke(input, NativeVectorWriter.Lent(input, output));
        }
#pragma warning disable CA1031 // An exception must not cross into native frames: it would end the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NativeMethods.ScalarFunctionSetError(functionInfo, exception.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BindCall(nint bindInfo)
    {
        List<ExpressionHandle> arguments = [];
        try
        {
            nint self = NativeMethods.ScalarFunctionBindGetExtraInfo(bindInfo);
            ulong count = NativeMethods.ScalarFunctionBindGetArgumentCount(bindInfo);
            for (ulong i = 0; i < count; i++)
            {
                arguments.Add(NativeMethods.ScalarFunctionBindGetArgument(bindInfo, i));
            }

            ((ScalarCallback)GCHandle.FromIntPtr(self).Target!).Bind(arguments);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NativeMethods.ScalarFunctionBindSetError(bindInfo, exception.Message);
        }
        finally
        {
            arguments.ForEach(argument => argument.Dispose());
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint self) => GCHandle.FromIntPtr(self).Free();
}

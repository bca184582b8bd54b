using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

// C API chapter: Scalar Functions.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_scalar_function")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ScalarFunctionHandle CreateScalarFunction();

    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_scalar_function")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyScalarFunction(ref nint function);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_set_name",
        StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionSetName(ScalarFunctionHandle function, string name);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_set_varargs")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionSetVarargs(ScalarFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_set_special_handling")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionSetSpecialHandling(ScalarFunctionHandle function);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_set_volatile")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionSetVolatile(ScalarFunctionHandle function);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_add_parameter")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionAddParameter(ScalarFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_set_return_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionSetReturnType(ScalarFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_set_extra_info")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionSetExtraInfo(ScalarFunctionHandle function, nint info, nint destroy);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_set_function")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionSetFunction(ScalarFunctionHandle function, nint callback);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_register_scalar_function")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState RegisterScalarFunction(
        ConnectionHandle connection, ScalarFunctionHandle function);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_get_extra_info")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint ScalarFunctionGetExtraInfo(nint functionInfo);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_set_error",
        StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionSetError(nint functionInfo, string error);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_set_bind")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionSetBind(ScalarFunctionHandle function, nint callback);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_bind_get_extra_info")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint ScalarFunctionBindGetExtraInfo(nint bindInfo);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_bind_set_error",
        StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ScalarFunctionBindSetError(nint bindInfo, string error);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_bind_get_argument_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ScalarFunctionBindGetArgumentCount(nint bindInfo);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_scalar_function_bind_get_argument")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ExpressionHandle ScalarFunctionBindGetArgument(nint bindInfo, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_expression_return_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial LogicalTypeHandle ExpressionReturnType(ExpressionHandle expression);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_expression")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyExpression(ref nint expression);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

// C API chapter: Table Functions, with those of their binding, initialisation and calls.
internal static partial class NativeMethods
{
    [LibraryImport(LibraryName, EntryPoint = "duckdb_create_table_function")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial TableFunctionHandle CreateTableFunction();

    [LibraryImport(LibraryName, EntryPoint = "duckdb_destroy_table_function")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyTableFunction(ref nint function);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_table_function_set_name",
        StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void TableFunctionSetName(TableFunctionHandle function, string name);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_table_function_add_parameter")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void TableFunctionAddParameter(TableFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_table_function_set_extra_info")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void TableFunctionSetExtraInfo(TableFunctionHandle function, nint info, nint destroy);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_table_function_set_bind")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void TableFunctionSetBind(TableFunctionHandle function, nint callback);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_table_function_set_init")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void TableFunctionSetInit(TableFunctionHandle function, nint callback);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_table_function_set_local_init")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void TableFunctionSetLocalInit(TableFunctionHandle function, nint callback);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_table_function_set_function")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void TableFunctionSetFunction(TableFunctionHandle function, nint callback);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_table_function_supports_projection_pushdown")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void TableFunctionSupportsProjectionPushdown(
        TableFunctionHandle function, [MarshalAs(UnmanagedType.U1)] bool isSupported);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_register_table_function")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial NativeState RegisterTableFunction(
        ConnectionHandle connection, TableFunctionHandle function);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_bind_get_extra_info")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint BindGetExtraInfo(nint bindInfo);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_bind_get_parameter")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ValueHandle BindGetParameter(nint bindInfo, ulong index);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_bind_add_result_column",
        StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void BindAddResultColumn(nint bindInfo, string name, LogicalTypeHandle type);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_bind_set_bind_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void BindSetBindData(nint bindInfo, nint data, nint destroy);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_bind_set_cardinality")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void BindSetCardinality(
        nint bindInfo, ulong rowCount, [MarshalAs(UnmanagedType.U1)] bool isExact);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_bind_set_error",
        StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void BindSetError(nint bindInfo, string error);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_init_get_bind_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint InitGetBindData(nint initInfo);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_init_get_column_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong InitGetColumnCount(nint initInfo);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_init_get_column_index")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong InitGetColumnIndex(nint initInfo, ulong position);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_init_set_init_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void InitSetInitData(nint initInfo, nint data, nint destroy);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_init_set_max_threads")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void InitSetMaxThreads(nint initInfo, ulong threadsMax);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_init_set_error",
        StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void InitSetError(nint initInfo, string error);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_function_get_local_init_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint FunctionGetLocalInitData(nint functionInfo);

    [LibraryImport(LibraryName, EntryPoint = "duckdb_function_set_error",
        StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void FunctionSetError(nint functionInfo, string error);
}

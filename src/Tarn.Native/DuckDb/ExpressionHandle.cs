namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_expression</c>: a copy of an argument while a call is bound.</summary>
internal sealed class ExpressionHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyExpression(ref handle);
        return true;
    }
}

namespace Tarn.Native.DuckDb;

/// <summary>Owns a <c>duckdb_extracted_statements</c>; exists also when parsing failed, to hold the error.</summary>
internal sealed class ExtractedStatementsHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyExtracted(ref handle);
        return true;
    }
}

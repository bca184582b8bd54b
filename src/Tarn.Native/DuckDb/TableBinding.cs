namespace Tarn.Native.DuckDb;

/// <summary>One call of a table function while its statement is bound; lent for the time of that.</summary>
internal sealed class TableBinding(nint bindInfo)
{
    /// <summary>An argument as text; null for NULL.</summary>
    public string? Argument(int index)
    {
        using ValueHandle value = NativeMethods.BindGetParameter(bindInfo, (ulong)index);
        return NativeMethods.IsNullValue(value) ? null : NativeMethods.GetVarchar(value);
    }

    public void AddColumn(string name, LogicalTypeHandle type) =>
        NativeMethods.BindAddResultColumn(bindInfo, name, type);

    /// <summary>About how many rows there will be, which the planner wants to know.</summary>
    public void SetRowCount(long rowsAbout) =>
        NativeMethods.BindSetCardinality(bindInfo, (ulong)Math.Max(0, rowsAbout), isExact: false);
}

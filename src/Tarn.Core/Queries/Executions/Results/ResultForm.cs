namespace Tarn.Queries.Executions.Results;

/// <summary>How the result of a statement is kept.</summary>
public enum ResultForm
{
    /// <summary>A CSV file with a header.</summary>
    Csv,

    /// <summary>Lines.</summary>
    Text,

    /// <summary>Lines, the first of which is the name of the column.</summary>
    TextWithHeader,

    /// <summary>None: the statement only says how many rows it wrote.</summary>
    None,

    /// <summary>As <see cref="None"/>, of a statement that made a table.</summary>
    Table,
}
